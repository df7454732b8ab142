/// State behind a lock, with a condition to wait for its changes.
package final class Monitor<State>: @unchecked Sendable {
  private let lock = Lock()
  private let changed = Condition()
  private var state: State

  package init(_ state: State) { self.state = state }

  /// Reads or changes the state; nobody is woken.
  package func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&state)
  }

  /// Changes the state and wakes all who wait for it.
  package func update<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    lock.lock()
    defer {
      changed.broadcast()
      lock.unlock()
    }
    return try body(&state)
  }

  /// Waits until `body` gives a result, looking at each change of the state.
  package func wait<Result>(_ body: (inout State) -> Result?) -> Result {
    lock.lock()
    defer { lock.unlock() }
    while true {
      if let result = body(&state) { return result }
      changed.wait(lock)
    }
  }

  /// Waits until `body` gives a result, but not beyond `deadline`; nil then.
  package func wait<Result>(until deadline: MonotonicTime, _ body: (inout State) -> Result?) -> Result? {
    lock.lock()
    defer { lock.unlock() }
    while true {
      if let result = body(&state) { return result }
      if !changed.wait(lock, until: deadline) { return body(&state) }
    }
  }
}
