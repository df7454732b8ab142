/// The bodies of generator functions. Statements without a `yield` are compiled as everywhere; see ``Generator`` for how the others
/// stop and go on.
extension Compiler {
  /// The code of a generator function: a call takes its arguments with it into a generator.
  func generator(_ definition: Definition) -> Execution {
    var compiler = self
    compiler.isGenerator = true
    let body = compiler.block(definition.body[...], isBody: true)
    let enter = calling(definition.name, Self.goOn)
    let (name, scope) = (definition.name, scope)
    return { frame in
      .returned(.iterator(IteratorValue(Generator(name, frame, scope, body: body, enter: enter))))
    }
  }

  /// Goes on where the generator has stopped, in the innermost statement that the caller knows of.
  static func goOn(_ frame: Frame) throws -> Flow { try frame.generator?.goOn(frame) ?? .next }

  /// Statements of which one may stop.
  func resumableBlock(_ parts: [Step]) -> Execution {
    let block = ResumableBlock(parts)
    return { try block.run($0, from: 0, nil) }
  }

  func resumableWhile(
    _ condition: Expression, _ statements: [Statement], _ otherwise: [Statement], _ head: Statement
  ) -> Execution {
    let loop = ResumableWhile(
      test: truth(condition), body: returning(to: head, block(statements)), rest: returning(to: head, Self.goOn),
      last: block(otherwise), site: site(condition))
    return { try loop.run($0, nil) }
  }

  func resumableLoop(
    _ target: Target, _ iterated: Expression, _ statements: [Statement], _ otherwise: [Statement], _ head: Statement
  ) -> Execution {
    let iterable = evaluation(iterated)
    let site = site(iterated)
    let loop = ResumableLoop(
      store: store(target, Origin(source, iterated.span)), body: returning(to: head, block(statements)),
      rest: returning(to: head, Self.goOn), last: block(otherwise), site: site)
    return { frame in
      var value = try iterable(frame)
      let rounds = LoopRounds(
        try site.locating(frame) { try Iteration.source(of: value, verb: "loop over") }, value.generator)
      // The rounds alone hold what they go through, for they let go of it first.
      value = .none
      return try loop.run(frame, rounds, nil)
    }
  }

  // MARK: Yield

  /// A statement with a `yield`, which stands where its value is: what the generator is sent.
  func yielding(_ statement: Statement, _ expression: Expression) -> Execution {
    guard case .yield(let value, let isFrom) = expression.kind else { return { _ in .next } }
    var plain = self
    plain.isGenerator = false
    let isAlone = if case .expression = statement.kind { true } else { false }
    let use: Execution = isAlone ? { _ in .next } : plain.execution(statement)
    let given = given(value)
    let site = site(expression)
    guard !isFrom else {
      let delegation = Delegation(site: site, use: use)
      return { frame in
        let items = try given(frame)
        let delegate = try site.locating(frame) { try Delegate(items) }
        return try delegation.run(frame, delegate, .value(.none))
      }
    }
    let goOn: Execution = { frame in
      if let generator = frame.generator {
        generator.receive(try site.locating(frame) { try generator.takeInput().get() })
      }
      return try use(frame)
    }
    return { frame in
      let value = try given(frame)
      return frame.generator?.stop(with: value, goOn) ?? .next
    }
  }

  /// What stands behind `yield`: as a statement's, its failure changes nothing.
  private func given(_ value: Expression?) -> Evaluation {
    guard let value else { return { _ in .none } }
    let compute = evaluation(value)
    guard value.mayCall else { return compute }
    return { frame in try frame.machine.atomically { try compute(frame) } }
  }
}

private final class ResumableBlock {
  private let parts: [Step]

  init(_ parts: [Step]) { self.parts = parts }

  /// - Parameter rest: what remains of the statement before `position`; nil for nothing.
  func run(_ frame: Frame, from position: Int, _ rest: Execution?) throws -> Flow {
    if let rest {
      let flow = try rest(frame)
      guard flow.isNext else { return leave(frame, flow, at: position) }
    }
    for next in position..<parts.count {
      let flow = try parts[next].run(frame)
      guard flow.isNext else { return leave(frame, flow, at: next + 1) }
    }
    return .next
  }

  private func leave(_ frame: Frame, _ flow: Flow, at position: Int) -> Flow {
    // Behind the last statement nothing is left.
    if position < parts.count, frame.isSuspended(flow) {
      frame.generator?.leave({ try self.run($0, from: position, Compiler.goOn) }, hasEnd: false)
    }
    return flow
  }
}

private final class ResumableWhile {
  private let test: (Frame) throws -> Bool
  private let body: Execution
  /// What remains of a round.
  private let rest: Execution
  private let last: Execution
  private let site: Site

  init(
    test: @escaping (Frame) throws -> Bool, body: @escaping Execution, rest: @escaping Execution,
    last: @escaping Execution, site: Site
  ) {
    (self.test, self.body, self.rest, self.last, self.site) = (test, body, rest, last, site)
  }

  func run(_ frame: Frame, _ begun: Execution?) throws -> Flow {
    let cancellation = frame.machine.cancellation
    var begun = begun
    while try begun != nil || test(frame) {
      if cancellation.needsSafepoint { try Compiler.pause(site, frame) }
      let flow = try (begun ?? body)(frame)
      begun = nil
      switch flow {
      case .next, .continueLoop: break
      case .breakLoop: return .next
      case .returned:
        if frame.isSuspended(flow) { frame.generator?.leave({ try self.run($0, self.rest) }, hasEnd: false) }
        return flow
      }
    }
    return try last(frame)
  }
}

/// The items that a loop of a generator has still to go through.
private final class LoopRounds {
  var next: IteratorValue.Pass?
  /// The generator that they are of.
  let generator: Generator?

  init(_ next: @escaping IteratorValue.Pass, _ generator: Generator?) {
    (self.next, self.generator) = (next, generator)
  }
}

private final class ResumableLoop {
  private let store: (Frame, Value) throws -> Void
  private let body: Execution
  /// What remains of a round.
  private let rest: Execution
  private let last: Execution
  private let site: Site

  init(
    store: @escaping (Frame, Value) throws -> Void, body: @escaping Execution, rest: @escaping Execution,
    last: @escaping Execution, site: Site
  ) {
    (self.store, self.body, self.rest, self.last, self.site) = (store, body, rest, last, site)
  }

  func run(_ frame: Frame, _ rounds: LoopRounds, _ begun: Execution?) throws -> Flow {
    let flow: Flow?
    do { flow = try go(frame, rounds, begun) } catch {
      rounds.next = nil
      throw frame.machine.closingAbandoned(behind: error)
    }
    if let flow, frame.isSuspended(flow) {
      frame.generator?.leave({ try self.run($0, rounds, self.rest) }, hasEnd: false)
      return flow
    }
    rounds.next = nil
    try frame.machine.closeAbandoned()
    guard let flow else { return try last(frame) }
    return if case .breakLoop = flow { .next } else { flow }
  }

  /// - Returns: how the loop is left; nil where its items are at an end.
  private func go(_ frame: Frame, _ rounds: LoopRounds, _ begun: Execution?) throws -> Flow? {
    let cancellation = frame.machine.cancellation
    var begun = begun
    while true {
      let flow: Flow
      if let rest = begun {
        begun = nil
        flow = try rest(frame)
      } else {
        guard let next = rounds.next, let item = try site.next(of: rounds.generator, frame, next) else { return nil }
        if cancellation.needsSafepoint { try Compiler.pause(site, frame) }
        try store(frame, item)
        flow = try body(frame)
      }
      switch flow {
      case .next, .continueLoop: break
      case .breakLoop, .returned: return flow
      }
    }
  }
}

/// `yield from items`
private final class Delegation {
  private let site: Site
  private let use: Execution

  init(site: Site, use: @escaping Execution) { (self.site, self.use) = (site, use) }

  func run(_ frame: Frame, _ delegate: Delegate, _ input: Generator.Input) throws -> Flow {
    guard let generator = frame.generator else { return .next }
    guard let item = try site.next(of: delegate.generator, frame, { try delegate.next(input) }) else {
      generator.receive(delegate.takeReturned())
      return try use(frame)
    }
    return generator.stop(with: item) { frame in
      try self.run(frame, delegate, frame.generator?.takeInput() ?? .value(.none))
    }
  }
}

/// What a generator leaves its values to for a while.
private struct Delegate {
  private let pass: IteratorValue.Pass
  /// A generator is sent what this one is sent.
  let generator: Generator?

  init(_ items: Value) throws {
    pass = try Iteration.source(of: items, verb: "loop over")
    generator = items.generator
  }

  func next(_ input: Generator.Input) throws -> Value? {
    switch input {
    case .value(let value) where generator == nil && !value.isNone:
      throw Diagnostic(.attribute, "what `yield from` goes through is no generator, and takes nothing that is sent")
    case .value(let value): return if let generator { try generator.resume(.value(value)) } else { try pass() }
    case .error(let error):
      guard let generator else { throw error }
      guard Exceptions.type(of: error).derives(from: Exceptions.generatorExit) else {
        return try generator.resume(.error(error))
      }
      try generator.close()
      throw error
    }
  }

  func takeReturned() -> Value { generator?.takeReturned() ?? .none }
}
