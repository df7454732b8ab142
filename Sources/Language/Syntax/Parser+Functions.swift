/// `def`, and the parameters of functions.
extension Parser {
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
    let outer = (loopDepth, classDepth, hasYield)
    (loopDepth, classDepth, hasYield) = (0, 0, false)
    functionDepth += 1
    let body = try parseBlock(of: "def")
    functionDepth -= 1
    let isGenerator = hasYield
    (loopDepth, classDepth, hasYield) = outer
    let definition = Definition(
      name: name, nameSpan: nameSpan, parameters: parameters, body: body, decorators: decorators,
      span: SourceSpan(start, body.last?.span.end ?? previousEnd), signature: signature, isGenerator: isGenerator)
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
