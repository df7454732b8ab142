/// What a statement is made of, for those who go through a program.
extension Statement {
  /// The expressions that stand directly in it, those of its targets included and those of its blocks not.
  var expressions: [Expression] {
    switch kind {
    case .expression(let value): [value]
    case .assignment(let targets, let value): targets.flatMap(\.expressions) + [value]
    case .augmented(let target, _, let value): target.expressions + [value]
    case .definition(let definition): definition.decorators + definition.parameters.compactMap(\.defaultValue)
    case .classDefinition(let definition):
      definition.decorators + definition.bases + (definition.metaclass.map { [$0] } ?? [])
    case .loop(let target, let iterated, _, _): target.expressions + [iterated]
    case .whileLoop(let condition, _, _): [condition]
    case .conditional(let branches, _): branches.map(\.condition)
    case .with(let scopes, _): scopes.flatMap { [$0.scope] + ($0.target?.expressions ?? []) }
    case .attempt(let attempt): attempt.handlers.compactMap(\.kinds)
    case .raising(let value), .returning(let value): value.map { [$0] } ?? []
    case .assertion(let condition, let message): [condition] + (message.map { [$0] } ?? [])
    case .deletion(let targets): targets.flatMap(\.expressions)
    case .command(let command): command.arguments.map(\.value)
    case .scoping, .importing, .breakLoop, .continueLoop, .pass: []
    }
  }

  /// The blocks that belong to it. Those of functions and classes are no blocks: they have names of their own.
  var blocks: [[Statement]] {
    switch kind {
    case .loop(_, _, let body, let otherwise), .whileLoop(_, let body, let otherwise): [body, otherwise]
    case .conditional(let branches, let otherwise): branches.map(\.body) + [otherwise]
    case .with(_, let body): [body]
    case .attempt(let attempt):
      [attempt.body] + attempt.handlers.map(\.body) + [attempt.otherwise, attempt.finally]
    default: []
    }
  }

  /// The names that it binds itself; those that its expressions and blocks bind are theirs.
  var ownNames: [String] {
    switch kind {
    case .assignment(let targets, _): targets.flatMap(\.names)
    case .augmented(let target, _, _), .loop(let target, _, _, _): target.names
    case .deletion(let targets): targets.flatMap(\.names)
    case .definition(let definition): [definition.name]
    case .classDefinition(let definition): [definition.name]
    case .with(let scopes, _): scopes.flatMap { $0.target?.names ?? [] }
    case .attempt(let attempt): attempt.handlers.compactMap(\.name)
    case .importing(let imports): imports.map(\.name)
    case .command(let command):
      command.arguments.flatMap { argument -> [String] in
        if case .statement(let inner) = argument.value.kind { [inner].boundNames } else { [] }
      }
    default: []
    }
  }
}

extension Statement {
  /// The `yield` that the statement is, or whose value it assigns or returns. It stands nowhere else: whatever is computed before it
  /// would have to be kept while the generator waits.
  var yielded: Expression? {
    let value: Expression? =
      switch kind {
      case .expression(let value), .assignment(_, let value): value
      case .returning(let value): value
      default: nil
      }
    guard let value, case .yield = value.kind else { return nil }
    return value
  }

  /// Whether a `yield` stands in it or in its blocks.
  var yields: Bool { yielded != nil || blocks.contains { $0.contains(where: \.yields) } }
}

extension [Statement] {
  /// The names that running these statements may bind, those of nested blocks included and of functions excluded.
  var boundNames: [String] {
    flatMap { statement in
      statement.ownNames + statement.expressions.flatMap(\.boundNames) + statement.blocks.flatMap(\.boundNames)
    }
  }

  /// The names that these statements declare to be those of a function further out, or of the session.
  func scopedNames(isGlobal: Bool) -> [String] {
    flatMap { statement -> [String] in
      if case .scoping(let names, isGlobal) = statement.kind { return names }
      return statement.blocks.flatMap { $0.scopedNames(isGlobal: isGlobal) }
    }
  }
}
