/// `if`, `for` and `with`, and the blocks below such lines.
extension Parser {
  /// The condition of `if` and `while`.
  mutating func parseHeader() throws -> Expression {
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

  mutating func parseIf() throws -> Statement {
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

  mutating func parseFor() throws -> Statement {
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
  mutating func parseWith() throws -> Statement {
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

  mutating func parseLoopBody(of word: String) throws -> [Statement] {
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
}
