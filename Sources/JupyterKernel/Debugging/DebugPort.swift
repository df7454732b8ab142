import JupyterWire
import Threads

/// Where the language's thread waits while a program is stopped, and does there what the debugger asks.
///
/// Nobody looks at a program from another thread: questions are brought here as tasks, and the thread that has stopped
/// answers them.
public final class DebugPort: Sendable {
  /// Why a program has stopped.
  public enum Reason: Sendable {
    /// It has come to these breakpoints.
    case breakpoint(ids: [Int])
    /// A step is done.
    case step
    /// Somebody asked for it.
    case pause
    /// It has failed.
    case error(ExecutionError)
  }

  /// How a program goes on.
  public enum Resumption: Sendable {
    /// To the next breakpoint.
    case run
    /// To the next statement, into functions that are called.
    case into
    /// To the next statement of this call or of one around it.
    case over
    /// Out of this call.
    case out
  }

  private struct State {
    var isOpen = true
    var isStopped = false
    var tasks = FIFO<StopTask>()
    var resumption: Resumption?
  }

  private enum Next {
    case task(StopTask)
    case resumption(Resumption)
    case cancelled
  }

  private let state = Monitor(State())
  private let events: DebugEvents

  init(events: DebugEvents) { self.events = events }

  /// Stops here, on the language's thread, until a client lets the program go on.
  ///
  /// - Parameters:
  ///   - program: What clients may look at meanwhile.
  ///   - reason: Why it stops.
  ///   - cancellation: What ends the cell.
  /// - Returns: How it goes on.
  /// - Throws: `Cancelled` where the cell is to end.
  public func stop(
    _ program: any StoppedProgram, because reason: Reason, _ cancellation: Cancellation
  ) throws -> Resumption {
    let isOpen = state.withLock { state in
      if state.isOpen { (state.isStopped, state.resumption) = (true, nil) }
      return state.isOpen
    }
    guard isOpen else { return .run }
    let stop = DebugStop(program, events.numbers)
    events.publish("stopped", reason.body)
    defer {
      state.update { state in
        state.isStopped = false
        while let task = state.tasks.pop() { task.refuse() }
      }
      events.publish("continued", ["threadId": .integer(DebugStop.threadID), "allThreadsContinued": true])
    }
    return try cancellation.withHandler({ [state] in state.update { _ in } }) {
      while true {
        switch program.whileWaiting({ next(cancellation) }) {
        case .task(let task): task.run(stop)
        case .resumption(let resumption): return resumption
        case .cancelled: throw Cancelled()
        }
      }
    }
  }

  private func next(_ cancellation: Cancellation) -> Next {
    state.wait { state in
      if cancellation.isCancelled { return .cancelled }
      if let task = state.tasks.pop() { return .task(task) }
      return state.isOpen ? state.resumption.map(Next.resumption) : .resumption(.run)
    }
  }

  /// Tells clients something that is not the program's output, such as why a condition could not be computed.
  public func tell(_ text: String) {
    events.publish("output", ["category": "console", "output": .string(text + "\n")])
  }

  // MARK: For the debugger

  /// Whether the program is stopped.
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Has the stopped program looked at, and waits for that.
  ///
  /// - Throws: ``ExecutionError`` where it is not stopped, and what `body` throws.
  func look<Result: Sendable>(_ body: @escaping @Sendable (DebugStop) throws -> Result) throws -> Result {
    let answer = Monitor<Swift.Result<Result, any Error>?>(nil)
    let task = StopTask { stop in
      let result = stop.map { stop in Swift.Result { try body(stop) } } ?? .failure(Self.notStopped)
      answer.update { $0 = result }
    }
    let isTaken = state.update { state in
      if state.isStopped { state.tasks.push(task) }
      return state.isStopped
    }
    guard isTaken else { throw Self.notStopped }
    return try answer.wait { $0 }.get()
  }

  /// Lets the stopped program go on.
  func resume(_ resumption: Resumption) { state.update { if $0.isStopped { $0.resumption = resumption } } }

  /// Lets the program go on, and never stops it again.
  func close() { state.update { $0.isOpen = false } }

  private static let notStopped = ExecutionError("NotStopped", "no program is stopped")
}

/// Something that the thread does whose program is stopped.
private final class StopTask: Sendable {
  private let body: @Sendable (DebugStop?) -> Void

  init(_ body: @escaping @Sendable (DebugStop?) -> Void) { self.body = body }

  func run(_ stop: DebugStop) { body(stop) }

  /// Says that the program has gone on.
  func refuse() { body(nil) }
}

extension DebugPort.Reason {
  /// The `body` of the event.
  fileprivate var body: JSONObject {
    var body: JSONObject = [
      "reason": .string(name), "threadId": .integer(DebugStop.threadID), "preserveFocusHint": false,
      "allThreadsStopped": true,
    ]
    switch self {
    case .breakpoint(let ids): body["hitBreakpointIds"] = .array(ids.map(JSON.integer))
    case .error(let error):
      body["description"] = .string(error.value)
      body["text"] = .string(error.name)
    case .step, .pause: break
    }
    return body
  }

  private var name: String {
    switch self {
    case .breakpoint: "breakpoint"
    case .step: "step"
    case .pause: "pause"
    case .error: "exception"
    }
  }
}
