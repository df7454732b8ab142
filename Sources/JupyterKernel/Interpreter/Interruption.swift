import Synchronization

/// One execution's request to stop. Set from any thread; looked at between steps and inside long work.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)
  private let handlers = Monitor<(next: Int, list: [Int: @Sendable () -> Void])>((next: 0, list: [:]))

  public init() {}

  /// Whether the execution is to stop. Cheap enough for an inner loop.
  public var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// - Throws: ``Interrupted`` if the execution is to stop.
  public func check() throws(Interrupted) {
    if isRequested { throw Interrupted() }
  }

  /// Asks the execution to stop.
  public func request() {
    let waiting = handlers.withLock { handlers in
      flag.store(true, ordering: .relaxed)
      defer { handlers.list = [:] }
      return Array(handlers.list.values)
    }
    for handler in waiting { handler() }
  }

  /// Runs `body`; an interruption before its end calls `handler` at once, on another thread, to wake what `body` waits for:
  /// a child process, a condition, another library's own flag.
  public func withHandler<Result>(
    _ handler: @escaping @Sendable () -> Void, _ body: () throws -> Result
  ) rethrows -> Result {
    let ticket = handlers.withLock { handlers -> Int? in
      guard !flag.load(ordering: .relaxed) else { return nil }
      handlers.next += 1
      handlers.list[handlers.next] = handler
      return handlers.next
    }
    guard let ticket else {
      handler()
      return try body()
    }
    defer { handlers.withLock { $0.list[ticket] = nil } }
    return try body()
  }
}

/// What an interrupted execution throws.
public struct Interrupted: Error, Sendable, Equatable {
  public init() {}
}
