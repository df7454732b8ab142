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
  /// The names of the functions around the statement, the outermost first.
  private var functions: [Set<String>] = []
  /// How many `try` are around the statement.
  private var attempts = 0
  /// Names that are bound to modules when the statement being checked runs.
  private var modules: [String: NamespaceValue]
  /// The first mistake of the present statement that a correction mends, with the corrections of those that follow:
  /// all prefixes of a line are left out at once.
  private var pending: Diagnostic?

  /// Throws the first mistake.
  static func check(
    _ statements: [Statement], _ source: SourceText, _ table: Table, variables: [(name: String, value: Value)]
  ) throws {
    let names = Set(variables.map(\.name))
    var checker = Checker(source: source, table: table, known: names)
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

  private init(source: SourceText, table: Table, known: Set<String>) {
    self.source = source
    self.table = table
    self.known = known
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
      try check(definition)
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
  private mutating func bind(_ names: [String]) {
    known.formUnion(names)
    for name in names { modules[name] = nil }
  }

  /// An import is looked up with the rest of the cell: what is not there would be missed only when the cell is half run.
  /// Within a `try` it is left to run, for that is what such a `try` is for.
  private mutating func check(_ imports: [Import]) throws {
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

  private mutating func check(_ definition: ClassDefinition) throws {
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
    for expression in target.expressions { try check(expression) }
  }

  private mutating func check(_ definition: Definition) throws {
    for value in definition.parameters.compactMap(\.defaultValue) { try check(value) }
    let outer = isInFunction
    let others = Set(definition.body.scopedNames(isGlobal: true) + definition.body.scopedNames(isGlobal: false))
    try checkNonlocal(definition)
    functions.append(Set(definition.parameters.map(\.name) + definition.body.boundNames).subtracting(others))
    isInFunction = true
    defer {
      isInFunction = outer
      functions.removeLast()
    }
    try check(definition.body)
  }

  // MARK: Expressions

  private mutating func check(_ expression: Expression) throws {
    switch expression.kind {
    case .name(let name):
      if isInFunction || mayBeKnown(name) || table.contains(name) { return }
      try report(NameErrors.unknown(name, expression, source, table, variables: Array(known)))
    case .attribute(let base, let name) where module(base) != nil:
      if let module = module(base), module[name] == nil, attempts == 0 {
        try report(missing(name, in: module, expression, nil))
      }
      return
    case .attribute where isModule(expression):
      return try report(NameErrors.module(expression, arguments: nil, source, table))
    case .call(let callee, let arguments):
      if case .attribute(let base, let name) = callee.kind, let module = module(base) {
        if case .builtin(let entry)? = module[name] {
          try check(arguments, of: entry, in: callee, call: expression.span)
        } else if module[name] == nil, attempts == 0 {
          try report(missing(name, in: module, callee, arguments))
        }
        for argument in arguments { try check(argument.value) }
        return
      }
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
      if let name = callee.name, !mayBeAssigned(name) {
        if let entry = table[name] {
          try check(arguments, of: entry, isCommand: false, call: expression.span)
          if entry.mayBind(arguments, dialect) {
            for argument in arguments { try check(argument.value) }
            isOpen = true
            return
          }
        } else if !isInFunction, table.constants[name] == nil {
          try report(
            NameErrors.unknown(name, callee, source, table, variables: Array(known), arguments: arguments))
          for argument in arguments { try check(argument.value) }
          return
        }
      }
    case .lambda(let definition): return try check(definition)
    case .comprehension(let comprehension):
      let outer = known
      let hidden = modules
      try check(comprehension.clauses[0].iterated)
      bind(comprehension.names)
      for child in expression.children.dropFirst() { try check(child) }
      known = outer.union(expression.boundNames)
      modules = hidden
      return
    case .named(let name, let value):
      try check(value)
      return bind([name])
    case .statement(let statement): return try check(statement)
    default: break
    }
    for child in expression.children { try check(child) }
  }

  /// The module that an expression names, `kitchen.tools`; nil where it is something else.
  private func module(_ expression: Expression) -> NamespaceValue? {
    switch expression.kind {
    case .name(let name): return isOpen ? nil : modules[name]
    case .attribute(let base, let name): return module(base)?[name]?.module
    default: return nil
    }
  }

  /// The arguments of a module's function. Where they do not fit, the dialect may know another way to write the call.
  private mutating func check(
    _ arguments: [Argument], of entry: Entry, in callee: Expression, call: SourceSpan
  ) throws {
    let before = pending
    do {
      try check(arguments, of: entry, isCommand: false, call: call)
      guard before == nil, pending != nil, let mended = mended(callee, arguments) else { return }
      pending?.correction = mended
    } catch {
      var diagnostic = Diagnostic(error)
      guard diagnostic.correction == nil, let mended = mended(callee, arguments) else { throw error }
      (diagnostic.correction, diagnostic.suggestion, diagnostic.example) = (mended, nil, nil)
      pending = before
      try report(diagnostic)
    }
  }

  private func mended(_ callee: Expression, _ arguments: [Argument]) -> Correction? {
    NameErrors.rewritten(source.shortText(callee.span), callee.span, arguments, source, table)?.correction
  }

  /// The error of a name that a module has not.
  private func missing(
    _ name: String, in module: NamespaceValue, _ chain: Expression, _ arguments: [Argument]?
  ) -> Diagnostic {
    var error = module.missing(name)
    error.span = chain.span
    error.focus = chain.focus
    // A module of Python's own has no namesakes here.
    let isOwn = table.modules[module.path.split(separator: ".").first.map(String.init) ?? ""] != nil
    if error.suggestion == nil, error.example == nil, !isOwn {
      let advice = NameErrors.module(chain, arguments: arguments, source, table)
      (error.suggestion, error.example) = (advice.correction == nil ? advice.suggestion : nil, advice.example)
      error.correction = advice.correction
    }
    return error
  }

  /// Whether this is a name of a foreign module, as `os.path.join`.
  private func isModule(_ expression: Expression) -> Bool {
    guard case .attribute = expression.kind, let root = expression.root, !mayBeAssigned(root),
      dialect.modules.contains(root) || table.modules[root] != nil
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
    // What a function goes through may be one of its parameters, or made by a later cell.
    guard let loops = dialect.names.loops, !isInFunction else { return nil }
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
    if case .attribute(_, let last) = iterated.kind {
      // What an import brought is what it says.
      if let root = iterated.root, mayBeKnown(root) { return nil }
      name = last
    }
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
    // What stands in a `try` is left to run.
    if attempts > 0 { return }
    if !isCommand {
      // What the function of that name takes is said when it runs, if it is wrong.
      if let function = entry.namesake?.entry,
        (try? function.parameters(forArguments: arguments.map(\.name), isPartial: true, dialect)) != nil
      {
        return
      }
      try checkSlips(arguments, of: entry)
    }
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
          diagnostic.focus = argument.value.span(of: diagnostic.place, in: source)
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
