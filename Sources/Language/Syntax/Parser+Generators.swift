/// `yield`, which makes a function one whose calls are generators.
extension Parser {
  /// A `yield` where one may stand: alone, right of `=`, or in brackets behind `return`.
  ///
  /// - Parameter inBrackets: whether it needs brackets there.
  /// - Returns: nil where the next expression is none.
  mutating func parseYield(inBrackets: Bool = false) throws -> Expression? {
    let isBracketed = token.isSymbol("(") && peek().isKeyword("yield")
    guard isBracketed || token.isKeyword("yield") && !inBrackets, functionDepth > 0, !isInCommand else { return nil }
    let start = token.span.start
    if isBracketed { advance() }
    advance()
    hasYield = true
    let isFrom = accept(keyword: "from")
    let value: Expression? =
      if isFrom {
        try parseExpression()
      } else if token.endsStatement || token.isSymbol(")") {
        nil
      } else {
        try parseExpressionList()
      }
    if case .starred? = value?.kind { throw error("`*` needs a list or a tuple around it", at: span(from: start)) }
    if isBracketed {
      guard accept(")") else { throw try missingComma(closing: ")", after: value) }
      guard token.endsStatement || token.isSymbol("=") else { throw misplacedYield(span(from: start)) }
    }
    return try make(.yield(value, isFrom: isFrom), span(from: start))
  }

  /// The error of a `yield` that stands where none may.
  func misplacedYield(_ span: SourceSpan) -> Diagnostic {
    guard functionDepth > 0 else {
      return error(
        "`yield` stands outside a function", at: span,
        suggestion: "write it in a `def`: each call of that gives one value after another")
    }
    return error(
      "`yield` is a line of its own, or all that stands right of `=`", at: span,
      suggestion: "give its value a name in a line above: received = yield value")
  }
}
