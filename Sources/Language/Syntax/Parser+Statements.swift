/// Statements, and the lines of which each is one or several.
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
      let value = token.endsStatement ? nil : try parseYield(inBrackets: true) ?? parseExpressionList()
      return statement(.returning(value), self)
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
    case .keyword("yield"): return try parseExpressionStatement()
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
}
