extension Compiler {
  /// Statements one after another.
  ///
  /// - Parameter isBody: whether a function begins with them.
  func block(_ statements: some Collection<Statement>, isBody: Bool = false) -> Execution {
    let parts = statements.enumerated().map { number, statement in
      Step(run: stopping(at: statement, isFirst: isBody && number == 0, execution(statement)))
    }
    if isGenerator, statements.contains(where: \.yields) { return resumableBlock(parts) }
    switch parts.count {
    case 0: return { _ in .next }
    case 1: return parts[0].run
    case 2:
      let first = parts[0].run
      let second = parts[1].run
      return { frame in
        let flow = try first(frame)
        return flow.isNext ? try second(frame) : flow
      }
    default:
      return { frame in
        for part in parts {
          let flow = try part.run(frame)
          if !flow.isNext { return flow }
        }
        return .next
      }
    }
  }

  func execution(_ statement: Statement) -> Execution {
    if isGenerator, let yielded = statement.yielded { return yielding(statement, yielded) }
    switch statement.kind {
    case .expression(let expression):
      let value = evaluation(expression)
      return atomic(
        { frame in
          _ = try value(frame)
          return .next
        }, if: expression.mayCall)
    case .assignment(let targets, let value):
      // A display of as many values is taken apart as it stands; of anything else, the items may be made as it goes.
      let isUnpacked = !value.isDisplay && targets.contains(where: \.isSeveral)
      return atomic(
        assignment(targets, value), if: isUnpacked || value.mayCall || targets.contains(where: \.mayCall))
    case .augmented(let target, let operation, let value):
      return atomic(
        augmented(target, operation, value, statement), if: value.mayCall || target.mayCall)
    case .definition(let definition): return self.definition(definition)
    case .classDefinition(let definition): return atomic(classDefinition(definition), if: true)
    case .loop(let target, let iterated, let body, let otherwise):
      if isGenerator, statement.yields { return resumableLoop(target, iterated, body, otherwise, statement) }
      return loop(target, iterated, body, otherwise, statement)
    case .whileLoop(let condition, let body, let otherwise):
      if isGenerator, statement.yields { return resumableWhile(condition, body, otherwise, statement) }
      return whileLoop(condition, body, otherwise, statement)
    case .conditional(let branches, let otherwise): return conditional(branches, otherwise)
    case .with(let scopes, let body): return with(scopes, body)
    case .attempt(let attempt): return self.attempt(attempt)
    case .raising(let value): return atomic(raising(value, statement.span), if: value?.mayCall ?? false)
    case .assertion(let condition, let message):
      return atomic(assertion(condition, message, statement.span), if: condition.mayCall || message?.mayCall ?? false)
    case .deletion(let targets): return atomic(deletion(targets), if: true)
    case .importing(let imports): return importing(imports)
    case .command(let command): return atomic(self.command(command), if: true)
    case .returning(let expression):
      guard let expression else { return { _ in .returned(.none) } }
      let value = evaluation(expression)
      return { .returned(try value($0)) }
    case .breakLoop: return { _ in .breakLoop }
    case .continueLoop: return { _ in .continueLoop }
    case .pass, .scoping: return { _ in .next }
    }
  }

  private func definition(_ definition: Definition) -> Execution {
    let function = function(definition)
    let variable = scope.resolve(definition.name)
    let origin = Origin(source, definition.span)
    let decorators = decorators(definition.decorators)
    return { frame in
      let changes = try decorators.map { try $0.load(frame) }
      variable.place(frame).pointee.bind(try decorated(function(frame), changes, decorators, frame), origin)
      return .next
    }
  }

  // MARK: Blocks

  private func conditional(
    _ branches: [(condition: Expression, body: [Statement])], _ otherwise: [Statement]
  ) -> Execution {
    let parts = branches.enumerated().map { number, branch in
      let test = truth(branch.condition)
      // The first stands where the statement begins.
      return Branch(
        test: number == 0 ? test : stopping(beforeCondition: branch.condition.span.start, test),
        body: block(branch.body))
    }
    let last = block(otherwise)
    if parts.count == 1 {
      let test = parts[0].test
      let body = parts[0].body
      if otherwise.isEmpty { return { try test($0) ? try body($0) : .next } }
      return { try test($0) ? try body($0) : try last($0) }
    }
    return { frame in
      for part in parts where try part.test(frame) { return try part.body(frame) }
      return try last(frame)
    }
  }

  /// One `if` or `elif`.
  private struct Branch {
    let test: (Frame) throws -> Bool
    let body: Execution
  }

  private func whileLoop(
    _ condition: Expression, _ statements: [Statement], _ otherwise: [Statement], _ head: Statement
  ) -> Execution {
    let test = truth(condition)
    let body = returning(to: head, block(statements))
    let last = block(otherwise)
    let site = site(condition)
    return { frame in
      let cancellation = frame.machine.cancellation
      while try test(frame) {
        if cancellation.needsSafepoint { try Self.pause(site, frame) }
        switch try body(frame) {
        case .next, .continueLoop: break
        case .breakLoop: return .next
        case .returned(let value): return .returned(value)
        }
      }
      return try last(frame)
    }
  }

  private func loop(
    _ target: Target, _ iterated: Expression, _ statements: [Statement], _ otherwise: [Statement], _ head: Statement
  ) -> Execution {
    let iterable = evaluation(iterated)
    let site = site(iterated)
    let store = store(target, Origin(source, iterated.span))
    let body = returning(to: head, block(statements))
    let last = block(otherwise)
    func go(_ frame: Frame, through next: IteratorValue.Pass, of generator: Generator?) throws -> Flow? {
      let cancellation = frame.machine.cancellation
      while let item = try site.next(of: generator, frame, next) {
        if cancellation.needsSafepoint { try Self.pause(site, frame) }
        try store(frame, item)
        switch try body(frame) {
        case .next, .continueLoop: break
        case .breakLoop: return .next
        case .returned(let value): return .returned(value)
        }
      }
      return nil
    }
    return { frame in
      var value = try iterable(frame)
      if case .range(let range) = value {
        let cancellation = frame.machine.cancellation
        var number = range.start
        for _ in 0..<range.count {
          if cancellation.needsSafepoint { try Self.pause(site, frame) }
          try store(frame, .integer(number))
          number += range.step
          switch try body(frame) {
          case .next, .continueLoop: break
          case .breakLoop: return .next
          case .returned(let value): return .returned(value)
          }
        }
        return try last(frame)
      }
      var next: IteratorValue.Pass? = try site.locating(frame) { try Iteration.source(of: value, verb: "loop over") }
      // What the loop leaves before its end is let go before its generators are closed.
      let generator = value.generator
      value = .none
      let flow: Flow?
      do { flow = try next.flatMap { try go(frame, through: $0, of: generator) } } catch {
        next = nil
        throw frame.machine.closingAbandoned(behind: error)
      }
      next = nil
      try frame.machine.closeAbandoned()
      return try flow ?? last(frame)
    }
  }

  /// Ends an interrupted loop, or lets a visitor in.
  static func pause(_ site: Site, _ frame: Frame) throws {
    try site.locating(frame) { try frame.machine.cancellation.safepoint() }
  }
}

extension Target {
  /// Whether what is bound to it is taken apart.
  var isSeveral: Bool { if case .tuple = kind { true } else { false } }

  /// Whether binding it may call something: an index that is computed.
  var mayCall: Bool {
    switch kind {
    case .name: false
    case .tuple(let targets): targets.contains(where: \.mayCall)
    case .starred(let target): target.mayCall
    // What holds the attribute or the item may be of a class that has its own way to bind it.
    case .attribute, .item: true
    }
  }
}
