// The body of a function is compiled to what gives its value: where a `return` ends the branch that it stands in, nothing has to
// ask how the statements before it ended.

extension Compiler {
  /// A function's body: the value that a call has.
  func body(_ statements: [Statement], named name: String) -> Evaluation {
    // Who steps through it stops at each statement.
    guard stepped == nil else { return Self.value(of: calling(name, block(statements, isBody: true))) }
    return ending(statements[...])
  }

  /// The value of a call whose body ends like this.
  static func value(of body: @escaping Execution) -> Evaluation {
    { frame in if case .returned(let value) = try body(frame) { value } else { .none } }
  }

  /// How many `if`s that return, one behind another, are compiled into each other.
  private static let mostNested = 32

  /// Statements with which a call ends.
  private func ending(_ statements: ArraySlice<Statement>, depth: Int = 0) -> Evaluation {
    var steps: [Step] = []
    for place in statements.indices {
      guard let last = last(statements[place], before: statements[(place + 1)...], depth) else {
        steps.append(Step(run: execution(statements[place])))
        continue
      }
      return Self.running(steps, before: last.load)
    }
    return Self.running(steps) { _ in .none }
  }

  private static func running(_ steps: [Step], before last: @escaping Evaluation) -> Evaluation {
    switch steps.count {
    case 0: return last
    case 1:
      let run = steps[0].run
      return { frame in
        if case .returned(let value) = try run(frame) { return value }
        return try last(frame)
      }
    default:
      return { frame in
        for step in steps {
          if case .returned(let value) = try step.run(frame) { return value }
        }
        return try last(frame)
      }
    }
  }

  /// A statement together with those behind it, where it is a `return`, or an `if` behind whose branches nothing else comes.
  private func last(_ statement: Statement, before rest: ArraySlice<Statement>, _ depth: Int) -> Term? {
    switch statement.kind {
    case .returning(let expression?): return Term(load: evaluation(expression))
    case .returning(nil): return Term { _ in .none }
    case .conditional(let branches, let otherwise):
      guard depth + branches.count < Self.mostNested,
        rest.isEmpty || otherwise.isEmpty && branches.allSatisfy({ $0.body.last?.isReturn ?? false })
      else { return nil }
      var end = Term(
        load: rest.isEmpty ? ending(otherwise[...], depth: depth + branches.count) : ending(rest, depth: depth + 1))
      for branch in branches.reversed() {
        let test = truth(branch.condition)
        let body = ending(branch.body[...], depth: depth + 1)
        let other = end.load
        end = Term { try test($0) ? try body($0) : try other($0) }
      }
      return end
    default: return nil
    }
  }
}

extension Statement {
  fileprivate var isReturn: Bool { if case .returning = kind { true } else { false } }
}
