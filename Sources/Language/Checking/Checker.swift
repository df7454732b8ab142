/// Looks through a whole cell before any of it runs: names that mean nothing, arguments that do not fit the table.
///
/// Names inside a function are looked up when the function is called, as in Python; but its commands, and the names
/// of foreign modules, are checked with the rest. Behind a command that may bind variables of any names, what a name is
/// shows when the line runs.
struct Checker {
  let source: SourceText
  let table: Table
  var dialect: any Dialect { table.dialect }
  /// The variables that exist when the statement being checked runs, or may exist.
  var known: Set<String>
  /// All names that the cell binds anywhere: none of them is surely an entry of the table.
  private var assigned: Set<String> = []
  var isInFunction = false
  /// Whether variables of any names may be bound: a command before may have done it.
  var isOpen = false
  /// The names of the functions around the statement, the outermost first.
  private var functions: [Set<String>] = []
  /// How many `try` are around the statement.
  var attempts = 0
  /// Names that are bound to modules when the statement being checked runs.
  var modules: [String: NamespaceValue]
  /// The first mistake of the present statement that a correction mends, with the corrections of those that follow:
  /// all prefixes of a line are left out at once.
  var pending: Diagnostic?

  /// The functions in which a mistake is no reason to refuse the cell.
  private let uncalled: UncalledFunctions

  /// Throws the first mistake.
  static func check(
    _ statements: [Statement], _ source: SourceText, _ table: Table, variables: [(name: String, value: Value)]
  ) throws {
    let names = Set(variables.map(\.name))
    var checker = Checker(source: source, table: table, known: names, uncalled: UncalledFunctions(statements))
    checker.modules = checker.modules.filter { !names.contains($0.key) }
    for (name, value) in variables { checker.modules[name] = value.module }
    checker.assigned = names.union(checker.allNames(statements))
    do {
      for statement in statements { try checker.check(statement) }
    } catch {
      var diagnostic = checker.pending ?? Diagnostic(error)
      diagnostic.source = source
      throw diagnostic
    }
  }

  private init(source: SourceText, table: Table, known: Set<String>, uncalled: UncalledFunctions) {
    self.source = source
    self.table = table
    self.known = known
    self.uncalled = uncalled
    modules = table.constants.compactMapValues(\.module)
  }

  /// The names bound anywhere, inside functions too.
  private func allNames(_ statements: [Statement]) -> [String] {
    statements.boundNames
      + statements.flatMap { statement -> [String] in
        switch statement.kind {
        case .definition(let definition): definition.parameters.map(\.name) + allNames(definition.body)
        case .classDefinition(let definition): allNames(definition.body)
        default: statement.blocks.flatMap(allNames)
        }
      }
  }

  /// Whether the name may be that of a variable when the statement being checked runs.
  func mayBeKnown(_ name: String) -> Bool { isOpen || known.contains(name) }

  /// Whether the name may be that of a variable somewhere in the cell, and so need not be an entry of the table.
  func mayBeAssigned(_ name: String) -> Bool { isOpen || assigned.contains(name) }

  /// Throws a mistake, or keeps it to the end of its statement where a correction mends it.
  mutating func report(_ mistake: Diagnostic) throws {
    guard let correction = mistake.correction else { throw mistake }
    if pending == nil { pending = mistake } else { pending?.correction?.add(correction) }
  }

  /// The end of a statement, or of the line above a block.
  func settle() throws {
    if let pending { throw pending }
  }

  // MARK: Statements

  mutating func check(_ statements: [Statement]) throws {
    for statement in statements { try check(statement) }
  }

  mutating func check(_ statement: Statement) throws {
    try checkParts(of: statement)
    try settle()
  }

  mutating func checkParts(of statement: Statement) throws {
    switch statement.kind {
    case .expression(let expression):
      if let name = expression.name, !isInFunction, !mayBeKnown(name), !table.contains(name) {
        // A line by itself may be meant as a command.
        try report(NameErrors.unknown(name, expression, source, table, variables: Array(known), arguments: []))
      } else {
        try check(expression)
      }
    case .assignment(let targets, let value):
      try checkBareCommand(value)
      try check(value)
      for target in targets { try check(target) }
      bind(targets.flatMap(\.names))
    case .augmented(let target, _, let value):
      try check(value)
      if case .name(let name) = target.kind {
        try check(Expression(kind: .name(name), span: target.span, depth: 1))
      } else {
        try check(target)
      }
    case .definition(let definition):
      for decorator in definition.decorators { try check(decorator) }
      bind([definition.name])
      if uncalled.contains(definition) { checkUncalled(definition) } else { try check(definition) }
    case .classDefinition(let definition): try check(definition)
    case .loop(let target, let iterated, let body, let otherwise):
      if let mistake = foreignLoop(iterated, target) { throw mistake }
      try check(iterated)
      try settle()
      bind(target.names)
      try checkLoop(body)
      try check(otherwise)
    case .whileLoop(let condition, let body, let otherwise):
      // The condition is evaluated again after the body.
      known.formUnion(body.boundNames)
      try check(condition)
      try settle()
      try check(body)
      try check(otherwise)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        try check(branch.condition)
        try settle()
        try check(branch.body)
      }
      try check(otherwise)
    case .with(let scopes, let body):
      for (scope, target) in scopes {
        try check(scope)
        if let target { try check(target) }
        bind(target?.names ?? [])
      }
      try settle()
      try check(body)
    case .attempt(let attempt):
      attempts += 1
      try check(attempt.body)
      attempts -= 1
      for handler in attempt.handlers {
        if let kinds = handler.kinds { try check(kinds) }
        try settle()
        bind(handler.name.map { [$0] } ?? [])
        try check(handler.body)
      }
      try check(attempt.otherwise)
      try check(attempt.finally)
    case .raising(let value): if let value { try check(value) }
    case .assertion(let condition, let message):
      try check(condition)
      if let message { try check(message) }
    case .deletion(let targets):
      for target in targets {
        if case .name(let name) = target.kind {
          try check(Expression(kind: .name(name), span: target.span, depth: 1))
        } else {
          try check(target)
        }
      }
    case .importing(let imports): try check(imports)
    case .command(let command): try check(command)
    case .returning(let value): if let value { try check(value) }
    case .breakLoop, .continueLoop, .pass, .scoping: break
    }
  }

  /// Notes names that something unknown is bound to.
  mutating func bind(_ names: [String]) {
    known.formUnion(names)
    for name in names { modules[name] = nil }
  }

  /// An import is looked up with the rest of the cell: what is not there would be missed only when the cell is half run.
  /// Within a `try` it is left to run, for that is what such a `try` is for.
  mutating func check(_ imports: [Import]) throws {
    for item in imports {
      do {
        let value = try Modules.value(of: item, table)
        bind([item.name])
        modules[item.name] = value.module
      } catch {
        guard attempts == 0, !isInFunction else {
          bind([item.name])
          continue
        }
        var diagnostic = Diagnostic(error)
        diagnostic.span = diagnostic.span ?? item.span
        throw diagnostic
      }
    }
  }

  /// What is known behind it is known whether it has a mistake or not.
  private mutating func checkUncalled(_ definition: Definition) {
    var checker = self
    do { try checker.check(definition) } catch { return }
    self = checker
  }

  mutating func check(_ definition: ClassDefinition) throws {
    for decorator in definition.decorators { try check(decorator) }
    for base in definition.bases { try check(base) }
    if let metaclass = definition.metaclass { try check(metaclass) }
    try settle()
    try checkMethods(of: definition)
    bind([definition.name])
    let outer = (known, modules)
    // What the body binds is seen in the body, and nowhere else.
    known.formUnion(definition.body.boundNames)
    try check(definition.body)
    (known, modules) = outer
  }

  /// Methods that Python calls by itself and nobody would call here: the class would mean something else.
  private func checkMethods(of definition: ClassDefinition) throws {
    for statement in definition.body {
      guard case .definition(let method) = statement.kind, let advice = Special.neverCalled[method.name] else {
        continue
      }
      throw Diagnostic(
        .syntax, "`\(method.name)` is not called by \(dialect.languageName)", suggestion: advice, span: method.nameSpan)
    }
  }

  /// `nonlocal` for a name that no function around has would make it one of the session's.
  private func checkNonlocal(_ definition: Definition) throws {
    for name in definition.body.scopedNames(isGlobal: false) where !functions.contains(where: { $0.contains(name) }) {
      throw Diagnostic(
        .syntax, "`nonlocal \(name)` in \(definition.name): no function around it has a variable of that name",
        suggestion: "global \(name)", span: definition.nameSpan)
    }
  }

  /// Names that a loop binds late in its body may be used early in the next round.
  mutating func checkLoop(_ body: [Statement]) throws {
    known.formUnion(body.boundNames)
    try check(body)
  }

  /// `m = menu`: a command as a value, where the value of the command is meant.
  private func checkBareCommand(_ value: Expression) throws {
    // What a function reads may be bound by a later cell: there a program may well have a variable of that name.
    guard !isInFunction, let name = value.name, !mayBeAssigned(name), let entry = table.verb(name),
      entry.result != "None"
    else {
      return
    }
    throw Diagnostic(
      .type, "`\(name)` alone is the command itself; its value is that of the call",
      correction: Correction(value.span, "\(name)()"), span: value.span)
  }

  mutating func check(_ target: Target) throws {
    for expression in target.expressions { try check(expression) }
  }

  mutating func check(_ definition: Definition) throws {
    for value in definition.parameters.compactMap(\.defaultValue) { try check(value) }
    let outer = isInFunction
    let others = Set(definition.body.scopedNames(isGlobal: true) + definition.body.scopedNames(isGlobal: false))
    try checkNonlocal(definition)
    let own = Set(definition.parameters.map(\.name) + definition.body.boundNames).subtracting(others)
    functions.append(own)
    isInFunction = true
    // Its own variables are no modules, whatever has their names around it: `def show(data)`.
    let around = modules
    for name in own { modules[name] = nil }
    defer {
      isInFunction = outer
      functions.removeLast()
      modules = around
      for name in others { modules[name] = nil }
    }
    try check(definition.body)
  }
}
