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
  /// The first mistake of the present statement that a correction mends, with the corrections of those that follow:
  /// all prefixes of a line are left out at once.
  private var pending: Diagnostic?

  /// Throws the first mistake.
  static func check(
    _ statements: [Statement], _ source: SourceText, _ table: Table, variables: Set<String>
  ) throws {
    var checker = Checker(source: source, table: table, known: variables)
    checker.assigned = variables.union(checker.allNames(statements))
    do {
      for statement in statements { try checker.check(statement) }
    } catch {
      var diagnostic = checker.pending ?? Diagnostic(error)
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

  /// Throws a mistake, or keeps it to the end of its statement where a correction mends it.
  private mutating func report(_ mistake: Diagnostic) throws {
    guard let correction = mistake.correction else { throw mistake }
    if pending == nil { pending = mistake } else { pending?.correction?.add(correction) }
  }

  /// The end of a statement, or of the line above a block.
  private func settle() throws {
    if let pending { throw pending }
  }

  // MARK: Statements

  private mutating func check(_ statements: [Statement]) throws {
    for statement in statements { try check(statement) }
  }

  private mutating func check(_ statement: Statement) throws {
    try checkParts(of: statement)
    try settle()
  }

  private mutating func checkParts(of statement: Statement) throws {
    switch statement.kind {
    case .expression(let expression): try check(expression)
    case .assignment(let targets, let value):
      try checkBareCommand(value)
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
      try settle()
      known.formUnion(target.names)
      try checkLoop(body)
    case .whileLoop(let condition, let body):
      // The condition is evaluated again after the body.
      known.formUnion(body.boundNames)
      try check(condition)
      try settle()
      try check(body)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        try check(branch.condition)
        try settle()
        try check(branch.body)
      }
      try check(otherwise)
    case .with(let scope, let body):
      try check(scope)
      try settle()
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

  /// `m = model`: a command as a value, where the value of the command is meant.
  private func checkBareCommand(_ value: Expression) throws {
    guard let name = value.name, !assigned.contains(name), let entry = table.verb(name), entry.result != "None" else {
      return
    }
    throw Diagnostic(
      .type, "`\(name)` alone is the command itself; its value is that of the call",
      correction: Correction(value.span, "\(name)()"), span: value.span)
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
      try report(NameErrors.unknown(name, expression, source, table, variables: Array(known)))
    case .attribute where isModule(expression):
      return try report(NameErrors.module(expression, arguments: nil, source, table))
    case .call(let callee, let arguments):
      if isModule(callee) {
        try report(NameErrors.module(callee, arguments: arguments, source, table))
        for argument in arguments { try check(argument.value) }
        return
      }
      if let name = callee.name, !assigned.contains(name) {
        if let entry = table[name] {
          try check(arguments, of: entry, isCommand: false, call: expression.span)
        } else if !isInFunction {
          try report(
            NameErrors.unknown(name, callee, source, table, variables: Array(known), arguments: arguments))
          for argument in arguments { try check(argument.value) }
          return
        }
      }
    case .lambda(let definition): return try check(definition)
    case .statement(let statement): return try check(statement)
    default: break
    }
    for child in expression.children { try check(child) }
  }

  /// Whether this is a name of a foreign module, as `torch.nn.functional.relu`.
  private func isModule(_ expression: Expression) -> Bool {
    guard case .attribute = expression.kind, let root = expression.root, !assigned.contains(root),
      ForeignNames.modules.contains(root)
    else { return false }
    return table[root] == nil || !isInFunction && table[root]?.kind == .command
  }

  // MARK: Arguments

  private mutating func check(_ command: Command) throws {
    guard let entry = table[command.verb] else {
      throw Diagnostic(.name, "there is no command `\(command.verb)`", span: command.verbSpan)
    }
    // Alone, the verb may be a variable's name.
    if command.arguments.isEmpty, assigned.contains(command.verb) { return }
    do {
      try checkSlips(command.arguments, of: entry)
      for argument in command.arguments { try check(argument.value) }
      try settle()
      try check(command.arguments, of: entry, isCommand: true, call: nil)
    } catch {
      var diagnostic = Diagnostic(error)
      if diagnostic.span == nil { diagnostic.span = command.span }
      throw diagnostic
    }
  }

  /// `lr==0.1` for `lr=0.1`, and `reduction=sum` for `reduction="sum"`.
  private mutating func checkSlips(_ arguments: [Argument], of entry: Entry) throws {
    for argument in arguments {
      if case .comparison(let first, let rest) = argument.value.kind, let name = first.name, !assigned.contains(name),
        let link = rest.first, case .values(.equal) = link.operation,
        entry.parameters.contains(where: { $0.isCalled(name) })
      {
        let span = SourceSpan(first.span.end, link.operand.span.start)
        throw Diagnostic(
          .syntax, "`==` compares; an argument is named with `=`", correction: Correction(span, "="), span: span)
      }
      guard let name = argument.name, let word = argument.value.name, !assigned.contains(word),
        let words = entry.parameters.first(where: { $0.isCalled(name) })?.type.words,
        words.list.contains(where: { $0.name == word })
      else { continue }
      throw Diagnostic(
        .argument, "`\(name)` of \(entry.name) is a word, and in a call a word is written in quotes",
        correction: Correction(argument.value.span, "\"\(word)\""), span: argument.value.span)
    }
  }

  /// Names and number of the arguments, and the values of those that are written out.
  private mutating func check(
    _ arguments: [Argument], of entry: Entry, isCommand: Bool, call: SourceSpan?
  ) throws {
    if !isCommand { try checkSlips(arguments, of: entry) }
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
        diagnostic.correction = Correction(diagnostic, arguments: arguments, of: call, in: source)
        if diagnostic.correction == nil, !entry.parameters.contains(where: { $0.isCalled(named.name ?? "") }),
          let owner = owner(of: named.name, instead: entry)
        {
          diagnostic.notes.append("`\(named.name ?? "")` is an argument of `\(owner.name)`")
          diagnostic.suggestion = owner.example.split(separator: "\n").last { $0.hasPrefix(owner.name) }.map(
            String.init)
        }
      } else if let number = diagnostic.argument, arguments.indices.contains(number) {
        diagnostic.span = arguments[number].span
      } else if !isCommand, !arguments.isEmpty {
        diagnostic.span = whole
      }
      if diagnostic.correction != nil { return try report(diagnostic) }
      throw diagnostic
    }
  }

  /// The command that has an argument of that name.
  private func owner(of name: String?, instead entry: Entry) -> Entry? {
    table.entries.first { other in
      other.kind == .command && entry.kind == .command && other.parameters.contains { $0.name == name }
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
