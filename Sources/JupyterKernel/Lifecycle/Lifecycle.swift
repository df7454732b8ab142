import Glibc
import Threads

/// Waits, on the thread that runs the kernel, for what ends it; meanwhile passes on interrupts by signal.
final class Lifecycle: Sendable {
  enum End: Sendable {
    case shutdown(restart: Bool)
    case terminated
    case parentDied
  }

  private let ending = Monitor<End?>(nil)
  private let pipe: WakePipe

  init() throws(KernelError) { pipe = try WakePipe() }

  /// The reason of its end; nil while it lives.
  var end: End? { ending.withLock { $0 } }

  /// Ends it. Safe from any thread; the first reason counts.
  func end(_ end: End) {
    ending.withLock { $0 = $0 ?? end }
    pipe.wake()
  }

  /// Waits for its end.
  func wait(signals: SignalPipe?, parent: ParentWatch?, onInterrupt: () -> Void) -> End {
    while true {
      pipe.rest()
      if let end { return end }
      var descriptors = [pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)]
      if let signals { descriptors.append(pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0)) }
      poll(&descriptors, nfds_t(descriptors.count), parent == nil ? -1 : ParentWatch.interval)
      for signal in signals?.take() ?? [] {
        if signal == SIGINT { onInterrupt() } else { end(.terminated) }
      }
      if let parent, parent.hasDied { end(.parentDied) }
    }
  }
}
