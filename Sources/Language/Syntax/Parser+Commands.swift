extension Parser {
  // MARK: Verbs and variables

  /// Whether the verb that is the next token begins a command: it stands alone, or a space follows and then something
  /// that can begin an argument.
  func beginsCommand(_ entry: Entry) -> Bool {
    if peek().endsStatement { return true }
    guard hasSpace(before: 1) else { return false }
    if let first = entry.parameters.first, case .statement = first.type, case .keyword(let word) = peek().kind {
      return !["and", "or", "in", "is", "if", "not", "else"].contains(word) || word == "if" && !hasElse()
    }
    if let first = entry.parameters.first, first.type.takesText, let symbol = peek().symbol,
      [".", "/", "~"].contains(symbol), !hasSpace(before: 2)
    {
      // `data ./digits`
      return true
    }
    return beginsArgument(at: 1)
  }

  /// Whether an `else` follows on the line, as in `time if a else b`, which is an expression.
  private func hasElse() -> Bool {
    tokens[index...].prefix { !$0.endsStatement }.contains { $0.isKeyword("else") }
  }

  /// Whether an argument of a command may begin `offset` tokens from here.
  func beginsArgument(at offset: Int) -> Bool {
    let next = peek(offset)
    switch next.kind {
    case .name, .number, .string, .formatted: return true
    case .keyword(let word):
      return ["True", "False", "None", "lambda"].contains(word) || word == "not" && !peek(offset + 1).isKeyword("in")
        || word == "from" && peek(offset + 1).isSymbol("=")
    case .symbol(let symbol):
      switch symbol {
      case "(", "[", "{": return true
      // `sample -3` has an argument, `sample - 3` is a difference.
      case "-", "+", "*": return !hasSpace(before: offset + 1) && !peek(offset + 1).endsStatement
      default: return false
      }
    default: return false
    }
  }

  // MARK: Commands

  mutating func parseCommand(_ entry: Entry) throws -> Statement {
    let start = token.span
    advance()
    let arguments = try parseCommandArguments(entry, verb: start)
    let command = Command(verb: entry.name, verbSpan: start, arguments: arguments, span: span(from: start.start))
    return Statement(kind: .command(command), span: command.span)
  }

  /// `bake?`, `weigh??`: the page of help.
  mutating func parseQuestion() throws -> Statement {
    let start = token.span
    let name = source.text(start)
    advance()
    while token.isSymbol("?") { advance() }
    guard token.endsStatement else {
      throw error("`?` ends the line", at: token.span, suggestion: "help \(name)")
    }
    let argument = Argument(value: try make(.word(name), start))
    let command = Command(verb: "help", verbSpan: start, arguments: [argument], span: span(from: start.start))
    return Statement(kind: .command(command), span: command.span)
  }

  /// The arguments after a verb, up to the end of the statement. Missing commas are reported with the line mended.
  ///
  /// - Parameter isBracketed: whether a bracket that is closed without having been opened here ends them too.
  private mutating func parseCommandArguments(
    _ entry: Entry, verb: SourceSpan, isBracketed: Bool = false
  ) throws -> [Argument] {
    var arguments: [Argument] = []
    var missingCommas: [Int] = []
    var misplaced: SourceSpan?
    while !token.endsStatement {
      let argument = try parseCommandArgument(entry, position: arguments.count)
      if argument.name == nil, arguments.last?.name != nil, let slip = decimalComma(before: argument.value) {
        throw slip
      }
      if argument.name == nil, arguments.contains(where: { $0.name != nil }), misplaced == nil {
        misplaced = argument.span
      }
      arguments.append(argument)
      if case .statement = argument.value.kind { return arguments }
      if let name = companion(of: argument, entry, position: arguments.count - 1), case .number = token.kind, hasSpace()
      {
        arguments.append(Argument(name: name, value: try parseCommandValue(nil, entry, arguments.count)))
      }
      if accept(",") {
        if token.endsStatement { throw unexpected(expected: "an argument after the comma") }
        continue
      }
      if token.endsStatement || isBracketed && [")", "]", "}"].contains(token.symbol) { break }
      if let slip = unmarkedName(argument, entry) { throw slip }
      guard beginsArgument(at: 0), hasSpace() else { throw unexpected(expected: "a comma") }
      missingCommas.append(previousEnd)
    }
    if let first = missingCommas.first {
      if let mended = withoutProse(arguments, entry) {
        let whole = SourceSpan(verb.start, previousEnd)
        throw error(
          "commas stand between the arguments of `\(entry.name)`, and no other words",
          at: SourceSpan(arguments.first?.span.start ?? first, previousEnd), correction: Correction(whole, mended))
      }
      var text = ""
      var from = verb.start
      for offset in missingCommas {
        text += source.text(SourceSpan(from, offset)) + ","
        from = offset
      }
      text += source.text(SourceSpan(from, previousEnd))
      throw error(
        "a comma is missing between the arguments of `\(entry.name)`", at: SourceSpan(first, first + 1),
        correction: Correction(SourceSpan(verb.start, previousEnd), text))
    }
    if let misplaced {
      let inOrder = arguments.filter { $0.name == nil } + arguments.filter { $0.name != nil }
      let whole = SourceSpan(arguments.first?.span.start ?? misplaced.start, previousEnd)
      throw error(
        "an argument without a name stands after one with a name", at: misplaced,
        correction: Correction(whole, inOrder.map { source.text($0.span) }.joined(separator: ", ")))
    }
    return arguments
  }

  /// `bake 20 minutes please`, `serve the soup`, `help slow proving`: the command without the words
  /// of a sentence. Nil where there are none.
  private func withoutProse(_ arguments: [Argument], _ entry: Entry) -> String? {
    func word(_ argument: Argument) -> String? {
      if case .word(let word) = argument.value.kind { return word }
      return argument.value.name
    }
    if case .name? = entry.parameters.first?.type, arguments.allSatisfy({ word($0) != nil }) {
      let words = arguments.compactMap(word)
      let joined = words.joined(separator: "_")
      let topics = [joined, joined.lowercased()] + words + words.map { $0.lowercased() }
      return (topics.first { table[$0] != nil || table.term($0) != nil }).map { "\(entry.name) \($0)" }
    }
    // `show batch 4`: the function with its arguments, which has brackets of its own.
    if arguments.count > 1, let first = arguments.first, first.name == nil, let name = first.value.name,
      !variables.contains(name), table[name]?.kind == .function
    {
      let rest = arguments.dropFirst().map { source.text($0.span) }
      return "\(entry.name) \(name)(\(rest.joined(separator: ", ")))"
    }
    let known = Set(entry.parameters.compactMap(\.type.words).flatMap(\.list).map(\.name))
    let kept = arguments.filter { argument in
      guard argument.name == nil, let word = word(argument) else { return true }
      return known.contains(word) || variables.contains(word)
    }
    guard !kept.isEmpty, kept.count < arguments.count else { return nil }
    return "\(entry.name) \(kept.map { source.text($0.span) }.joined(separator: ", "))"
  }

  /// The parameter that a number behind a word goes to, `serve table 4`; nil where a comma is to stand between them.
  private func companion(of argument: Argument, _ entry: Entry, position: Int) -> String? {
    guard argument.name == nil, case .word(let word) = argument.value.kind else { return nil }
    return entry.positionalParameter(position)?.type.words?.list.first { $0.name == word }?.companion
  }

  private mutating func parseCommandArgument(_ entry: Entry, position: Int) throws -> Argument {
    let positional = entry.positionalParameter(position)
    // After `time`, `x = 3` is a statement and no argument.
    let isStatement = if case .statement? = positional?.type { true } else { false }
    if !isStatement, let name = argumentName {
      let nameSpan = token.span
      advance()
      advance()
      if token.endsStatement { throw unexpected(expected: "a value") }
      let parameter = entry.parameters.first { $0.name == name }
      return Argument(name: name, nameSpan: nameSpan, value: try parseCommandValue(parameter?.type, entry, position))
    }
    return Argument(value: try parseCommandValue(positional?.type, entry, position))
  }

  /// The name that stands before an argument's `=`; nil where none does.
  var argumentName: String? { peek().isSymbol("=") ? token.argumentName : nil }

  private mutating func parseCommandValue(
    _ type: ParameterType?, _ entry: Entry, _ position: Int
  ) throws -> Expression {
    if case .statement? = type { return try parseStatementArgument(entry) }
    if let type, let slip = barePath(type) { throw slip }
    if let type, let word = try acceptWord(type) { return word }
    let opensWithBracket = position == 0 && token.isSymbol("(")
    let start = token.span.start
    let inner = index
    let value = try parseStarredExpression()
    if opensWithBracket, let closing = closingBracket(from: inner), tokens[closing].span.end < value.span.end {
      let whole = source.text(SourceSpan(start, value.span.end))
      throw error(
        "it is not clear whether `\(entry.name)` takes the bracket or the whole expression", at: value.span,
        correction: Correction(SourceSpan(start, value.span.end), "(\(whole))"))
    }
    return value
  }

  /// `minutes 5`, `5 minutes` or `minutes: 5`, where `minutes=5` is meant.
  private func unmarkedName(_ argument: Argument, _ entry: Entry) -> Diagnostic? {
    func isParameter(_ name: String) -> Bool {
      entry.parameters.contains { $0.name == name && $0.style != .variadic } && !variables.contains(name)
    }
    func slip(_ name: String, _ value: String, to end: Int) -> Diagnostic {
      let whole = SourceSpan(argument.span.start, end)
      return error(
        "`\(name)` and its value are joined by `=`", at: whole, correction: Correction(whole, "\(name)=\(value)"))
    }
    guard argument.name == nil else { return nil }
    // A parameter that takes any word has taken the name for one.
    let word: String? = if case .word(let word) = argument.value.kind { word } else { nil }
    if let name = argument.value.name ?? word, isParameter(name) {
      let value = token.isSymbol(":") ? peek() : token
      guard token.isSymbol(":") || hasSpace(), value.isLiteral else { return nil }
      return slip(name, source.text(value.span), to: value.span.end)
    }
    if argument.value.literal != nil, let name = token.name, hasSpace(), isParameter(name), !peek().isSymbol("=") {
      return slip(name, source.text(argument.value.span), to: token.span.end)
    }
    return nil
  }

  /// `open ./folder` or `save bread.txt`: a path without its quotes.
  private func barePath(_ type: ParameterType) -> Diagnostic? {
    guard type.takesText else { return nil }
    let start = token.span.start
    var end = start
    while end < source.scalars.count,
      ![" ", "\t", "\n", ",", ";", "\"", "'", "(", "["].contains(source.scalars[end])
    {
      end += 1
    }
    let text = source.text(SourceSpan(start, end))
    let isPath =
      if let name = token.name {
        !variables.contains(name) && !peek().endsStatement && text.count > name.count
          && (peek().isSymbol("/") || peek().isSymbol(".")) && !hasSpace(before: 1)
      } else {
        text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("/") || text.hasPrefix("~")
      }
    guard isPath else { return nil }
    let span = SourceSpan(start, end)
    return error("a path is written in quotes", at: span, correction: Correction(span, "\"\(text)\""))
  }

  private func closingBracket(from open: Int) -> Int? {
    var depth = 0
    for position in open..<tokens.count {
      switch tokens[position].symbol {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return position }
      default: break
      }
    }
    return nil
  }

  /// Takes the next name as a word where the parameter has words.
  private mutating func acceptWord(_ type: ParameterType) throws -> Expression? {
    guard let name = token.name else { return nil }
    // `soup` is a word, `soup + 1`, `soup[3]` and `soup(x)` are expressions.
    let next = peek()
    guard next.endsStatement || next.isSymbol(",") || next.symbol == nil && hasSpace(before: 1) && !isOperator(next)
    else { return nil }
    let span = token.span
    if type.takesAnyName {
      advance()
      return try make(.word(name), span)
    }
    guard let words = type.words else { return nil }
    if words.list.contains(where: { $0.name == name }) {
      if variables.contains(name) {
        notices.append("`\(name)` is a word of this command here; the variable of that name is written (\(name))")
      }
      advance()
      return try make(.word(name), span)
    }
    if words.isOpen, variables.contains(name) || table[name] != nil { return nil }
    if let near = NearestName.find(name, among: words.list.map(\.name)) {
      throw Diagnostic(
        .argument, "`\(name)` is no word of this command; did you mean `\(near)`?",
        notes: ["it knows \(NearestName.list(words.list.map(\.name)))"],
        correction: Correction(span, near), span: span)
    }
    if !words.isOpen {
      if variables.contains(name) { return nil }
      throw Diagnostic(
        .argument, "`\(name)` is no word of this command",
        suggestion: NearestName.list(words.list.map(\.name)), span: span)
    }
    advance()
    return try make(.word(name), span)
  }

  private func isOperator(_ token: Token) -> Bool {
    ["and", "or", "in", "is", "if", "not"].contains(where: token.isKeyword)
  }

  /// The rest of the line as a statement of its own.
  private mutating func parseStatementArgument(_ entry: Entry) throws -> Expression {
    try nested { parser in
      let start = parser.token.span.start
      let outer = parser.isInCommand
      parser.isInCommand = true
      defer { parser.isInCommand = outer }
      var statements: [Statement]
      if ["for", "while", "if", "with"].contains(where: parser.token.isKeyword) {
        statements = try parser.parseStatement()
        // The block took its line break with it, and this command needs one to end with.
        parser.index -= 1
        if !parser.token.endsStatement || parser.token.isSymbol(";") { parser.index += 1 }
      } else {
        statements = [try parser.parseSimpleStatement()]
      }
      guard let statement = statements.first else { throw parser.unexpected(expected: "a statement") }
      return try parser.make(.statement(statement), parser.span(from: start))
    }
  }

  // MARK: A command where a value is needed

  /// `b = bake minutes=20`: the error that shows the call.
  mutating func commandInExpression(_ entry: Entry, _ verb: Expression) throws -> Diagnostic {
    let resume = index
    var call = "\(entry.name)(…)"
    if let arguments = try? parseCommandArguments(entry, verb: verb.span, isBracketed: true) {
      let command = Command(
        verb: entry.name, verbSpan: verb.span, arguments: arguments, span: SourceSpan(verb.span.start, previousEnd))
      call = command.call(in: source)
    }
    let whole = SourceSpan(verb.span.start, previousEnd)
    index = resume
    if case .statement? = entry.parameters.first?.type {
      return error(
        "`\(entry.name)` stands at the start of its line; where its value is wanted, it takes a lambda", at: whole,
        correction: timedCall(entry, from: verb.span.start))
    }
    return error(
      "a command stands at the start of its line; where its value is wanted, it is written as a call", at: whole,
      correction: Correction(whole, call))
  }

  /// `time(lambda: bake(minutes=1))` for `time bake minutes=1`.
  private func timedCall(_ entry: Entry, from start: Int) -> Correction? {
    var inner = self
    guard let statement = try? inner.parseSimpleStatement() else { return nil }
    let text: String
    switch statement.kind {
    case .expression(let expression): text = source.text(expression.span)
    case .command(let command): text = command.call(in: source)
    default: return nil
    }
    return Correction(SourceSpan(start, statement.span.end), "\(entry.name)(lambda: \(text))")
  }

  /// `explain proving`: a line that begins like a command, with a name that nothing has.
  func unknownCommand(_ expression: Expression) -> Diagnostic? {
    guard let name = expression.name, hasSpace(), beginsArgument(at: 0), table[name] == nil,
      !variables.contains(name), !table.terms.contains(where: { $0.isCalled(name) })
    else { return nil }
    let line = source.span(ofLine: source.line(at: expression.span.start))
    guard source.text(SourceSpan(line.start, expression.span.start)).allSatisfy(\.isWhitespace) else { return nil }
    let topic = tokens[index...].prefix { !$0.endsStatement }.compactMap(\.name).first { table.term($0) != nil }
    return Diagnostic(
      .name, "there is no command `\(name)`",
      suggestion: topic.map { "help \($0)" } ?? "`help` lists all commands and functions", span: expression.span)
  }

  /// `baek minutes=2`: a name that is nearly a verb, with something that can begin an argument behind it.
  func misspeltCommand(_ expression: Expression) -> Diagnostic? {
    guard let name = expression.name, hasSpace(), beginsArgument(at: 0), table[name] == nil,
      !variables.contains(name),
      let near = NearestName.find(name, among: table.entries.filter { $0.kind == .command }.map(\.name))
    else { return nil }
    return Diagnostic(
      .name, "there is no command `\(name)`; did you mean `\(near)`?",
      correction: Correction(expression.span, near), span: expression.span)
  }

  /// The name of a function before its arguments, without brackets: `f x`.
  func callHint(_ expression: Expression) -> Correction? {
    guard let name = expression.name, table[name] != nil || variables.contains(name) else { return nil }
    let rest = tokens[index...].prefix { !$0.endsStatement }
    guard let end = rest.last?.span.end else { return nil }
    let arguments = source.text(SourceSpan(token.span.start, end))
    return Correction(SourceSpan(expression.span.start, end), "\(name)(\(arguments))")
  }
}

extension Command {
  /// The command as a call: words are strings there.
  fileprivate func call(in source: SourceText) -> String {
    let written = arguments.map { argument -> String in
      let value =
        if case .word(let word) = argument.value.kind { "\"\(word)\"" } else { source.text(argument.value.span) }
      return argument.name.map { "\($0)=\(value)" } ?? value
    }
    return "\(verb)(\(written.joined(separator: ", ")))"
  }
}

extension Token {
  /// Whether it is a value by itself: a number, a string, True.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .number, .string: true
    case .keyword(let word): ["True", "False", "None"].contains(word)
    default: false
    }
  }
}

extension Entry {
  /// The parameter that the positional argument of that number goes to.
  func positionalParameter(_ position: Int) -> Parameter? {
    let positional = parameters.filter { $0.style != .keywordOnly }
    if let variadic = positional.firstIndex(where: { $0.style == .variadic }), position >= variadic {
      return positional[variadic]
    }
    return position < positional.count ? positional[position] : nil
  }
}

extension ParameterType {
  /// The words a command line takes literally, if the type has any.
  var words: (list: [Word], isOpen: Bool)? {
    switch self {
    case .word(let words, let open): return (words, open)
    case .either(let types):
      let found = types.compactMap(\.words)
      guard !found.isEmpty else { return nil }
      return (found.flatMap(\.list), true)
    default: return nil
    }
  }

  /// Whether a path may be meant: a string, or a word that need not be one of the list.
  fileprivate var takesText: Bool {
    switch self {
    case .string: true
    case .word(_, let open): open
    case .either(let types): types.contains(where: \.takesText)
    default: false
    }
  }

  /// Whether any name stands for itself here: `help bake`.
  var takesAnyName: Bool { if case .name = self { true } else { false } }
}
