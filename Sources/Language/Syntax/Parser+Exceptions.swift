/// `try`, `raise`, `assert`.
extension Parser {
  mutating func parseAttempt() throws -> Statement {
    let start = token.span.start
    advance()
    let body = try parseBlock(of: "try")
    var handlers: [Attempt.Handler] = []
    while token.isKeyword("except") { handlers.append(try parseHandler(last: handlers.last)) }
    var otherwise: [Statement] = []
    var finally: [Statement] = []
    if !handlers.isEmpty, accept(keyword: "else") { otherwise = try parseBlock(of: "else") }
    if accept(keyword: "finally") { finally = try parseBlock(of: "finally") }
    guard !handlers.isEmpty || !finally.isEmpty else {
      var missing = error(
        "`try` is followed by `except` or `finally`", at: SourceSpan(start, start + 3),
        suggestion: "except Exception as e:")
      missing.isIncomplete = isAtEnd
      throw missing
    }
    let attempt = Attempt(body: body, handlers: handlers, otherwise: otherwise, finally: finally)
    return Statement(kind: .attempt(attempt), span: span(from: start))
  }

  private mutating func parseHandler(last: Attempt.Handler?) throws -> Attempt.Handler {
    let start = token.span.start
    if let last, last.kinds == nil {
      throw error("an `except` without a kind takes every error, so it comes last", at: last.span)
    }
    advance()
    var kinds: Expression?
    var name: String?
    if !token.isSymbol(":") {
      kinds = try parseExpression()
      if token.isSymbol(",") {
        throw error(
          "several kinds of errors stand in brackets", at: token.span, suggestion: "except (TypeError, ValueError):")
      }
      if accept(keyword: "as") {
        guard let bound = token.name else { throw unexpected(expected: "a name") }
        name = bound
        variables.insert(bound)
        advance()
      }
    }
    let head = span(from: start)
    return Attempt.Handler(kinds: kinds, name: name, body: try parseBlock(of: "except"), span: head)
  }

  mutating func parseRaise() throws -> Statement {
    let start = token.span.start
    advance()
    let value = token.endsStatement ? nil : try parseExpression()
    // The cause is a note of Python's for those who read the error; here the error tells its place.
    if value != nil, accept(keyword: "from") { _ = try parseExpression() }
    return Statement(kind: .raising(value), span: span(from: start))
  }

  mutating func parseAssertion() throws -> Statement {
    let start = token.span.start
    advance()
    let condition = try parseExpression()
    let message = accept(",") ? try parseExpression() : nil
    return Statement(kind: .assertion(condition, message: message), span: span(from: start))
  }

  /// Whether nothing follows but ends of lines and blocks.
  var isAtEnd: Bool {
    tokens[index...].allSatisfy {
      switch $0.kind {
      case .end, .dedent, .newline: true
      default: false
      }
    }
  }
}
