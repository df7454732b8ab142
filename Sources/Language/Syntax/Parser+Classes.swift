/// `class`, and the `@` lines above a class or a function.
extension Parser {
  /// `class Name(Base):`
  ///
  /// - Parameter start: where it begins, its decorators included.
  mutating func parseClass(_ decorators: [Expression] = [], from start: Int) throws -> Statement {
    advance()
    guard let name = token.name else { throw unexpected(expected: "the name of the class") }
    let nameSpan = token.span
    advance()
    var bases: [Expression] = []
    var metaclass: Expression?
    if accept("(") {
      while !token.isSymbol(")") {
        if token.name == "metaclass", peek().isSymbol("=") {
          advance()
          advance()
          metaclass = try parseExpression()
        } else {
          bases.append(try parseExpression())
        }
        if token.isSymbol("=") {
          throw error(
            "a class takes its base and nothing else", at: token.span,
            suggestion: "a decorator above the class, or a call behind it")
        }
        guard accept(",") else { break }
      }
      try expect(")")
    }
    variables.insert(name)
    let outer = (loopDepth, functionDepth)
    (loopDepth, functionDepth) = (0, 0)
    let outerAnnotations = annotations
    annotations = []
    classDepth += 1
    let body = try parseBlock(of: "class")
    classDepth -= 1
    defer { annotations = outerAnnotations }
    (loopDepth, functionDepth) = outer
    let definition = ClassDefinition(
      name: name, nameSpan: nameSpan, bases: bases, metaclass: metaclass, body: body, decorators: decorators,
      annotations: annotations, span: SourceSpan(start, body.last?.span.end ?? previousEnd))
    return Statement(kind: .classDefinition(definition), span: definition.span)
  }

  /// `@decorator` lines, and the function or the class below them.
  mutating func parseDecorated() throws -> Statement {
    let start = token.span.start
    var decorators: [Expression] = []
    while token.isSymbol("@") {
      advance()
      decorators.append(try parseExpression())
      guard case .newline = token.kind else { throw unexpected(expected: "the end of the line") }
      advance()
    }
    if token.isKeyword("class") { return try parseClass(decorators, from: start) }
    if token.isKeyword("def") { return try parseDefinition(decorators, from: start) }
    if let unsupported = unsupportedWord(source.text(token.span)) { throw unsupported }
    throw error("below a decorator stands the function or the class that it changes", at: token.span)
  }
}
