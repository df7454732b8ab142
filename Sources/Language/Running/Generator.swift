/// A call of a generator function: it stops at each `yield`, and goes on from there when it is asked for its next value.
///
/// While it runs it runs on the stack of who asks, like any call; at a `yield` it leaves that as a `return` does. On the way out each
/// statement that is not done, the innermost first, leaves behind what is to be done of it: a loop its remaining rounds, a `try` its
/// handlers. To go on, the last of these is taken, which takes the one before it where its own inner statement is to go on, and so on
/// down to the `yield`. So a generator that waits is a frame and a few closures, whatever their number, and what lasts for a block
/// of its own (the `try`s around, the error of an `except`) lasts for as long as it runs.
final class Generator: Registered {
  /// What of a statement is to be done when the generator goes on.
  private struct Remainder {
    let run: Execution
  }

  private enum State {
    case new, waiting, running, finished
  }

  /// What it goes on with.
  enum Input {
    /// A value that it is sent.
    case value(Value)
    /// An error to be thrown where it stands.
    indirect case error(Diagnostic)

    func get() throws -> Value {
      switch self {
      case .value(let value): return value
      case .error(let error): throw error
      }
    }
  }

  /// The function's name.
  let name: String
  /// What the `yield` gives at which the generator has gone on.
  @exclusivity(unchecked) private(set) var received = Value.none
  /// Whether the statement that returns has stopped at a `yield`.
  @exclusivity(unchecked) private(set) var isSuspended = false
  @exclusivity(unchecked) private var state = State.new
  @exclusivity(unchecked) private var input = Input.value(.none)
  /// What a `return` gave.
  @exclusivity(unchecked) private var returned = Value.none
  /// The outermost last.
  @exclusivity(unchecked) private var remainders: [Remainder]
  /// How many statements around the `yield` do something at their end, which is due also where nobody asks for more.
  @exclusivity(unchecked) private var ends = 0
  /// Its variables; nil while it runs, and at the end.
  @exclusivity(unchecked) private var frame: Frame?
  /// Runs what remains, as a call of the function.
  @exclusivity(unchecked) private var enter: Execution?
  /// The variables that functions which it makes may read after its end.
  private let scope: Scope
  /// What is done around each time that it runs; nil for nothing.
  @exclusivity(unchecked) var surroundings: ((() throws -> Value?) throws -> Value?)?
  private let link: MachineLink
  private let register: Register
  var place: Int?

  /// Takes over the arguments of a call.
  init(_ name: String, _ call: Frame, _ scope: Scope, body: @escaping Execution, enter: @escaping Execution) {
    (self.name, self.scope, self.enter) = (name, scope, enter)
    remainders = [Remainder(run: body)]
    let machine = call.machine
    (link, register) = (machine.link, machine.register)
    let frame = machine.open(slots: call.count, enclosing: call.enclosing).takeRetainedValue()
    for index in 0..<call.count { frame.slots[index] = call.slots[index] }
    self.frame = frame
    frame.generator = self
    register.enter(self)
  }

  deinit {
    register.leave(self)
    frame?.generator = nil
    var steps = remainders.map(\.run)
    remainders = []
    Teardown.dispose(of: &steps)
    Frame.abandon(&frame, keeping: scope.shared, register)
  }

  /// Its session has ended.
  func end() {
    let frame = frame
    finish()
    frame?.end()
  }

  /// Nobody can ask it for more: where a `finally` or the end of a `with` is due, the machine sees to that.
  func abandon() {
    if case .waiting = state, ends > 0 { link.machine?.abandon(self) }
  }

  // MARK: From outside

  /// Goes on to the next `yield`.
  ///
  /// - Returns: the value there; nil at the end.
  func resume(_ input: Input = .value(.none)) throws -> Value? {
    guard let surroundings else { return try run(input) }
    return try surroundings { try self.run(input) }
  }

  private func run(_ input: Input) throws -> Value? {
    switch state {
    case .finished:
      // The value of `return` was for who came to the end.
      returned = .none
      _ = try input.get()
      return nil
    case .running:
      throw Diagnostic(.value, "the generator \(name) is running, and cannot be asked for a value meanwhile")
    case .new:
      if case .error(let error) = input {
        finish()
        throw error
      }
      if case .value(let value) = input, !value.isNone {
        throw Diagnostic(
          .type, "the generator \(name) stands at no `yield` yet, which could take \(value.phrase)",
          suggestion: "next(generator)")
      }
    case .waiting: break
    }
    guard let machine = link.machine, let enter else { return nil }
    try machine.makeRoomForCall()
    guard var frame = frame else { return nil }
    self.frame = nil
    (self.input, state, ends) = (input, .running, 0)
    let flow: Flow
    do { flow = try machine.calling { try enter(frame) } } catch {
      finish(&frame, machine)
      throw stopped(error)
    }
    guard isSuspended else {
      finish(&frame, machine)
      if case .returned(let value) = flow { returned = value }
      return nil
    }
    isSuspended = false
    (self.frame, state) = (frame, .waiting)
    return if case .returned(let value) = flow { value } else { nil }
  }

  private func finish(_ frame: inout Frame, _ machine: Machine) {
    finish()
    frame.generator = nil
    machine.close(&frame, shared: scope.shared)
  }

  private func finish() {
    frame?.generator = nil
    (frame, enter, surroundings) = (nil, nil, nil)
    (state, isSuspended, ends) = (.finished, false, 0)
    received = .none
    remainders = []
  }

  /// As in Python, a StopIteration that nobody took would end the loop of who asks without a word.
  private func stopped(_ error: any Error) -> Diagnostic {
    var error = Diagnostic(error)
    guard Exceptions.type(of: error).derives(from: Exceptions.stop) else { return error }
    error.kind = .runtime
    (error.exception, error.libraryType, error.caughtAs, error.fixIt, error.correction) = (nil, nil, nil, nil, nil)
    error.message = "the generator \(name) raised StopIteration; it ends with `return`"
    error.suggestion = "next(iterator, None)"
    return error
  }

  /// Ends it where it stands: what a `finally` does is done.
  func close() throws {
    if case .new = state { return finish() }
    if case .finished = state { return }
    do {
      guard try resume(.error(Exceptions.closing())) == nil else {
        throw Diagnostic(.runtime, "the generator \(name) went on to a `yield` where it was to end")
      }
    } catch let error as Diagnostic where Exceptions.type(of: error).derives(from: Exceptions.generatorExit) {}
  }

  /// The value of its `return`, once.
  func takeReturned() -> Value {
    defer { returned = .none }
    return returned
  }

  // MARK: From within

  /// Stops at a `yield`, which is left with `value`.
  func stop(with value: Value, _ remainder: @escaping Execution) -> Flow {
    isSuspended = true
    remainders.append(Remainder(run: remainder))
    return .returned(value)
  }

  /// Leaves behind what is to be done of a statement that stops.
  ///
  /// - Parameter hasEnd: whether something is due at the statement's end in any case.
  func leave(_ remainder: @escaping Execution, hasEnd: Bool) {
    remainders.append(Remainder(run: remainder))
    if hasEnd { ends += 1 }
  }

  /// Goes on with the innermost statement that the caller knows of.
  func goOn(_ frame: Frame) throws -> Flow {
    guard let next = remainders.popLast() else { return .next }
    return try next.run(frame)
  }

  /// What the `yield` is to do at which the generator has gone on.
  func takeInput() -> Input {
    defer { input = .value(.none) }
    return input
  }

  /// Has the `yield` at which the generator has gone on give a value.
  func receive(_ value: Value) { received = value }
}

extension Frame {
  /// Whether a statement has stopped at a `yield`, and is to go on from there.
  @inline(__always)
  func isSuspended(_ flow: Flow) -> Bool {
    if case .returned = flow, let generator { generator.isSuspended } else { false }
  }
}
