/// Decides before each statement whether the program stops there, and knows which calls are open. It belongs to the thread that
/// runs the cells, and only code that was compiled for stepping knows it.
final class Stepper {
  /// A call that is open. Both live as long as the call runs.
  struct Call {
    let code: Unmanaged<SteppedCode>
    let frame: Unmanaged<Frame>
  }

  let stepping: Stepping
  /// The calls that are open, the outermost first.
  @exclusivity(unchecked) private(set) var calls: [Call] = []
  /// How the program goes on since it stopped last.
  @exclusivity(unchecked) private var resumption = Resumption.run
  /// Whether each statement is to be looked at, because the program makes a step.
  @exclusivity(unchecked) private var isStepping = false
  /// How many calls were open when the step began.
  @exclusivity(unchecked) private var depth = 0
  /// Whether somebody looks at the program, which has stopped: what runs for that is not stepped through.
  @exclusivity(unchecked) private var isServing = false
  /// What the `try`s around the present place take, the innermost last.
  @exclusivity(unchecked) private var guards: [(Diagnostic) -> Bool] = []
  /// How often each breakpoint was come to, by its number.
  private var hits: [Int: Int] = [:]

  init(_ stepping: Stepping) { self.stepping = stepping }

  // MARK: Calls

  /// Runs a cell, a function's body or a class's as a call of its own.
  @inline(__always)
  func calling<Result>(_ code: SteppedCode, _ frame: Frame, _ body: () throws -> Result) throws -> Result {
    calls.append(Call(code: .passUnretained(code), frame: .passUnretained(frame)))
    let result: Result
    do {
      defer { calls.removeLast() }
      // The optimizer does not see that the call is still looked at.
      result = try withExtendedLifetime((code, frame), body)
    }
    if isStepping { try comeBack(frame.machine) }
    return result
  }

  /// A call has returned: a step out of it ends in the line that called, as with debugpy.
  @inline(never)
  private func comeBack(_ machine: Machine) throws {
    guard case .out = resumption, !isServing, !calls.isEmpty, calls.count < depth else { return }
    try stop(.step, machine)
  }

  /// A cell ends: a step that is not done ends with it.
  func endCell() {
    calls = []
    guards = []
    isStepping = false
    resumption = .run
  }

  // MARK: Stopping

  /// Comes to a statement.
  @inline(__always)
  func arrive(at place: StopPlace, _ frame: Frame) throws {
    frame.line = place.line
    if isStepping || place.isBreakpoint || stepping.hasToPause { try consider(place, frame) }
  }

  @inline(never)
  private func consider(_ place: StopPlace, _ frame: Frame) throws {
    guard !isServing else { return }
    let isReached = isStepping && isStepDone
    let isPaused = stepping.takePause()
    let found = place.isBreakpoint ? try breakpoints(place.breakpoints, frame) : []
    if !found.isEmpty { return try stop(.breakpoint(ids: found), frame.machine) }
    if isReached { return try stop(.step, frame.machine) }
    if isPaused { try stop(.pause, frame.machine) }
  }

  private var isStepDone: Bool {
    switch resumption {
    case .run: false
    case .into: true
    case .over: calls.count <= depth
    case .out: calls.count < depth
    }
  }

  private func stop(_ reason: Stop.Reason, _ machine: Machine) throws {
    guard let listener = stepping.listener else { return goOn(.run) }
    goOn(try serving { try listener.stopped(Stop(reason, calls, machine)) })
  }

  private func goOn(_ resumption: Resumption) {
    self.resumption = resumption
    isStepping = if case .run = resumption { false } else { true }
    depth = calls.count
  }

  private func serving<Result>(_ body: () throws -> Result) rethrows -> Result {
    isServing = true
    defer { isServing = false }
    return try body()
  }

  // MARK: Breakpoints

  /// The numbers of those that stop here now.
  private func breakpoints(_ all: [Breakpoint], _ frame: Frame) throws -> [Int] {
    var found: [Int] = []
    for breakpoint in all {
      let stop = Stop(.step, calls, frame.machine)
      guard try serving({ try holds(breakpoint, stop) }) else { continue }
      let count = hits[breakpoint.id, default: 0] + 1
      hits[breakpoint.id] = count
      guard breakpoint.hits?.holds(count) ?? true else { continue }
      if let message = breakpoint.logMessage {
        stepping.listener?.tell(try serving { try stop.filled(message) })
      } else {
        found.append(breakpoint.id)
      }
    }
    return found
  }

  /// One that cannot be computed is false, and somebody is told why. An interrupt ends the cell, as everywhere.
  private func holds(_ breakpoint: Breakpoint, _ stop: Stop) throws -> Bool {
    guard let condition = breakpoint.condition else { return true }
    do {
      return try Operators.truth(stop.evaluate(condition, in: 0))
    } catch {
      let error = Diagnostic(error)
      if error.kind == .interrupted { throw error }
      stepping.listener?.tell(
        "the condition of the breakpoint in line \(breakpoint.line), \(condition), counts as false: "
          + "\(error.kind.rawValue): \(error.message)")
      return false
    }
  }

  // MARK: Errors

  /// Runs the body of a `try`, whose `except`s take the errors for which `takes` is true.
  func guarding<Result>(_ takes: @escaping (Diagnostic) -> Bool, _ body: () throws -> Result) rethrows -> Result {
    guards.append(takes)
    let count = guards.count
    defer { guards.removeLast(guards.count - count + 1) }
    return try body()
  }

  /// A statement has failed: stops where that is wanted, once for each error.
  ///
  /// - Returns: the error to go on with.
  @inline(never)
  func failed(_ error: any Error, _ frame: Frame) throws -> any Error {
    let wanted = stepping.errors
    guard !wanted.isEmpty, !isServing, !calls.isEmpty else { return error }
    var failure = Diagnostic(error)
    guard !failure.wasSeen, failure.kind != .interrupted, failure.kind != .stop, !Exceptions.isEnd(failure) else {
      return error
    }
    guard wanted.contains(.raised) || !guards.contains(where: { $0(failure) }) else { return error }
    failure.wasSeen = true
    try stop(.error(failure), frame.machine)
    return failure
  }
}

/// Code that stands in a call of its own: a cell, a function, a class.
final class SteppedCode {
  /// The function's or class's name; of a cell, that of the cell.
  let name: String
  let source: SourceText
  let scope: Scope

  init(_ name: String, _ source: SourceText, _ scope: Scope) {
    self.name = name
    self.source = source
    self.scope = scope
  }
}
