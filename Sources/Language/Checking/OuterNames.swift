extension FunctionValue {
  /// The names in its text that are none of its own: variables of the session, or of a function around it.
  package var outerNames: [String] {
    guard case .code(let code) = body else { return [] }
    var reader = OuterNames()
    reader.read(code.origin.definition, locals: [])
    return reader.names
  }

  /// Whether it belongs to a written module, and not to the user.
  package var isOfModule: Bool { if case .code(let code) = body { code.origin.source.module != nil } else { false } }
}

/// Finds the names that a definition reads and does not bind.
private struct OuterNames {
  /// In the order in which they stand, each once.
  private(set) var names: [String] = []
  private var seen: Set<String> = []

  mutating func read(_ definition: Definition, locals: Set<String>) {
    for value in definition.parameters.compactMap(\.defaultValue) { read(value, locals) }
    let others = Set(definition.body.scopedNames(isGlobal: true))
    for name in others.sorted() { note(name, []) }
    let own = Set(definition.parameters.map(\.name) + definition.body.boundNames).subtracting(others)
    read(definition.body, locals.union(own))
  }

  private mutating func read(_ statements: [Statement], _ locals: Set<String>) {
    for statement in statements {
      switch statement.kind {
      case .definition(let definition):
        for decorator in definition.decorators { read(decorator, locals) }
        read(definition, locals: locals)
        continue
      case .classDefinition(let definition):
        read(definition.body, locals.union(definition.body.boundNames))
      case .command(let command): note(command.verb, locals)
      default: break
      }
      for expression in statement.expressions { read(expression, locals) }
      for block in statement.blocks { read(block, locals) }
    }
  }

  private mutating func read(_ expression: Expression, _ locals: Set<String>) {
    switch expression.kind {
    case .name(let name): note(name, locals)
    case .call(let callee, _): if let name = callee.name { note(name, locals) }
    case .comprehension(let comprehension):
      let inner = locals.union(comprehension.names)
      for child in expression.children { read(child, inner) }
      return
    case .lambda(let definition): return read(definition, locals: locals)
    case .statement(let statement): return read([statement], locals)
    default: break
    }
    for child in expression.children { read(child, locals) }
  }

  private mutating func note(_ name: String, _ locals: Set<String>) {
    if !locals.contains(name), seen.insert(name).inserted { names.append(name) }
  }
}
