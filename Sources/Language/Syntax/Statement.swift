/// One statement of a program, with its place.
struct Statement {
  indirect enum Kind {
    case expression(Expression)
    /// `a = b = value`
    case assignment([Target], Expression)
    case augmented(Target, BinaryOperator, Expression)
    case definition(Definition)
    case loop(Target, in: Expression, [Statement])
    case whileLoop(Expression, [Statement])
    case conditional([(condition: Expression, body: [Statement])], otherwise: [Statement])
    case with(Expression, [Statement])
    case command(Command)
    case returning(Expression?)
    case breakLoop
    case continueLoop
    case pass
  }

  let kind: Kind
  let span: SourceSpan
  /// A trailing `;`: the value is not shown.
  var isSilent = false
}

/// `bake minutes=20`: a verb with its arguments.
struct Command {
  let verb: String
  let verbSpan: SourceSpan
  let arguments: [Argument]
  let span: SourceSpan
}

/// The left side of an assignment, or the variable of a loop.
struct Target {
  indirect enum Kind {
    case name(String)
    case tuple([Target])
    case item(Expression, [Subscript])
  }

  let kind: Kind
  let span: SourceSpan

  /// All names that are bound here.
  var names: [String] {
    switch kind {
    case .name(let name): [name]
    case .tuple(let targets): targets.flatMap(\.names)
    case .item: []
    }
  }
}

extension [Statement] {
  /// The names that running these statements may bind, those of nested blocks included and of functions excluded.
  var boundNames: [String] {
    flatMap { statement -> [String] in
      switch statement.kind {
      case .assignment(let targets, _): return targets.flatMap(\.names)
      case .augmented(let target, _, _): return target.names
      case .definition(let definition): return [definition.name]
      case .loop(let target, _, let body): return target.names + body.boundNames
      case .whileLoop(_, let body), .with(_, let body): return body.boundNames
      case .conditional(let branches, let otherwise):
        return branches.flatMap { $0.body.boundNames } + otherwise.boundNames
      case .command(let command):
        return command.arguments.flatMap { argument -> [String] in
          if case .statement(let inner) = argument.value.kind { [inner].boundNames } else { [] }
        }
      case .expression, .returning, .breakLoop, .continueLoop, .pass: return []
      }
    }
  }
}
