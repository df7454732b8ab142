extension Compiler {
  /// Statements one after another.
  func block(_ statements: some Collection<Statement>) -> Execution {
    let parts = statements.map { Step(run: execution($0)) }
    switch parts.count {
    case 0: return { _ in .next }
    case 1: return parts[0].run
    case 2:
      let first = parts[0].run
      let second = parts[1].run
      return { frame in
        let flow = try first(frame)
        return flow == .next ? try second(frame) : flow
      }
    default:
      return { frame in
        for part in parts {
          let flow = try part.run(frame)
          if flow != .next { return flow }
        }
        return .next
      }
    }
  }

  func execution(_ statement: Statement) -> Execution {
    switch statement.kind {
    case .expression(let expression):
      let value = evaluation(expression)
      return atomic(
        { frame in
          _ = try value(frame)
          return .next
        }, if: expression.mayCall)
    case .assignment(let targets, let value):
      return atomic(assignment(targets, value), if: value.mayCall || targets.contains(where: \.mayCall))
    case .augmented(let target, let operation, let value):
      return atomic(
        augmented(target, operation, value, statement), if: value.mayCall || target.mayCall)
    case .definition(let definition): return self.definition(definition)
    case .loop(let target, let iterated, let body): return loop(target, iterated, body)
    case .whileLoop(let condition, let body): return whileLoop(condition, body)
    case .conditional(let branches, let otherwise): return conditional(branches, otherwise)
    case .with(let scope, let body): return with(scope, body)
    case .command(let command): return atomic(self.command(command), if: true)
    case .returning(let expression):
      guard let expression else { return { _ in .returned } }
      let value = evaluation(expression)
      return { frame in
        frame.result = try value(frame)
        return .returned
      }
    case .breakLoop: return { _ in .breakLoop }
    case .continueLoop: return { _ in .continueLoop }
    case .pass: return { _ in .next }
    }
  }

  private func definition(_ definition: Definition) -> Execution {
    let function = function(definition)
    let variable = scope.resolve(definition.name)
    let origin = Origin(source, definition.span)
    return { frame in
      let value = try function(frame)
      variable.place(frame).pointee.bind(value, origin)
      return .next
    }
  }

  // MARK: Blocks

  private func conditional(
    _ branches: [(condition: Expression, body: [Statement])], _ otherwise: [Statement]
  ) -> Execution {
    let parts = branches.map { Branch(test: truth($0.condition), body: block($0.body)) }
    let last = block(otherwise)
    if parts.count == 1 {
      let test = parts[0].test
      let body = parts[0].body
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

  private func whileLoop(_ condition: Expression, _ statements: [Statement]) -> Execution {
    let test = truth(condition)
    let body = block(statements)
    let site = site(condition)
    return { frame in
      let cancellation = frame.machine.cancellation
      while try test(frame) {
        if cancellation.needsSafepoint { try Self.pause(site, frame) }
        switch try body(frame) {
        case .next, .continueLoop: break
        case .breakLoop: return .next
        case .returned: return .returned
        }
      }
      return .next
    }
  }

  private func loop(_ target: Target, _ iterated: Expression, _ statements: [Statement]) -> Execution {
    let iterable = evaluation(iterated)
    let site = site(iterated)
    let store = store(target, Origin(source, iterated.span))
    let body = block(statements)
    return { frame in
      let value = try iterable(frame)
      let cancellation = frame.machine.cancellation
      if case .range(let range) = value {
        var number = range.start
        for _ in 0..<range.count {
          if cancellation.needsSafepoint { try Self.pause(site, frame) }
          try store(frame, .integer(number))
          number += range.step
          switch try body(frame) {
          case .next, .continueLoop: break
          case .breakLoop: return .next
          case .returned: return .returned
          }
        }
        return .next
      }
      let next = try site.locating(frame) { try Iteration.source(of: value, verb: "loop over") }
      while let item = try site.locating(frame, next) {
        if cancellation.needsSafepoint { try Self.pause(site, frame) }
        try store(frame, item)
        switch try body(frame) {
        case .next, .continueLoop: break
        case .breakLoop: return .next
        case .returned: return .returned
        }
      }
      return .next
    }
  }

  /// Ends an interrupted loop, or lets a visitor in.
  private static func pause(_ site: Site, _ frame: Frame) throws {
    try site.locating(frame) { try frame.machine.cancellation.safepoint() }
  }

  private func with(_ expression: Expression, _ statements: [Statement]) -> Execution {
    let value = evaluation(expression)
    let site = site(expression)
    let body = block(statements)
    return { frame in
      let value = try value(frame)
      guard case .object(let object) = value, let scoped = object as? any ScopedValue else {
        var mistake = Diagnostic(.type, "`with` takes something that lasts for a block, and this is \(value.phrase)")
        if case .builtin(let entry) = value {
          mistake.correction = Correction(expression.span, "\(entry.name)()")
        }
        throw site.located(mistake, frame)
      }
      try site.locating(frame) { try scoped.enter() }
      defer { scoped.exit() }
      return try body(frame)
    }
  }
}

extension Target {
  /// Whether binding it may call something: an index that is computed.
  var mayCall: Bool {
    switch kind {
    case .name: false
    case .tuple(let targets): targets.contains(where: \.mayCall)
    case .item(let base, let indices): base.mayCall || indices.contains { $0.expressions.contains(where: \.mayCall) }
    }
  }
}
