import JupyterWire
import Threads

/// Requests that wait for a shell, in the order in which they came.
final class ShellQueue: Sendable {
  /// A piece of a shell's work.
  enum Entry: Sendable {
    case request(ReceivedRequest)
    /// Something that another shell wants done on this one's thread.
    case task(ShellTask)

    fileprivate var isCell: Bool {
      switch self {
      case .request(let request): if case .execute = request.content { true } else { false }
      case .task(let task): task.isCell
      }
    }
  }

  private struct State {
    var entries = FIFO<Entry>()
    var isBusy = false
    /// Whether what is being worked on is a cell.
    var isInCell = false
    var isClosed = false
  }

  private let state = Monitor(State())

  /// Whether something is being worked on or waits.
  var isBusy: Bool { state.withLock { $0.isBusy || !$0.entries.isEmpty } }

  /// Whether a cell is running.
  var isInCell: Bool { state.withLock(\.isInCell) }

  /// - Returns: false where the queue is closed, and nobody will take the request.
  @discardableResult
  func push(_ request: ReceivedRequest) -> Bool {
    state.update { state in
      if !state.isClosed { state.entries.push(.request(request)) }
      return !state.isClosed
    }
  }

  /// Has the task done after what waits now. Where the queue is closed, nobody will.
  func push(_ task: ShellTask) {
    let isTaken = state.update { state in
      if !state.isClosed { state.entries.push(.task(task)) }
      return !state.isClosed
    }
    if !isTaken { task.finish() }
  }

  /// Takes the task in only where the shell has nothing else to do.
  ///
  /// Waits for a moment: whoever has seen the reply to a cell takes the shell for idle, a little before it is.
  func pushIfIdle(_ task: ShellTask) -> Bool {
    let isTaken = state.wait(until: .now.advanced(milliseconds: 50)) { state -> Bool? in
      guard !state.isClosed else { return false }
      guard !state.isBusy, state.entries.isEmpty else { return nil }
      state.entries.push(.task(task))
      return true
    }
    // Wakes the shell.
    state.update { _ in }
    return isTaken ?? false
  }

  /// Works on the entries as they come, one at a time, until the queue is closed.
  ///
  /// - Parameters:
  ///   - interval: after so many milliseconds without an entry comes a rest; nil for never.
  ///   - rest: called once in a while without entries. Nothing wakes the thread again before the next of them.
  /// - Returns: the requests that were still waiting then.
  @discardableResult
  func serve(
    restingAfter interval: Int? = nil, rest: () -> Void = {}, _ body: (Entry) -> Void
  ) -> [ReceivedRequest] {
    while let entry = next(restingAfter: interval, rest) {
      body(entry)
      state.update { state in
        state.isBusy = false
        state.isInCell = false
      }
    }
    return state.withLock { state in
      var waiting: [ReceivedRequest] = []
      while let entry = state.entries.pop() {
        switch entry {
        case .request(let request): waiting.append(request)
        case .task(let task): task.finish()
        }
      }
      return waiting
    }
  }

  /// Nil when the queue is closed.
  private func next(restingAfter interval: Int?, _ rest: () -> Void) -> Entry? {
    func taken(_ state: inout State) -> Entry?? {
      guard !state.isClosed else { return .some(nil) }
      guard let entry = state.entries.pop() else { return nil }
      state.isBusy = true
      state.isInCell = entry.isCell
      return .some(entry)
    }
    if let interval {
      if let entry = state.wait(until: .now.advanced(milliseconds: interval), taken) { return entry }
      rest()
    }
    return state.wait(taken)
  }

  /// Aborts the executions that wait now; those that come later run.
  func abortExecutions() {
    state.withLock { state in
      state.entries.forEach { entry in
        guard case .request(var request) = entry, case .execute = request.content else { return }
        request.isAborted = true
        entry = .request(request)
      }
    }
  }

  /// Ends ``serve(_:)`` after what is being worked on.
  func close() {
    state.update { $0.isClosed = true }
  }
}

/// A piece of work for the thread of another shell.
final class ShellTask: Sendable {
  /// Whether it is a cell, with what belongs to the end of one.
  let isCell: Bool
  private let body: @Sendable (any Evaluator) -> Void
  private let isDone = Monitor(false)

  init(isCell: Bool = true, _ body: @escaping @Sendable (any Evaluator) -> Void) {
    self.isCell = isCell
    self.body = body
  }

  func run(with evaluator: any Evaluator) {
    body(evaluator)
    finish()
  }

  /// Lets ``wait()`` return.
  func finish() { isDone.update { $0 = true } }

  /// Waits until it has been run, or until it never will be.
  func wait() { isDone.wait { $0 ? () : nil } }
}
