import Foundation
import Language
import Synchronization
import Threads

/// Interrupts cells that run for long, as a user would, and measures what they still do then.
final class Deadline: Sendable {
  private struct Watched {
    var cancellation: Cancellation
    var end: ContinuousClock.Instant
  }

  private let watched = Mutex<Watched?>(nil)
  private let patience: Duration

  /// - Parameter patience: how long a cell may run.
  init(patience: Duration) {
    self.patience = patience
    Thread.detachNewThread { [self] in
      while true {
        usleep(1_000)
        watched.withLock { if let cell = $0, cell.end < .now { cell.cancellation.cancel() } }
      }
    }
  }

  /// Runs `body`, and interrupts it when its time is up.
  ///
  /// - Parameter limit: how long this cell may run, where that is not as long as any.
  /// - Returns: what came of it, and the seconds of this thread's computing beyond the cell's time: a processor that
  ///   others use is not the cell's fault.
  func watch<Result>(
    _ cancellation: Cancellation, limit: Duration? = nil, _ body: () -> Result
  ) -> (Result, excess: Double) {
    let start = Self.computed
    let limit = limit ?? patience
    watched.withLock { $0 = Watched(cancellation: cancellation, end: .now + limit) }
    let result = body()
    watched.withLock { $0 = nil }
    return (result, max(0, Self.computed - start - limit / .seconds(1)))
  }

  /// Seconds that this thread has computed.
  private static var computed: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
