/// Finds what may stand at a cursor, from the table and the variables.
struct Completer {
  private let position: CodePosition
  private let table: Table
  private let variables: [(name: String, value: Value)]
  private let chain: NameChain

  init(_ code: String, cursor: Int, interpreter: Interpreter) {
    position = CodePosition(code, cursor: cursor)
    table = interpreter.table
    variables = interpreter.variables
    chain = NameChain(interpreter)
  }

  var completion: Completion {
    let begun = position.word
    // Each candidate once, by its best place; those that begin the same way before those that do in another case.
    var seen: Set<String> = []
    // Names between underscores are for the language: they are shown to who begins one.
    let all = candidates.filter {
      ($0.text.hasPrefix("__") ? begun.hasPrefix("_") : true) && seen.insert($0.text).inserted
    }
    let exact = all.filter { $0.text.hasPrefix(begun) }
    let matches = exact.isEmpty ? all.filter { $0.text.lowercased().hasPrefix(begun.lowercased()) } : exact
    return Completion(matches: matches, start: position.replaced.start, end: position.replaced.end)
  }

  private var candidates: [Completion.Match] {
    if position.begunString != nil { return inString }
    if let matches = inImport { return matches }
    if let value = position.indexed.flatMap(item) { return members(of: value) }
    if let names = position.dotted { return members(of: names) }
    if let call = position.call { return inCall(call) }
    let statement = position.statement
    if statement.isEmpty, !position.isInBrackets { return atStart }
    if !position.isInBrackets, let verb = statement.first?.name.flatMap(table.verb),
      statement.count == 1
        || !["=", "(", "[", "."].contains(statement.dropFirst().first?.symbol ?? "")
    {
      return inCommand(verb, CodePosition.split(statement.dropFirst()))
    }
    return expression
  }

  // MARK: Where a statement begins

  private var atStart: [Completion.Match] {
    // With nothing begun, everything would be too much: the commands are the place to start.
    if position.word.isEmpty { return verbs }
    return verbs + variableMatches + functions
      + ["for", "while", "if", "elif", "else", "def", "return", "break", "continue", "pass", "with"].map {
        Completion.Match($0, type: "keyword")
      }
  }

  private var verbs: [Completion.Match] { entries { $0.kind == .command } }

  private var functions: [Completion.Match] { entries { $0.kind == .function } }

  private func entries(_ isIncluded: (Entry) -> Bool) -> [Completion.Match] {
    table.entries.filter(isIncluded).map {
      Completion.Match($0.name, type: $0.kind == .command ? "command" : "function", signature: $0.signature)
    }
  }

  private var termMatches: [Completion.Match] {
    table.terms.map { Completion.Match($0.name, type: "word", signature: $0.definition) }
  }

  private var variableMatches: [Completion.Match] {
    variables.map { name, value in
      let signature =
        if case .function(let function) = value {
          "\(name)(\(function.signature))"
        } else {
          [value.typeName, value.detail].compactMap(\.self).joined(separator: " ")
        }
      return Completion.Match(name, type: value.isCallable ? "function" : "instance", signature: signature)
    }
  }

  // MARK: Inside expressions

  private var expression: [Completion.Match] {
    variableMatches + functions
      + ["True", "False", "None", "and", "or", "not", "in", "if", "else", "lambda"].map {
        Completion.Match($0, type: "keyword")
      } + verbs
  }

  /// Attributes and methods of what stands before the dot. Only names are looked up: completion runs nothing.
  private func members(of names: [String]) -> [Completion.Match] {
    if names.isEmpty { return methods(table.entries.filter(\.isMethod).map(\.name)) }
    if names.count == 1, let type = ClassUnderWay(position.tokens), type.object == names[0] { return members(of: type) }
    return chain.value(of: names).map(members) ?? []
  }

  /// What `self` has in a class that is being written.
  private func members(of type: ClassUnderWay) -> [Completion.Match] {
    let base =
      if case .object(let object as ClassValue)? = chain.value(of: type.base) {
        object.memberNames + (object.native?.attributeNames ?? [])
      } else {
        [String]()
      }
    return type.attributes.map { Completion.Match($0, type: "attribute") }
      + (type.methods + base).filter { !$0.hasPrefix("__") }.map { Completion.Match($0, type: "function") }
  }

  private func members(of value: Value) -> [Completion.Match] {
    if case .object(let module as NamespaceValue) = value { return members(of: module) }
    let members = Attributes.names(of: value, table)
    return members.attributes.map { Completion.Match($0, type: "attribute") }
      + members.methods.map { name in
        Completion.Match(
          name, type: "function", signature: Methods.find(name, of: value)?.signature ?? table[name]?.signature ?? "")
      }
  }

  private func members(of module: NamespaceValue) -> [Completion.Match] {
    module.names.map { name in
      switch module[name] {
      case .builtin(let entry): Completion.Match(name, type: "function", signature: entry.signature)
      case .function(let function):
        Completion.Match(name, type: "function", signature: "\(name)(\(function.signature))")
      case .object(let object) where object is NamespaceValue: Completion.Match(name, type: "module")
      case .object(let object) where object is ClassValue: Completion.Match(name, type: "class")
      default: Completion.Match(name, type: "instance")
      }
    }
  }

  // MARK: Imports

  /// Modules behind `import`, what a module has behind `from … import`; nil where the statement is no import.
  private var inImport: [Completion.Match]? {
    let statement = Array(position.statement)
    guard let first = statement.first else { return nil }
    if first.isKeyword("from"), let word = statement.firstIndex(where: { $0.isKeyword("import") }) {
      let names = statement[1..<word].compactMap(\.name)
      guard case .object(let module as NamespaceValue)? = chain.module(names) else { return [] }
      return members(of: module)
    }
    guard first.isKeyword("from") || first.isKeyword("import") else { return nil }
    if let names = position.dotted {
      guard case .object(let module as NamespaceValue)? = chain.module(names) else { return [] }
      return members(of: module).filter { $0.type == "module" }
    }
    guard statement.last?.isKeyword("import") ?? false || statement.count == 1 || statement.last?.isSymbol(",") ?? false
    else { return [] }
    return chain.modules.map { Completion.Match($0, type: "module") }
  }

  /// The value of `items[0]`, where looking it up computes nothing.
  private func item(_ indexed: (name: String, index: Value)) -> Value? {
    guard let value = variables.first(where: { $0.name == indexed.name })?.value else { return nil }
    switch value {
    case .dict(let dict): return try? dict.value(for: indexed.index)
    case .object: return value
    default:
      guard let items = value.elements, let index = indexed.index.wholeNumber, items.indices.contains(index) else {
        return nil
      }
      return items[index]
    }
  }

  private func methods(_ names: [String]) -> [Completion.Match] {
    names.map { Completion.Match($0, type: "function", signature: table[$0]?.signature ?? "") }
  }

  // MARK: Arguments

  private func inCall(_ call: CodePosition.Call) -> [Completion.Match] {
    let names = call.callee.compactMap(\.name)
    if let value = called(names), let parameters = chain.parameters(of: value) {
      let given = Self.givenNames(call.arguments)
      guard Self.isFresh(call.arguments.last) else { return expression }
      return parameters.filter { !given.contains($0) }.map { Completion.Match($0 + "=", type: "param") } + expression
    }
    guard let entry = entry(calledBy: names) else { return expression }
    return arguments(of: entry, call.arguments, isCommand: false)
  }

  /// What the names before a bracket mean, where that is no entry of the table.
  private func called(_ names: [String]) -> Value? {
    guard let value = chain.value(of: names), value.isCallable else { return nil }
    if case .builtin = value { return nil }
    return value
  }

  /// The entry that is called: behind a dot, a module's own or a method.
  private func entry(calledBy names: [String]) -> Entry? {
    if case .builtin(let entry)? = chain.value(of: names) { return entry }
    // A variable that is called may be anything.
    return names.count == 1 && variables.contains { $0.name == names[0] } ? nil : names.last.flatMap { table[$0] }
  }

  private func inCommand(_ entry: Entry, _ arguments: [ArraySlice<Token>]) -> [Completion.Match] {
    if case .statement? = entry.parameters.first?.type { return verbs + variableMatches + functions }
    return self.arguments(of: entry, arguments, isCommand: true)
  }

  /// Words, then names of parameters, then what an expression may begin with.
  private func arguments(
    of entry: Entry, _ arguments: [ArraySlice<Token>], isCommand: Bool
  ) -> [Completion.Match] {
    let current = arguments.last ?? []
    let given = Self.givenNames(arguments)
    if let name = current.first?.argumentName, current.dropFirst().first?.isSymbol("=") ?? false {
      guard current.count == 2, let parameter = entry.parameters.first(where: { $0.name == name }) else {
        return expression
      }
      return values(of: parameter, isCommand: isCommand)
    }
    guard Self.isFresh(current) else { return expression }
    let number = arguments.count - 1
    let isPositional = !arguments.dropLast().contains { Self.name(of: $0) != nil }
    let parameter = isPositional ? entry.positionalParameter(number) : nil
    let taken = Set(entry.parameters.filter { $0.style == .standard }.prefix(isPositional ? number : 0).map(\.name))
    let keys = entry.parameters
      .filter { $0.style != .variadic && !given.contains($0.name) && !taken.contains($0.name) }
      // A word says itself which parameter it is for, unless it is the name that was begun.
      .filter { $0.name != parameter?.name || $0.type.words == nil || !position.word.isEmpty }
      .map { Completion.Match($0.name + "=", type: "param", signature: $0.description) }
    guard let parameter else { return keys }
    if parameter.type.takesAnyName, isCommand {
      return entries { _ in true } + (entry.name == "help" ? termMatches : []) + variableMatches
    }
    let values = values(of: parameter, isCommand: isCommand)
    guard let words = parameter.type.words else { return keys + values }
    return values.filter { $0.type == "word" } + keys + (words.isOpen ? expression : [])
  }

  /// The values that a parameter may be given.
  private func values(of parameter: Parameter, isCommand: Bool) -> [Completion.Match] {
    var matches: [Completion.Match] = []
    if let words = parameter.type.words {
      matches = words.list.map {
        Completion.Match(isCommand ? $0.name : "\"\($0.name)\"", type: "word", signature: $0.summary)
      }
      if !words.isOpen { return matches }
    }
    if case .bool = parameter.type {
      return [Completion.Match("True", type: "keyword"), Completion.Match("False", type: "keyword")]
    }
    return matches + expression
  }

  /// The names that stand before `=` in the arguments.
  private static func givenNames(_ arguments: [ArraySlice<Token>]) -> Set<String> {
    Set(arguments.compactMap(name(of:)))
  }

  private static func name(of argument: ArraySlice<Token>) -> String? {
    argument.dropFirst().first?.isSymbol("=") ?? false ? argument.first?.argumentName : nil
  }

  /// Whether nothing of the argument stands before the name being written.
  private static func isFresh(_ argument: ArraySlice<Token>?) -> Bool { argument?.isEmpty ?? true }

  // MARK: Inside strings

  /// The keys of the dict that the cursor's string is an index of.
  private var keysOfDict: [Completion.Match]? {
    let tokens = position.tokens
    guard tokens.last?.isSymbol("[") ?? false, tokens.count > 1, let name = tokens[tokens.count - 2].name,
      case .dict(let dict)? = variables.first(where: { $0.name == name })?.value
    else { return nil }
    return dict.entries.compactMap { entry in
      guard case .string(let key) = entry.key else { return nil }
      return Completion.Match(key, type: "instance", signature: entry.value.typeName)
    }
  }

  /// The words of the parameter, and what it suggests of its own, such as names of files.
  private var inString: [Completion.Match] {
    if let keys = keysOfDict { return keys }
    let entry: Entry?
    let arguments: [ArraySlice<Token>]
    if let call = position.call {
      entry = self.entry(calledBy: call.callee.compactMap(\.name))
      arguments = call.arguments
    } else {
      let statement = position.statement
      entry = statement.first?.name.flatMap(table.verb)
      arguments = CodePosition.split(statement.dropFirst())
    }
    guard let entry, let current = arguments.last else { return [] }
    let parameter =
      Self.name(of: current).flatMap { name in entry.parameters.first { $0.name == name } }
      ?? entry.positionalParameter(arguments.count - 1)
    guard let parameter else { return [] }
    let words = parameter.type.words?.list.map { Completion.Match($0.name, type: "word", signature: $0.summary) }
    let suggestions = parameter.suggestions?(position.word).map { Completion.Match($0, type: "path") }
    return (words ?? []) + (suggestions ?? [])
  }
}
