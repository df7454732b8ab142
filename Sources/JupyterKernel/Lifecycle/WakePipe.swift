import Glibc
import Synchronization

/// Wakes a thread that polls, by making a file descriptor readable.
final class WakePipe: Sendable {
  private let pipe: Pipe
  private let isAwake = Atomic<Bool>(false)

  /// - Throws: ``KernelError`` where there are no more descriptors.
  init() throws(KernelError) { pipe = try Pipe() }

  /// Readable after ``wake()``.
  var readEnd: Int32 { pipe.readEnd }

  /// Safe from any thread. Does nothing where the thread is awake already.
  func wake() {
    guard !isAwake.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 1
    _ = write(pipe.writeEnd, &byte, 1)
  }

  /// To be called by the woken thread before it looks for what there is to do.
  func rest() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(pipe.readEnd, &bytes, 16) == 16 {}
    isAwake.store(false, ordering: .sequentiallyConsistent)
  }
}
