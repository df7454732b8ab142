import Threads

/// The machine that runs the cells of an interpreter, one after another.
///
/// It outlives the cells, because values do: a `filter` that one cell makes and the next goes through still calls its
/// function here.
final class Machine {
  @exclusivity(unchecked) private(set) var cancellation = Cancellation()
  let host: (any Host)?
  private let hasHost: Bool
  let table: Table
  /// The way to this machine for values, which may outlive it.
  let link = MachineLink()
  /// What the session's end must let go of by hand.
  let register = Register()
  /// For entries in call form, and for those in command form.
  private(set) var callContext: Context
  private(set) var commandContext: Context
  /// Called around each entry that runs; nil where nobody watches, as nearly always.
  var watch: Watch?
  /// How many calls of the user's functions are open.
  @exclusivity(unchecked) var callDepth = 0
  /// Whether a simple statement is running whose failure will restore the host's state.
  @exclusivity(unchecked) fileprivate var isInTransaction = false
  /// Whether a cell runs.
  @exclusivity(unchecked) private(set) var isRunning = false
  /// Whether a `finally` of this cell has gone on after an interrupt.
  @exclusivity(unchecked) private var hasAcknowledged = false
  /// The lowest address that the running thread's calls may reach.
  @exclusivity(unchecked) private var stackFloor: UInt = 0
  /// The errors whose `except` is running, the innermost last.
  @exclusivity(unchecked) fileprivate(set) var handled: [Diagnostic] = []
  /// The first of the frames to use again, which lead to each other; held by hand, because calls take and give them all
  /// the time.
  @exclusivity(unchecked) private var spareFrame: Unmanaged<Frame>?
  /// Generators that nobody can ask for more, and in which a `finally` is due.
  @exclusivity(unchecked) private var abandoned: [Generator] = []
  /// How many of them are being closed, each within the end of the one before it.
  @exclusivity(unchecked) private var closings = 0

  init(host: (any Host)?, table: Table) {
    self.host = host
    hasHost = host != nil
    self.table = table
    let unready: (Value, [CallArgument]) throws -> Value = { value, _ in value }
    callContext = Context(output: NoOutput(), cancellation: cancellation, isCommand: false, call: unready)
    commandContext = callContext
    link.machine = self
    // Before the first cell runs it is checked, and may have a written module read, whose text calls functions.
    connect(NoOutput())
  }

  deinit {
    link.machine = nil
    while let spare = spareFrame {
      spareFrame = spare._withUnsafeGuaranteedRef(\.nextSpare)
      spare.release()
    }
  }

  /// Runs a cell, `body`, on this thread. What it writes to and what asks it to stop are the cell's, and the machine knows
  /// them only meanwhile: they may know the session, which holds the interpreter and so this machine.
  func running<Result>(
    _ output: any Output, _ cancellation: Cancellation, _ body: () throws -> Result
  ) rethrows -> Result {
    begin(output, cancellation)
    isRunning = true
    defer {
      isRunning = false
      begin(NoOutput(), Cancellation())
    }
    return try body()
  }

  private func begin(_ output: any Output, _ cancellation: Cancellation) {
    self.cancellation = cancellation
    callDepth = 0
    isInTransaction = false
    handled = []
    hasAcknowledged = false
    stackFloor = StackRoom.floor
    connect(output)
  }

  /// Has entries write to this output, and gives them the way back to this machine's functions.
  func connect(_ output: any Output) {
    let call: (Value, [CallArgument]) throws -> Value = { [unowned self] in try self.call($0, $1) }
    callContext = Context(self, output: output, isCommand: false, call: call)
    commandContext = Context(self, output: output, isCommand: true, call: call)
  }

  /// A cell's value as the cell shows it, within the statement that computes it: an interrupt that cuts the text short
  /// undoes the statement, and one that comes later changes nothing.
  func shown(_ value: Value) throws -> Compiler.Cell.Shown {
    let display = value.isNone || !value.isShownAsResult ? nil : value.display
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
    if let function = entry.namesake, !isCommand, !hasReceiver, function.takes(arguments, table.dialect) {
      return try run(function.entry, arguments)
    }
    let matched = try entry.match(arguments, hasReceiver: hasReceiver, table.dialect)
    let context = isCommand || entry.alwaysDisplays ? commandContext : callContext
    let result =
      if let watch { try watch(entry) { try entry.run(matched, context) } } else { try entry.run(matched, context) }
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
      let frame = open(for: code, of: function)
      defer { close(frame, of: code) }
      return try frame._withUnsafeGuaranteedRef { frame in
        try code.bind(arguments, defaults: function.defaults, in: frame)
        return try enter(code, frame)
      }
    }
  }

  /// A frame for a call of a function.
  @inline(__always)
  func open(for code: FunctionCode, of function: FunctionValue) -> Unmanaged<Frame> {
    open(slots: code.slotCount, enclosing: code.readsOuter ? function.enclosing : nil)
  }

  /// A frame for a call, held by hand: to be handed back to ``close(_:of:)`` when the call has ended.
  @inline(__always)
  func open(slots count: Int, enclosing: Frame?) -> Unmanaged<Frame> {
    guard count <= Frame.commonCapacity, let spare = spareFrame else {
      return .passRetained(Frame(self, slots: count, enclosing: enclosing))
    }
    spareFrame = spare._withUnsafeGuaranteedRef { frame in
      frame.reopen(slots: count, enclosing: enclosing)
      return frame.nextSpare
    }
    return spare
  }

  /// Keeps the frame for another call, unless a function that was made in it still needs its variables.
  @inline(__always)
  func close(_ held: Unmanaged<Frame>, of code: FunctionCode) {
    guard held.isUnique else {
      var frame = held.takeRetainedValue()
      return end(&frame, shared: code.shared)
    }
    guard held._withUnsafeGuaranteedRef({ $0.close() }) else { return held.release() }
    held._withUnsafeGuaranteedRef { $0.nextSpare = spareFrame }
    spareFrame = held
  }

  /// Likewise, of a generator's frame.
  func close(_ frame: inout Frame, shared: Set<Int>) {
    guard isKnownUniquelyReferenced(&frame) else { return end(&frame, shared: shared) }
    if frame.close() { keep(frame) }
  }

  @inline(__always)
  private func keep(_ frame: Frame) {
    frame.nextSpare = spareFrame
    spareFrame = .passRetained(frame)
  }

  /// Ends a call whose frame others hold: lets go of what they cannot read, and of all where they are only functions among
  /// its own variables that nobody else can call any more, as one that calls itself.
  private func end(_ frame: inout Frame, shared: Set<Int>) {
    frame.forget(except: shared)
    let functions = frame.partFromFunctions()
    guard !functions.isEmpty else { return frame.enter(register) }
    guard isKnownUniquelyReferenced(&frame) else {
      frame.rejoin(functions)
      return frame.enter(register)
    }
    if frame.close() { keep(frame) }
  }

  /// Runs a function's body in a frame whose parameters are bound.
  @inline(__always)
  func enter(_ code: FunctionCode, _ frame: Frame) throws -> Value {
    if callDepth >= Limits.callDepth || StackRoom.position < stackFloor || cancellation.needsSafepoint { try pause() }
    callDepth += 1
    defer { callDepth -= 1 }
    return try code.body._withUnsafeGuaranteedRef { try $0.run(frame) }
  }

  /// Throws where there is no room for a call that a value makes by itself, or the cell is interrupted.
  func makeRoomForCall() throws {
    if callDepth >= Limits.callDepth || StackRoom.position < stackFloor || cancellation.needsSafepoint { try pause() }
  }

  /// Runs what is a call.
  func calling<Result>(_ body: () throws -> Result) rethrows -> Result {
    callDepth += 1
    defer { callDepth -= 1 }
    return try body()
  }

  /// Throws where a call goes too deep or the cell is interrupted, and lets a visitor in.
  @inline(never)
  private func pause() throws {
    guard callDepth < Limits.callDepth else { throw StackRoom.exhausted() }
    try StackRoom.check(floor: stackFloor)
    try cancellation.safepoint()
  }

  /// Lets a `finally` run after an interrupt, once in a cell: otherwise functions that call each other in theirs could
  /// not be stopped.
  func acknowledgeOnce() {
    guard !hasAcknowledged else { return }
    hasAcknowledged = true
    cancellation.acknowledge()
  }

  // MARK: Abandoned generators

  /// Takes a generator that nobody can ask for more. Its `finally`s run when the statement or the loop is done that let it go.
  func abandon(_ generator: Generator) { abandoned.append(generator) }

  @inline(__always)
  func closeAbandoned() throws {
    if !abandoned.isEmpty { try closeAll() }
  }

  /// As in Python, what fails in an end that nobody asked for is told, and stops nothing but by an interrupt.
  @inline(never)
  private func closeAll() throws {
    // As in Python, those that one lets go of as it ends have ended before it goes on; of very many, one in another, after it.
    guard closings < 32 else { return }
    closings += 1
    defer { closings -= 1 }
    while !abandoned.isEmpty {
      let generator = abandoned.removeFirst()
      let others = abandoned
      abandoned = []
      defer { abandoned = abandoned.isEmpty ? others : abandoned + others }
      do { try generator.close() } catch {
        let failure = Diagnostic(error)
        guard failure.kind != .interrupted else { throw failure }
        callContext.output.write(
          "the end of the generator \(generator.name), which was left, failed: \(failure.kind.rawValue): \(failure.message)\n",
          to: .standardError)
      }
    }
  }

  /// Likewise, where an error is on its way, which is told in place of any that comes of this.
  func closingAbandoned(behind error: any Error) -> any Error {
    guard !abandoned.isEmpty else { return error }
    // As in a `finally`, also after an interrupt.
    if Diagnostic(error).kind == .interrupted { acknowledgeOnce() }
    try? closeAll()
    return error
  }

  // MARK: Transactions

  /// Whether a simple statement can run as it is: it belongs to another, or there is no host.
  var needsNoTransaction: Bool { isInTransaction || !hasHost }

  /// Runs a simple statement so that the host's state is as before if it fails. One inside another belongs to it.
  func atomically<Result>(_ body: () throws -> Result) throws -> Result {
    guard let host, !isInTransaction else { return try body() }
    let restore = host.checkpoint()
    isInTransaction = true
    defer { isInTransaction = false }
    do {
      let result = try body()
      try closeAbandoned()
      return result
    } catch {
      restore()
      throw error
    }
  }
}

extension Machine {
  /// Runs the body of a `try` so that its statements are taken back one by one when they fail: what an `except` goes on
  /// from is whole, also where the `try` stands in a function that a statement calls.
  func separately<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = isInTransaction
    isInTransaction = false
    defer { isInTransaction = outer }
    return try body()
  }

  /// Runs the body of an `except`, for whose time a bare `raise` means that error.
  func handling<Result>(_ error: Diagnostic, _ body: () throws -> Result) rethrows -> Result {
    handled.append(error)
    defer { handled.removeLast() }
    return try body()
  }
}

/// What is called around each entry that runs, with its work.
package typealias Watch = (_ entry: Entry, _ run: () throws -> Value) throws -> Value

/// A reference to a machine that is nil when the machine is gone. A weak one would make each use of the machine slower.
final class MachineLink {
  @exclusivity(unchecked) unowned(unsafe) fileprivate(set) var machine: Machine?
}

extension Unmanaged<Frame> {
  /// Whether nothing else refers to the frame. Asked where it is held, because taking it to ask would cost a retain and a release.
  @inline(__always)
  fileprivate var isUnique: Bool {
    var held = self
    return withUnsafeMutablePointer(to: &held) { pointer in
      pointer.withMemoryRebound(to: Frame.self, capacity: 1) { isKnownUniquelyReferenced(&$0.pointee) }
    }
  }
}
