/// Which functions of a cell nothing in it can call, so that a mistake in them is none of the cell's.
///
/// As in Python a program runs whatever its unused functions say. A cell that only defines is another matter: its functions are
/// for cells to come, and their mistakes are told at once.
struct UncalledFunctions {
  private var mentioned: Set<String> = []
  /// Whether the cell does anything but define.
  private let runsSomething: Bool

  init(_ statements: [Statement]) {
    runsSomething = statements.contains(where: \.runsSomething)
    if runsSomething { collect(statements) }
  }

  /// Names that are called without being written.
  private static let conventional: Set<String> = ["forward", "backward", "setup_context"]

  func contains(_ definition: Definition) -> Bool {
    runsSomething && !mentioned.contains(definition.name) && definition.decorators.isEmpty
      && !definition.name.hasPrefix("__") && !Self.conventional.contains(definition.name)
  }

  private mutating func collect(_ statements: [Statement]) {
    for statement in statements {
      for expression in statement.expressions { collect(expression) }
      for block in statement.blocks { collect(block) }
      switch statement.kind {
      case .definition(let definition): collect(definition.body)
      case .classDefinition(let definition): collect(definition.body)
      default: break
      }
    }
  }

  private mutating func collect(_ expression: Expression) {
    switch expression.kind {
    case .name(let name), .attribute(_, let name): mentioned.insert(name)
    // Commands take names as words, and `getattr` as texts.
    case .word(let word), .constant(.string(let word)): mentioned.insert(word)
    case .lambda(let definition): collect(definition.body)
    case .statement(let statement): collect([statement])
    default: break
    }
    for child in expression.children { collect(child) }
  }
}

extension Statement {
  fileprivate var runsSomething: Bool {
    switch kind {
    case .definition, .classDefinition, .importing, .scoping, .pass, .breakLoop, .continueLoop: false
    case .expression(let value), .assignment(_, let value): value.mayCall
    default: true
    }
  }
}
