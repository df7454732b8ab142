import Synchronization

/// One execution's request to stop, set from any thread and looked at between steps and inside long work.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  package func cancel() { flag.store(true, ordering: .relaxed) }

  /// Throws the diagnostic of an interrupted cell if ``cancel()`` was called.
  package func check() throws {
    if isCancelled { throw Diagnostic(.interrupted, "the cell was interrupted") }
  }
}
