import Synchronization
import Threads

/// The executions that are running, and their numbers.
final class Executions: Sendable {
  private let running = Monitor<[ObjectIdentifier: (cancellation: Cancellation, subshellID: String?)]>([:])
  private let counter = Atomic<Int>(0)

  /// The number of the latest counted execution.
  var count: Int { counter.load(ordering: .relaxed) }

  /// The number of the next counted execution.
  func nextCount() -> Int { counter.add(1, ordering: .relaxed).newValue }

  /// Runs `body` under a new request to stop. Interrupts from before it have no effect on it.
  func run<Result>(in subshellID: String?, _ body: (Cancellation) throws -> Result) rethrows -> Result {
    let cancellation = Cancellation()
    let key = ObjectIdentifier(cancellation)
    running.withLock { $0[key] = (cancellation, subshellID) }
    defer { running.withLock { $0[key] = nil } }
    return try body(cancellation)
  }

  /// Interrupts what is running: everything, or one subshell. Harmless where nothing is.
  func interrupt(subshellID: String? = nil) {
    let cancellations = running.withLock { running in
      running.values.filter { subshellID == nil || $0.subshellID == subshellID }.map(\.cancellation)
    }
    for cancellation in cancellations { cancellation.cancel() }
  }
}
