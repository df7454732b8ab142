/// Looks through a whole cell before any of it runs: names that mean nothing, arguments that do not fit the table.
///
/// What lies inside a function is looked up when the function is called, as in Python; but its commands, and the names
/// of foreign modules, are checked with the rest.
struct Checker {
  let source: SourceText
  let table: Table
  /// The variables that exist when the statement being checked runs, or may exist.
  private var known: Set<String>
  /// All names that the cell binds anywhere: none of them is surely an entry of the table.
  private var assigned: Set<String> = []
  private var isInFunction = false

  /// Throws the first mistake.
  static func check(
    _ statements: [Statement], _ source: SourceText, _ table: Table, variables: Set<String>
  ) throws {
    var checker = Checker(source: source, table: table, known: variables)
    checker.assigned = variables.union(checker.allNames(statements))
    do {
      for statement in statements { try checker.check(statement) }
    } catch {
      var diagnostic = Diagnostic(error)
      diagnostic.source = source
      throw diagnostic
    }
  }

  private init(source: SourceText, table: Table, known: Set<String>) {
    self.source = source
    self.table = table
    self.known = known
  }

  /// The names bound anywhere, inside functions too.
  private func allNames(_ statements: [Statement]) -> [String] {
    statements.boundNames
      + statements.flatMap { statement -> [String] in
        switch statement.kind {
        case .definition(let definition): definition.parameters.map(\.name) + allNames(definition.body)
        case .loop(_, _, let body), .whileLoop(_, let body), .with(_, let body): allNames(body)
        case .conditional(let branches, let otherwise): branches.flatMap { allNames($0.body) } + allNames(otherwise)
        default: []
        }
      }
  }

  // MARK: Statements

  private mutating func check(_ statements: [Statement]) throws {
    for statement in statements { try check(statement) }
  }

  private mutating func check(_ statement: Statement) throws {
    switch statement.kind {
    case .expression(let expression): try check(expression)
    case .assignment(let targets, let value):
      try check(value)
      for target in targets { try check(target) }
      known.formUnion(targets.flatMap(\.names))
    case .augmented(let target, _, let value):
      try check(value)
      if case .name(let name) = target.kind {
        try check(Expression(kind: .name(name), span: target.span, depth: 1))
      } else {
        try check(target)
      }
    case .definition(let definition):
      known.insert(definition.name)
      try check(definition)
    case .loop(let target, let iterated, let body):
      try check(iterated)
      known.formUnion(target.names)
      try checkLoop(body)
    case .whileLoop(let condition, let body):
      // The condition is evaluated again after the body.
      known.formUnion(body.boundNames)
      try check(condition)
      try check(body)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        try check(branch.condition)
        try check(branch.body)
      }
      try check(otherwise)
    case .with(let scope, let body):
      try check(scope)
      try check(body)
    case .command(let command): try check(command)
    case .returning(let value): if let value { try check(value) }
    case .breakLoop, .continueLoop, .pass: break
    }
  }

  /// What a loop binds late in its body may be used early in the next round.
  private mutating func checkLoop(_ body: [Statement]) throws {
    known.formUnion(body.boundNames)
    try check(body)
  }

  private mutating func check(_ target: Target) throws {
    switch target.kind {
    case .name: break
    case .tuple(let targets): for target in targets { try check(target) }
    case .item(let base, let indices):
      try check(base)
      for index in indices { for expression in index.expressions { try check(expression) } }
    }
  }

  private mutating func check(_ definition: Definition) throws {
    for value in definition.parameters.compactMap(\.defaultValue) { try check(value) }
    let outer = isInFunction
    isInFunction = true
    defer { isInFunction = outer }
    try check(definition.body)
  }

  // MARK: Expressions

  private mutating func check(_ expression: Expression) throws {
    switch expression.kind {
    case .name(let name):
      if isInFunction || known.contains(name) || table[name] != nil { return }
      throw NameErrors.unknown(name, expression, source, table, variables: Array(known))
    case .attribute:
      if let root = expression.root, !assigned.contains(root), ForeignNames.modules.contains(root),
        table[root] == nil
          || !isInFunction && table[root]?.kind == .command
      {
        throw NameErrors.module(expression, source, table)
      }
    case .call(let callee, let arguments):
      if let name = callee.name, !assigned.contains(name), let entry = table[name] {
        try check(arguments, of: entry, isCommand: false)
      }
    case .lambda(let definition): return try check(definition)
    case .statement(let statement): return try check(statement)
    default: break
    }
    for child in expression.children { try check(child) }
  }

  // MARK: Arguments

  private mutating func check(_ command: Command) throws {
    guard let entry = table[command.verb] else {
      throw Diagnostic(.name, "there is no command `\(command.verb)`", span: command.verbSpan)
    }
    for argument in command.arguments { try check(argument.value) }
    // Alone, the verb may be a variable's name.
    if command.arguments.isEmpty, assigned.contains(command.verb) { return }
    do {
      try check(command.arguments, of: entry, isCommand: true)
    } catch {
      var diagnostic = Diagnostic(error)
      if diagnostic.span == nil { diagnostic.span = command.span }
      throw diagnostic
    }
  }

  /// Names and number of the arguments, and the values of those that are written out.
  private func check(_ arguments: [Argument], of entry: Entry, isCommand: Bool) throws {
    let whole = SourceSpan(arguments.first?.span.start ?? 0, arguments.last?.span.end ?? 0)
    do {
      let indices = try entry.parameters(
        forArguments: arguments.prefix { !$0.isStarred }.map(\.name),
        isPartial: arguments.contains(where: \.isStarred))
      for (argument, index) in zip(arguments, indices) {
        guard let literal = argument.value.literal else { continue }
        do {
          _ = try entry.parameters[index].converted(literal, for: entry.name)
        } catch {
          var diagnostic = Diagnostic(error)
          diagnostic.span = argument.value.span
          throw diagnostic
        }
      }
    } catch {
      var diagnostic = Diagnostic(error)
      guard diagnostic.span == nil else { throw diagnostic }
      if let named = arguments.first(where: { $0.name == diagnostic.parameter && $0.name != nil }) {
        diagnostic.span = named.nameSpan ?? named.span
        if let name = named.name, let span = named.nameSpan,
          let near = NearestName.find(name, among: entry.parameters.map(\.name)),
          !entry.parameters.contains(where: { $0.name == name })
        {
          diagnostic.suggestion = source.line(replacing: span, with: near)
        }
      } else if let number = diagnostic.argument, arguments.indices.contains(number) {
        diagnostic.span = arguments[number].span
      } else if !isCommand, !arguments.isEmpty {
        diagnostic.span = whole
      }
      throw diagnostic
    }
  }
}

extension Expression {
  /// The name at the start of a chain of attributes: `torch` of `torch.nn.relu`.
  fileprivate var root: String? {
    switch kind {
    case .name(let name): name
    case .attribute(let base, _): base.root
    default: nil
    }
  }
}
