import Threads

/// The machine that runs the cells of an interpreter, one after another.
///
/// It outlives the cells, because values do: a `filter` that one cell makes and the next goes through still calls its
/// function here.
final class Machine {
  @exclusivity(unchecked) private(set) var cancellation = Cancellation()
  let host: (any Host)?
  let table: Table
  /// For entries in call form, and for those in command form.
  private(set) var callContext: Context
  private(set) var commandContext: Context
  /// How many calls of the user's functions are open.
  @exclusivity(unchecked) var callDepth = 0
  /// Whether a simple statement is running whose failure will restore the host's state.
  @exclusivity(unchecked) private var isInTransaction = false
  /// The lowest address that the running thread's calls may reach.
  @exclusivity(unchecked) private var stackFloor: UInt = 0
  /// Frames to use again.
  @exclusivity(unchecked) private var spareFrames: ContiguousArray<Frame> = []

  init(host: (any Host)?, table: Table) {
    self.host = host
    self.table = table
    let unready: (Value, [CallArgument]) throws -> Value = { value, _ in value }
    callContext = Context(output: NoOutput(), cancellation: cancellation, isCommand: false, call: unready)
    commandContext = callContext
  }

  /// Runs a cell, `body`, on this thread. What it writes to and what asks it to stop are the cell's, and the machine knows
  /// them only meanwhile: they may know the session, which holds the interpreter and so this machine.
  func running<Result>(
    _ output: any Output, _ cancellation: Cancellation, _ body: () throws -> Result
  ) rethrows -> Result {
    begin(output, cancellation)
    defer { begin(NoOutput(), Cancellation()) }
    return try body()
  }

  private func begin(_ output: any Output, _ cancellation: Cancellation) {
    self.cancellation = cancellation
    callDepth = 0
    isInTransaction = false
    stackFloor = StackRoom.floor
    let call: (Value, [CallArgument]) throws -> Value = { [unowned self] in try self.call($0, $1) }
    callContext = Context(output: output, cancellation: cancellation, isCommand: false, call: call)
    commandContext = Context(output: output, cancellation: cancellation, isCommand: true, call: call)
  }

  /// A cell's value as the cell shows it, within the statement that computes it: an interrupt that cuts the text short
  /// undoes the statement, and one that comes later changes nothing.
  func shown(_ value: Value) throws -> Compiler.Cell.Shown {
    let display = value.isNone ? nil : value.display
    try cancellation.check()
    return (value, display)
  }

  // MARK: Calls

  /// Calls any callable value.
  func call(_ callee: Value, _ arguments: [CallArgument]) throws -> Value {
    switch callee {
    case .function(let function): return try call(function, arguments)
    case .builtin(let entry): return try run(entry, arguments)
    case .object(let object) where object.isCallable:
      try StackRoom.check()
      return try object.call(arguments, callContext)
    default: throw Diagnostic(.type, "\(callee.phrase) cannot be called")
    }
  }

  /// Runs an entry of the table.
  func run(
    _ entry: Entry, _ arguments: [CallArgument], isCommand: Bool = false, hasReceiver: Bool = false
  ) throws -> Value {
    try StackRoom.check()
    try cancellation.safepoint()
    let matched = try entry.match(arguments, hasReceiver: hasReceiver, table.dialect)
    let result = try entry.run(matched, isCommand || entry.alwaysDisplays ? commandContext : callContext)
    // A value that an interrupt cut short is nobody's.
    try cancellation.check()
    if let mistake = matched.mistakes.first {
      throw Diagnostic(.internal, "the table's entry `\(entry.name)` disagrees with itself: \(mistake)")
    }
    return result
  }

  func call(_ function: FunctionValue, _ arguments: [CallArgument]) throws -> Value {
    switch function.body {
    case .statement(let run):
      guard arguments.isEmpty else { throw Diagnostic(.argument, "a statement takes no arguments") }
      return try run()
    case .code(let code):
      var frame = open(slots: code.slotCount, enclosing: function.enclosing)
      defer { close(&frame, of: code) }
      try code.bind(arguments, defaults: function.defaults, in: frame)
      return try enter(code, frame)
    }
  }

  /// A frame for a call, to be handed back to ``close(_:of:)`` when the call has ended.
  @inline(__always)
  func open(slots count: Int, enclosing: Frame?) -> Frame {
    guard count <= Frame.commonCapacity, let frame = spareFrames.popLast() else {
      return Frame(self, slots: count, enclosing: enclosing)
    }
    frame.reopen(slots: count, enclosing: enclosing)
    return frame
  }

  /// Keeps the frame for another call, unless a function that was made in it still needs its variables.
  @inline(__always)
  func close(_ frame: inout Frame, of code: FunctionCode) {
    guard isKnownUniquelyReferenced(&frame) else { return leave(&frame, of: code) }
    if frame.close() { spareFrames.append(frame) }
  }

  /// Ends a call whose frame others hold: lets go of what they cannot read, and of all where they are only functions among
  /// its own variables that nobody else can call any more, as one that calls itself.
  private func leave(_ frame: inout Frame, of code: FunctionCode) {
    frame.forget(except: code.shared)
    let functions = frame.partFromFunctions()
    if functions.isEmpty { return }
    guard isKnownUniquelyReferenced(&frame) else { return frame.rejoin(functions) }
    if frame.close() { spareFrames.append(frame) }
  }

  /// Runs a function's body in a frame whose parameters are bound.
  func enter(_ code: FunctionCode, _ frame: Frame) throws -> Value {
    guard callDepth < Limits.callDepth else { throw StackRoom.exhausted() }
    try StackRoom.check(floor: stackFloor)
    if cancellation.needsSafepoint { try cancellation.safepoint() }
    callDepth += 1
    defer { callDepth -= 1 }
    _ = try code.body(frame)
    return frame.result
  }

  // MARK: Transactions

  /// Whether a simple statement can run as it is: it belongs to another, or there is no host.
  var needsNoTransaction: Bool { isInTransaction || host == nil }

  /// Runs a simple statement so that the host's state is as before if it fails. One inside another belongs to it.
  func atomically<Result>(_ body: () throws -> Result) throws -> Result {
    guard let host, !isInTransaction else { return try body() }
    let restore = host.checkpoint()
    isInTransaction = true
    defer { isInTransaction = false }
    do {
      return try body()
    } catch {
      restore()
      throw error
    }
  }
}
