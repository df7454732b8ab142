extension Parser {
  /// One compound statement, or the simple statements of one line.
  mutating func parseStatement() throws -> [Statement] {
    let start = token.span.start
    switch token.kind {
    case .keyword("if"): return [try parseIf()]
    case .keyword("for"): return [try parseFor()]
    case .keyword("while"):
      advance()
      let condition = try parseHeader()
      let body = try parseLoopBody(of: "while")
      let otherwise = accept(keyword: "else") ? try parseBlock(of: "else") : []
      return [Statement(kind: .whileLoop(condition, body, otherwise: otherwise), span: span(from: start))]
    case .keyword("def"): return [try parseDefinition([], from: start)]
    case .keyword("class"): return [try parseClass(from: start)]
    case .symbol("@"): return [try parseDecorated()]
    case .keyword("try"): return [try parseAttempt()]
    case .keyword("with"): return [try parseWith()]
    case .keyword("elif"), .keyword("else"):
      throw error(
        "`\(source.text(token.span))` belongs to no `if` above it", at: token.span,
        suggestion: "line it up with its `if`, and let no other line stand between")
    default: return try parseSimpleStatements()
    }
  }

  /// Simple statements with `;` between them, up to the end of the line.
  mutating func parseSimpleStatements() throws -> [Statement] {
    var statements: [Statement] = []
    while true {
      var statement = try parseSimpleStatement()
      if token.isSymbol(";") {
        advance()
        statement.isSilent = true
        statements.append(statement)
        if token.endsStatement {
          if token.isSymbol(";") { throw error("a statement is missing between `;` and `;`", at: token.span) }
          break
        }
      } else {
        statements.append(statement)
        break
      }
    }
    try endLine()
    return statements
  }

  private mutating func endLine() throws {
    switch token.kind {
    case .newline: advance()
    case .end, .dedent: break
    default: throw unexpected()
    }
  }

  mutating func parseSimpleStatement() throws -> Statement {
    let start = token.span.start
    func statement(_ kind: Statement.Kind, _ parser: Parser) -> Statement {
      Statement(kind: kind, span: parser.span(from: start))
    }
    switch token.kind {
    case .keyword("pass"):
      advance()
      return statement(.pass, self)
    case .keyword("break"), .keyword("continue"):
      let word = source.text(token.span)
      guard loopDepth > 0 else {
        throw error(
          "`\(word)` stands outside a loop", at: token.span, suggestion: "indent it under its `for` or `while`")
      }
      advance()
      return statement(word == "break" ? .breakLoop : .continueLoop, self)
    case .keyword("return"):
      guard functionDepth > 0 else {
        throw error(
          "`return` stands outside a function", at: token.span, suggestion: "a cell shows its last line by itself")
      }
      advance()
      return statement(.returning(token.endsStatement ? nil : try parseExpressionList()), self)
    case .keyword("import"): return try parseImport()
    case .keyword("from"): return try parseFromImport()
    case .keyword("raise"): return try parseRaise()
    case .keyword("assert"): return try parseAssertion()
    case .keyword("del"):
      advance()
      let first = try parseExpressionList()
      let target = try target(first)
      let targets = if case .tuple(let parts) = target.kind { parts } else { [target] }
      try checkEnd(after: first)
      return statement(.deletion(targets), self)
    case .keyword("global"), .keyword("nonlocal"): return try parseScoping()
    case .keyword(let word):
      if let unsupported = unsupportedWord(word) { throw unsupported }
      return try parseExpressionStatement()
    case .symbol("..."):
      if peek().endsStatement {
        advance()
        return statement(.pass, self)
      }
      return try parseExpressionStatement()
    case .symbol(let symbol):
      if let unsupported = unsupportedLine(symbol) { throw unsupported }
      return try parseExpressionStatement()
    case .name(let name):
      if peek().isSymbol("?") { return try parseQuestion() }
      if let entry = table.verb(name), beginsCommand(entry) { return try parseCommand(entry) }
      return try parseExpressionStatement()
    default: return try parseExpressionStatement()
    }
  }

  // MARK: Expressions and assignments

  /// `global a, b` and `nonlocal a`
  private mutating func parseScoping() throws -> Statement {
    let start = token.span
    let isGlobal = token.isKeyword("global")
    guard functionDepth > 0 else {
      throw error(
        "`\(source.text(start))` stands in a function: elsewhere names are the session's own", at: start,
        suggestion: "leave this line out")
    }
    advance()
    var names: [String] = []
    repeat {
      guard let name = token.name else { throw unexpected(expected: "a name") }
      names.append(name)
      advance()
    } while accept(",")
    return Statement(kind: .scoping(names, isGlobal: isGlobal), span: span(from: start.start))
  }

  private mutating func parseExpressionStatement() throws -> Statement {
    let start = token.span.start
    let first = try parseExpressionList()
    if let symbol = token.symbol {
      if symbol == "=" { return try parseAssignment(to: first, from: start) }
      if symbol.count >= 2, symbol.hasSuffix("="), let operation = BinaryOperator(rawValue: String(symbol.dropLast())),
        !operation.isComparison
      {
        advance()
        let target = try target(first, augmented: true)
        let value = try parseExpressionList()
        try checkEnd(after: value)
        return Statement(kind: .augmented(target, operation, value), span: span(from: start))
      }
      if symbol == ":" { return try parseAnnotated(first, from: start) }
      if symbol == ":=" {
        let isWhole = first.name != nil
        throw error(
          isWhole ? "`:=` assigns within an expression; a line of its own takes `=`" : "`:=` takes a name at its left",
          at: token.span, suggestion: isWhole ? nil : "assign with `=` in a line of its own",
          correction: isWhole ? Correction(token.span, "=") : nil)
      }
    }
    try checkEnd(after: first)
    if case .starred = first.kind { throw error("`*` needs a call or a list around it", at: first.span) }
    return Statement(kind: .expression(first), span: span(from: start))
  }

  /// `x: int = 3`: what the name is to hold is a note for readers.
  private mutating func parseAnnotated(_ first: Expression, from start: Int) throws -> Statement {
    switch first.kind {
    case .name(let name) where !["elseif", "elsif", "otherwise"].contains(name): break
    case .attribute, .subscripted: break
    default: throw strayColon(after: first, from: start)
    }
    if peek().endsStatement { throw strayColon(after: first, from: start) }
    advance()
    let annotation = try parseExpressionList()
    if let name = first.name, functionDepth == 0, !annotations.contains(where: { $0.name == name }) {
      annotations.append((name, source.text(annotation.span)))
    }
    guard token.isSymbol("=") else {
      try checkEnd(after: annotation)
      return Statement(kind: .pass, span: span(from: start))
    }
    return try parseAssignment(to: first, from: start)
  }

  private mutating func parseAssignment(to first: Expression, from start: Int) throws -> Statement {
    var sides = [first]
    while accept("=") {
      if token.endsStatement { throw unexpected(expected: "a value") }
      sides.append(try parseExpressionList())
    }
    let value = sides.removeLast()
    if case .constant = first.kind, sides.count == 1, value.name != nil {
      throw error(
        "\(source.text(first.span)) cannot be assigned to: the name comes left of `=`", at: first.span,
        correction: Correction(span(from: start), "\(source.text(value.span)) = \(source.text(first.span))"))
    }
    let targets = try sides.map { try target($0) }
    try checkEnd(after: value)
    if case .starred = value.kind { throw error("`*` needs a list around it", at: value.span) }
    variables.formUnion(targets.flatMap(\.names))
    return Statement(kind: .assignment(targets, value), span: span(from: start))
  }

  /// The target that an expression on the left of `=` is.
  func target(_ expression: Expression, augmented: Bool = false) throws -> Target {
    switch expression.kind {
    case .name(let name): return Target(kind: .name(name), span: expression.span)
    case .tuple(let items) where !augmented, .list(let items) where !augmented:
      return Target(kind: .tuple(try parts(items)), span: expression.span)
    case .subscripted(let base, let indices): return Target(kind: .item(base, indices), span: expression.span)
    case .attribute(let base, let name):
      return Target(kind: .attribute(base, name), span: expression.span)
    case .starred:
      throw error(
        "`*` stands among other names on the left of `=`", at: expression.span, suggestion: "first, *rest = items")
    case .call:
      throw error(
        "a call cannot be assigned to", at: expression.span, suggestion: "`==` compares; the name comes left of `=`")
    case .constant:
      throw error("\(source.text(expression.span)) cannot be assigned to", at: expression.span)
    default:
      throw error(
        "this cannot be assigned to", at: expression.span, suggestion: "`==` compares; a name comes left of `=`")
    }
  }

  /// The targets of a tuple, of which one may take all that the others leave.
  private func parts(_ items: [Expression]) throws -> [Target] {
    try checkRest(
      items.map { item in
        guard case .starred(let inner) = item.kind else { return try target(item) }
        return Target(kind: .starred(try target(inner)), span: item.span)
      })
  }

  private func checkRest(_ targets: [Target]) throws -> [Target] {
    let starred = targets.filter { if case .starred = $0.kind { true } else { false } }
    if starred.count > 1 { throw error("one `*` can take the rest, not two", at: starred[1].span) }
    return targets
  }

  /// The end of a simple statement, or an error that knows what may have been meant.
  mutating func checkEnd(after expression: Expression) throws {
    guard !token.endsStatement else { return }
    if let verb = expression.name.flatMap(table.verb), beginsArgument(at: 0), hasSpace() {
      throw try commandInExpression(verb, expression)
    }
    if let slip = matchStatement(expression) ?? declaration(expression) ?? foreignFunction(expression)
      ?? misspeltCommand(expression)
      ?? unknownCommand(expression)
    {
      throw slip
    }
    if case .failure = token.kind { throw unexpected() }
    if token.isSymbol("=") { throw unexpected() }
    switch token.kind {
    case .name, .number, .string, .formatted:
      throw error(
        "an operator or a comma is missing before `\(source.shortText(token.span))`", at: token.span,
        correction: callHint(expression))
    default: throw unexpected()
    }
  }

  // MARK: Blocks

  /// The condition of `if` and `while`.
  private mutating func parseHeader() throws -> Expression {
    let condition = try parseNamed { try $0.parseExpressionList() }
    if token.isSymbol("="), peek().isSymbol(">") || peek().isSymbol("<"), !hasSpace(before: 1) {
      let whole = SourceSpan(token.span.start, peek().span.end)
      let meant = source.text(peek().span) + "="
      throw error("`\(source.text(whole))` is written `\(meant)`", at: whole, correction: Correction(whole, meant))
    }
    if token.isSymbol("=") {
      throw error(
        "`=` assigns; a condition compares", at: token.span,
        correction: Correction(token.span, "=="))
    }
    return condition
  }

  private mutating func parseIf() throws -> Statement {
    let start = token.span.start
    var branches: [(condition: Expression, body: [Statement])] = []
    repeat {
      advance()
      let condition = try parseHeader()
      branches.append((condition, try parseBlock(of: "if")))
    } while token.isKeyword("elif")
    var otherwise: [Statement] = []
    if token.isKeyword("else") {
      if peek().isKeyword("if") {
        throw error(
          "`else if` is written `elif`", at: SourceSpan(token.span.start, peek().span.end),
          correction: Correction(SourceSpan(token.span.start, peek().span.end), "elif"))
      }
      advance()
      otherwise = try parseBlock(of: "else")
    }
    return Statement(kind: .conditional(branches, otherwise: otherwise), span: span(from: start))
  }

  private mutating func parseFor() throws -> Statement {
    let start = token.span.start
    advance()
    if token.isSymbol("("), peek().name != nil, peek(2).name != nil || peek(2).isSymbol("=") || peek().isSymbol("=") {
      throw countingLoop()
    }
    let loopTarget = try parseTargets()
    guard accept(keyword: "in") else {
      throw unexpected(expected: "`in`")
    }
    variables.formUnion(loopTarget.names)
    let iterated = try parseExpressionList()
    let body = try parseLoopBody(of: "for")
    let otherwise = accept(keyword: "else") ? try parseBlock(of: "else") : []
    return Statement(
      kind: .loop(loopTarget, in: iterated, body, otherwise: otherwise), span: span(from: start))
  }

  /// The targets of a `for`, up to its `in`.
  mutating func parseTargets() throws -> Target {
    let start = token.span.start
    var items = [try parseTarget()]
    let isTuple = token.isSymbol(",")
    while accept(",") {
      if token.isKeyword("in") { break }
      items.append(try parseTarget())
    }
    guard isTuple else {
      if case .starred = items[0].kind {
        throw error("`*` stands among other names", at: items[0].span, suggestion: "for first, *rest in items:")
      }
      return items[0]
    }
    return Target(kind: .tuple(try checkRest(items)), span: span(from: start))
  }

  /// `with a as x, b:`
  private mutating func parseWith() throws -> Statement {
    let start = token.span.start
    advance()
    var scopes: [(scope: Expression, target: Target?)] = []
    let isBracketed = bracketsHoldScopes()
    if isBracketed { advance() }
    repeat {
      if isBracketed, token.isSymbol(")") { break }
      let scope = try parseExpression()
      var bound: Target?
      if accept(keyword: "as") {
        bound = try target(try parseOr())
        variables.formUnion(bound?.names ?? [])
      }
      scopes.append((scope, bound))
    } while accept(",")
    if isBracketed { try expect(")") }
    let body = try parseBlock(of: "with")
    return Statement(kind: .with(scopes, body), span: span(from: start))
  }

  /// `with (a as x, b):`, where the brackets are those of the statement.
  private func bracketsHoldScopes() -> Bool {
    guard token.isSymbol("(") else { return false }
    var depth = 0
    var hasSeveral = false
    for position in index..<tokens.count {
      switch tokens[position].symbol {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return hasSeveral && tokens[min(position + 1, tokens.count - 1)].isSymbol(":") }
      case ",": if depth == 1 { hasSeveral = true }
      default: if depth == 1, tokens[position].isKeyword("as") { hasSeveral = true }
      }
    }
    return false
  }

  /// One target of a `for`: a name, an item, or several in brackets.
  private mutating func parseTarget() throws -> Target {
    try nested { parser in
      if parser.token.isSymbol("(") || parser.token.isSymbol("[") {
        let start = parser.token.span.start
        let closing = parser.token.isSymbol("(") ? ")" : "]"
        parser.advance()
        var items: [Target] = []
        while !parser.token.isSymbol(closing) {
          items.append(try parser.parseTarget())
          if !parser.accept(",") { break }
        }
        try parser.expect(closing)
        return Target(kind: .tuple(try parser.checkRest(items)), span: parser.span(from: start))
      }
      let span = parser.token.span
      if parser.accept("*") {
        return Target(kind: .starred(try parser.parseTarget()), span: parser.span(from: span.start))
      }
      guard let name = parser.token.name else { throw parser.unexpected(expected: "a name") }
      if parser.peek().isSymbol(".") || parser.peek().isSymbol("[") { return try parser.target(parser.parsePostfix()) }
      parser.advance()
      if parser.token.isSymbol("=") { throw parser.countingLoop() }
      guard
        parser.token.isKeyword("in") || parser.token.isSymbol(",") || parser.token.isSymbol(")")
          || parser.token.isSymbol("]")
      else {
        throw parser.unexpected(expected: "`in`")
      }
      return Target(kind: .name(name), span: span)
    }
  }

  private mutating func parseLoopBody(of word: String) throws -> [Statement] {
    loopDepth += 1
    defer { loopDepth -= 1 }
    return try parseBlock(of: word)
  }

  /// A colon, then an indented block or simple statements on the same line.
  mutating func parseBlock(of word: String) throws -> [Statement] {
    guard token.isSymbol(":") else {
      if token.name == "then" || token.isSymbol("{") {
        let blank = SourceSpan(previousEnd, token.span.end)
        throw error(
          "a colon opens the block of `\(word)`", at: token.span,
          suggestion: token.name == nil ? "the lines of the block are indented, without brackets" : nil,
          correction: token.name == nil ? nil : Correction(blank, ":"))
      }
      if case .newline = token.kind {
        let end = previousEnd
        throw error(
          "the colon that opens the block of `\(word)` is missing", at: SourceSpan(end, end),
          correction: Correction(SourceSpan(end, end), ":"))
      }
      var error = unexpected(expected: "the colon of `\(word)`")
      if token.beginsValue, !tokens[index...].prefix(while: { !$0.endsStatement }).contains(where: { $0.isSymbol(":") })
      {
        error.correction = Correction(SourceSpan(previousEnd, previousEnd), ":")
      }
      throw error
    }
    let colon = token.span
    advance()
    guard case .newline = token.kind else {
      if token.endsStatement, !token.isSymbol(";") { throw missingBlock(of: word, colon) }
      if ["if", "for", "while", "def", "with", "class", "try"].contains(where: token.isKeyword) {
        throw error(
          "`\(source.text(token.span))` begins a block of its own, in a line of its own", at: token.span)
      }
      return try parseSimpleStatements()
    }
    advance()
    guard case .indent = token.kind else { throw missingBlock(of: word, colon) }
    advance()
    var body: [Statement] = []
    while true {
      switch token.kind {
      case .dedent:
        advance()
        return body
      case .end: return body
      case .newline: advance()
      case .indent: throw unexpected()
      default: body += try parseStatement()
      }
    }
  }

  /// The error of a header without its block, which more lines could still bring.
  private func missingBlock(of word: String, _ colon: SourceSpan) -> Diagnostic {
    if case .failure(let diagnostic) = token.kind { return diagnostic }
    var error = error(
      "the block of `\(word)` is missing", at: colon, suggestion: "indent the lines that belong to it by four spaces")
    error.isIncomplete = isAtEnd
    return error
  }

  // MARK: Functions

  /// - Parameter start: where the definition begins, its decorators included.
  mutating func parseDefinition(_ decorators: [Expression], from start: Int) throws -> Statement {
    advance()
    guard let name = token.name else { throw unexpected(expected: "the name of the function") }
    let nameSpan = token.span
    advance()
    guard accept("(") else {
      throw error(
        "the brackets of the parameters are missing", at: SourceSpan(previousEnd, previousEnd),
        correction: Correction(SourceSpan(previousEnd, previousEnd), "()"))
    }
    let parametersStart = token.span.start
    let parameters = try parseParameters(closing: ")", mayHaveTypes: true)
    let signature = source.shortText(SourceSpan(parametersStart, max(parametersStart, previousEnd)))
    try expect(")")
    if accept("->") { _ = try parseExpression() }
    variables.insert(name)
    variables.formUnion(parameters.map(\.name))
    let outer = (loopDepth, classDepth)
    (loopDepth, classDepth) = (0, 0)
    functionDepth += 1
    let body = try parseBlock(of: "def")
    functionDepth -= 1
    (loopDepth, classDepth) = outer
    let definition = Definition(
      name: name, nameSpan: nameSpan, parameters: parameters, body: body, decorators: decorators,
      span: SourceSpan(start, body.last?.span.end ?? previousEnd), signature: signature)
    return Statement(kind: .definition(definition), span: definition.span)
  }

  /// The parameters of a function, up to the bracket or colon that closes them. Their types are notes for readers.
  mutating func parseParameters(closing: String, mayHaveTypes: Bool = false) throws -> [Definition.Parameter] {
    var parameters: [Definition.Parameter] = []
    var isBehindStar = false
    while !token.isSymbol(closing) {
      let start = token.span.start
      if accept("/") {
        // Those before it go by position only: whoever names one is no less right here.
        if !accept(",") { break }
        continue
      }
      if token.isSymbol("*"), peek().isSymbol(","), !isBehindStar {
        advance()
        advance()
        isBehindStar = true
        continue
      }
      let isKeywords = accept("**")
      let isVariadic = !isKeywords && accept("*")
      guard let name = token.name else { throw unexpected(expected: "the name of a parameter") }
      let nameSpan = token.span
      advance()
      if parameters.contains(where: { $0.name == name }) {
        throw error("the parameter `\(name)` stands here twice", at: nameSpan)
      }
      if mayHaveTypes, accept(":") { _ = try parseExpression() }
      let isPlain = !isVariadic && !isKeywords
      let defaultValue = isPlain && accept("=") ? try parseExpression() : nil
      if let last = parameters.last, isPlain, !isBehindStar, last.defaultValue != nil, defaultValue == nil {
        throw error(
          "`\(name)` has no default, and stands after `\(last.name)`, which has one", at: nameSpan,
          suggestion: "give it a default, or move it forward")
      }
      if isVariadic, isBehindStar { throw error("one `*` takes the rest, not two", at: span(from: start)) }
      parameters.append(
        Definition.Parameter(
          name: name, span: span(from: start), defaultValue: defaultValue,
          style: isKeywords ? .keywords : isVariadic ? .variadic : isBehindStar ? .keywordOnly : .standard))
      if isVariadic { isBehindStar = true }
      if isKeywords, !token.isSymbol(closing), !(token.isSymbol(",") && peek().isSymbol(closing)) {
        throw error("`**\(name)` takes all further names, so it comes last", at: span(from: start))
      }
      if !accept(",") { break }
    }
    guard token.isSymbol(closing) else { throw unexpected(expected: "a comma or `\(closing)`") }
    return parameters
  }
}
