import Glibc
import Synchronization

/// Where the handler writes; -1 while there is none. A handler may touch nothing but such a flag and a pipe.
private let handlerPipe = Atomic<Int32>(-1)

/// Turns SIGINT and SIGTERM into bytes on a pipe, which a thread can wait for.
///
/// SIGPIPE is ignored: a launcher that no longer reads our stderr shall not end us with the next line of the log.
final class SignalPipe {
  static let signals = [SIGINT, SIGTERM]

  private let pipe: Pipe
  private var former: [(signal: Int32, action: sigaction)] = []

  var readEnd: Int32 { pipe.readEnd }

  /// Takes over the signals.
  ///
  /// - Throws: ``KernelError`` where there are no more descriptors.
  init() throws(KernelError) {
    pipe = try Pipe()
    handlerPipe.store(pipe.writeEnd, ordering: .sequentiallyConsistent)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let error = errno
      var byte = UInt8(truncatingIfNeeded: signal)
      _ = write(handlerPipe.load(ordering: .relaxed), &byte, 1)
      errno = error
    }
    action.sa_flags = SA_RESTART
    for signal in Self.signals { install(&action, for: signal) }
    action.__sigaction_handler.sa_handler = SIG_IGN
    install(&action, for: SIGPIPE)
  }

  private func install(_ action: inout sigaction, for signal: Int32) {
    var old = sigaction()
    sigaction(signal, &action, &old)
    former.append((signal, old))
  }

  /// The signals that have come since.
  func take() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(readEnd, &bytes, bytes.count)
    return bytes.prefix(max(0, count)).map(Int32.init)
  }

  /// Gives the signals back to whom they belonged.
  func restore() {
    for (signal, action) in former {
      var old = action
      sigaction(signal, &old, nil)
    }
    handlerPipe.store(-1, ordering: .sequentiallyConsistent)
  }
}
