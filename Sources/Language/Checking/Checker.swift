/// Looks through a whole cell before any of it runs: names that mean nothing, arguments that do not fit the table.
///
/// Names inside a function are looked up when the function is called, as in Python; but its commands, and the names
/// of foreign modules, are checked with the rest. Behind a command that may bind variables of any names, what a name is
/// shows when the line runs.
struct Checker {
  let source: SourceText
  let table: Table
  private var dialect: any Dialect { table.dialect }
  /// The variables that exist when the statement being checked runs, or may exist.
  private var known: Set<String>
  /// All names that the cell binds anywhere: none of them is surely an entry of the table.
  private var assigned: Set<String> = []
  private var isInFunction = false
  /// Whether variables of any names may be bound: a command before may have done it.
  private var isOpen = false
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

  /// Whether the name may be that of a variable when the statement being checked runs.
  private func mayBeKnown(_ name: String) -> Bool { isOpen || known.contains(name) }

  /// Whether the name may be that of a variable somewhere in the cell, and so need not be an entry of the table.
  private func mayBeAssigned(_ name: String) -> Bool { isOpen || assigned.contains(name) }

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
    case .expression(let expression):
      if let name = expression.name, !isInFunction, !mayBeKnown(name), table[name] == nil {
        // A line by itself may be meant as a command.
        try report(NameErrors.unknown(name, expression, source, table, variables: Array(known), arguments: []))
      } else {
        try check(expression)
      }
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
      if let mistake = foreignLoop(iterated, target) { throw mistake }
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

  /// Names that a loop binds late in its body may be used early in the next round.
  private mutating func checkLoop(_ body: [Statement]) throws {
    known.formUnion(body.boundNames)
    try check(body)
  }

  /// `m = menu`: a command as a value, where the value of the command is meant.
  private func checkBareCommand(_ value: Expression) throws {
    guard let name = value.name, !mayBeAssigned(name), let entry = table.verb(name), entry.result != "None" else {
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
      if isInFunction || mayBeKnown(name) || table[name] != nil { return }
      try report(NameErrors.unknown(name, expression, source, table, variables: Array(known)))
    case .attribute where isModule(expression):
      return try report(NameErrors.module(expression, arguments: nil, source, table))
    case .call(let callee, let arguments):
      if isModule(callee) {
        try report(NameErrors.module(callee, arguments: arguments, source, table))
        if case .attribute(_, let name) = callee.kind, let entry = table.translation(of: name),
          dialect.isSame(entry, source.shortText(callee.span))
        {
          // Only what a correction mends counts here: the rest is said when the name is right.
          try? check(arguments, of: entry, isCommand: false, call: expression.span)
        }
        for argument in arguments { try check(argument.value) }
        return
      }
      if case .attribute(let base, let name) = callee.kind, isForeignCall(base),
        dialect.members.idle.contains(name) || dialect.members.copying.contains(name), arguments.isEmpty
      {
        // The second goes with the first.
        try check(base)
        if let arrays = dialect.modules.arrays, name == arrays.conversion,
          arrays.method(at: expression.span.end, in: source) != nil
        {
          pending?.correction = nil
        } else {
          pending?.correction?.add(Correction(SourceSpan(base.span.end, expression.span.end), ""))
        }
        return
      }
      if case .attribute(let base, let name) = callee.kind, let method = dialect.members.methodsOfModules[name],
        arguments.contains(where: { isModule($0.value) }),
        let correction = Correction(method.rewriting, base, arguments, expression.span, source, dialect)
      {
        try report(Diagnostic(.attribute, method.reason, correction: correction, span: expression.span))
        return
      }
      if let name = callee.name, !mayBeAssigned(name) {
        if let entry = table[name] {
          try check(arguments, of: entry, isCommand: false, call: expression.span)
          if entry.mayBind(arguments, dialect) {
            for argument in arguments { try check(argument.value) }
            isOpen = true
            return
          }
        } else if !isInFunction {
          try report(
            NameErrors.unknown(name, callee, source, table, variables: Array(known), arguments: arguments))
          for argument in arguments { try check(argument.value) }
          return
        }
      }
    case .lambda(let definition): return try check(definition)
    case .statement(let statement): return try check(statement)
    case .comparison(let first, let rest): try checkTypes(first, rest.map(\.operand))
    default: break
    }
    for child in expression.children { try check(child) }
  }

  /// `type(x) == int`: what a type is called is a text here, and no function is equal to one.
  private mutating func checkTypes(_ first: Expression, _ others: [Expression]) throws {
    guard case .call(let callee, _) = first.kind, callee.name == "type", !mayBeAssigned("type") else { return }
    for other in others {
      guard let name = other.name, !mayBeAssigned(name),
        ["int", "float", "str", "bool", "list", "tuple", "dict"].contains(name)
      else { continue }
      try report(
        Diagnostic(
          .type, "`type` gives the name of a type, as a text, and `\(name)` is a function",
          correction: Correction(other.span, "\"\(name)\""), span: other.span))
    }
  }

  /// Whether this is a name of a foreign module, as `os.path.join`.
  private func isModule(_ expression: Expression) -> Bool {
    guard case .attribute = expression.kind, let root = expression.root, !mayBeAssigned(root),
      dialect.modules.contains(root)
    else { return false }
    return table[root] == nil || !isInFunction && table[root]?.kind == .command
  }

  /// A call of a foreign module's function, and of what may follow it.
  private func isForeignCall(_ expression: Expression) -> Bool {
    guard case .call(let callee, _) = expression.kind else { return false }
    if isModule(callee) { return true }
    guard case .attribute(let base, _) = callee.kind else { return false }
    return isForeignCall(base)
  }

  /// A loop through an object of another library's, with the entry that is meant.
  private func foreignLoop(_ iterated: Expression, _ target: Target) -> Diagnostic? {
    guard let loops = dialect.names.loops else { return nil }
    let head = source.text(SourceSpan(target.span.start, iterated.span.start))
    var (iterated, target) = (iterated, target)
    // A wrapper, which shows how far the loop is, goes with the object.
    while case .call(let callee, let arguments) = iterated.kind, let inner = arguments.first?.value,
      loops.wrappers.contains(callee.name ?? "")
    {
      iterated = inner
    }
    var (before, behind) = (head, "")
    if case .call(let callee, let arguments) = iterated.kind, let inner = arguments.first?.value,
      callee.name == "enumerate"
    {
      guard case .tuple(let items) = target.kind, items.count == 2 else { return nil }
      before += source.text(SourceSpan(iterated.span.start, inner.span.start))
      behind = source.text(SourceSpan(inner.span.end, iterated.span.end))
      (iterated, target) = (inner, items[1])
    }
    var size = ""
    if case .call(let callee, let arguments) = iterated.kind {
      let given = arguments.first { $0.name == loops.size } ?? arguments.dropFirst().first { $0.name == nil }
      size = given.map { source.text($0.value.span) } ?? ""
      iterated = callee
    }
    var name = iterated.name
    if case .attribute(_, let last) = iterated.kind { name = last }
    guard let name, loops.names.contains(name), !mayBeKnown(name), table[loops.entry] != nil else { return nil }
    let isPair = if case .tuple = target.kind { true } else { false }
    let use = ForeignLoops.Use(name: name, size: size, isUnpacked: isPair, before: before, behind: behind)
    // Its name does not tell for sure what it gives: this is an example.
    return Diagnostic(
      .name, "`\(name)` is not part of \(dialect.languageName); \(loops.reason)", example: loops.written(use),
      span: iterated.span)
  }

  // MARK: Arguments

  private mutating func check(_ command: Command) throws {
    guard let entry = table[command.verb] else {
      throw Diagnostic(.name, "there is no command `\(command.verb)`", span: command.verbSpan)
    }
    // Alone, the verb may be a variable's name.
    if command.arguments.isEmpty, mayBeAssigned(command.verb) { return }
    do {
      try checkSlips(command.arguments, of: entry)
      try checkNames(of: command.arguments, entry)
      for argument in command.arguments { try check(argument.value) }
      try settle()
      try check(command.arguments, of: entry, isCommand: true, call: nil)
      if entry.mayBind(command.arguments, dialect) { isOpen = true }
    } catch {
      var diagnostic = Diagnostic(error)
      if diagnostic.span == nil { diagnostic.span = command.span }
      throw diagnostic
    }
  }

  /// A name of an argument that the command does not have, before anything is said of its value.
  private mutating func checkNames(of arguments: [Argument], _ entry: Entry) throws {
    let names = arguments.compactMap(\.name)
    guard names.allSatisfy({ name in entry.parameters.contains { $0.name == name } }) else {
      return try check(arguments, of: entry, isCommand: true, call: nil)
    }
    // `save run` for `save "run"`: nothing has the name, and what takes files was meant to have one.
    guard let last = arguments.last, last.name == nil, let name = last.value.name, !isInFunction,
      !mayBeKnown(name), table[name] == nil, entry.parameters.contains(where: { $0.suggestions != nil })
    else { return }
    throw Diagnostic(
      .name, "`\(name)` is not defined; the name of a file is written in quotes",
      correction: Correction(last.value.span, "\"\(name)\""), span: last.value.span)
  }

  /// `minutes==20` for `minutes=20`, and `unit=cup` for `unit="cup"`.
  private mutating func checkSlips(_ arguments: [Argument], of entry: Entry) throws {
    for argument in arguments {
      if case .comparison(let first, let rest) = argument.value.kind, let name = first.name, !mayBeAssigned(name),
        let link = rest.first, case .values(.equal) = link.operation,
        entry.parameters.contains(where: { $0.isCalled(name) })
      {
        let span = SourceSpan(first.span.end, link.operand.span.start)
        throw Diagnostic(
          .syntax, "`==` compares; an argument is named with `=`", correction: Correction(span, "="), span: span)
      }
      guard let name = argument.name, let word = argument.value.name, !mayBeAssigned(word),
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
    // Arguments known to be left out or called otherwise are so for the search for further mistakes.
    var names = arguments.prefix { !$0.isStarred }.map { (argument: $0, name: $0.name) }
    while true {
      guard let mistake = try mistake(in: names, of: arguments, of: entry, isCommand: isCommand, call: call) else {
        return
      }
      try report(mistake)
      guard let place = names.firstIndex(where: { $0.name == mistake.parameter && $0.name != nil }) else { return }
      switch mistake.fixIt {
      case .renamed(let name)?: names[place].name = name
      case .dropped?, .wrapped?: names.remove(at: place)
      default: return
      }
    }
  }

  /// The first mistake in the arguments that a correction mends; any other is thrown.
  ///
  /// - Parameter names: the arguments that fit or may fit, by the names that they should have.
  private func mistake(
    in names: [(argument: Argument, name: String?)], of arguments: [Argument], of entry: Entry, isCommand: Bool,
    call: SourceSpan?
  ) throws -> Diagnostic? {
    let whole = SourceSpan(arguments.first?.span.start ?? 0, arguments.last?.span.end ?? 0)
    do {
      let indices = try entry.parameters(
        forArguments: names.map(\.name), isPartial: arguments.contains(where: \.isStarred), dialect)
      for (argument, index) in zip(names.map(\.argument), indices) {
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
        diagnostic.correction = Correction(diagnostic, arguments: arguments, of: call, in: source, dialect)
        if diagnostic.correction == nil, !entry.parameters.contains(where: { $0.isCalled(named.name ?? "") }),
          let owner = owner(of: named.name, instead: entry)
        {
          diagnostic.notes.append("`\(named.name ?? "")` is an argument of `\(owner.name)`")
        }
      } else if let number = diagnostic.argument, arguments.indices.contains(number) {
        diagnostic.span = arguments[number].span
        diagnostic.correction = Correction(diagnostic, arguments: arguments, of: call, in: source, dialect)
      } else if !isCommand, !arguments.isEmpty {
        diagnostic.span = whole
      }
      if diagnostic.correction != nil { return diagnostic }
      throw diagnostic
    }
    return nil
  }

  /// The command that has an argument of that name.
  private func owner(of name: String?, instead entry: Entry) -> Entry? {
    table.entries.first { other in
      other.kind == .command && entry.kind == .command && other.parameters.contains { $0.name == name }
    }
  }
}

extension Expression {
  /// The name at the start of a chain of attributes: `os` of `os.path.join`.
  fileprivate var root: String? {
    switch kind {
    case .name(let name): name
    case .attribute(let base, _): base.root
    default: nil
    }
  }
}
