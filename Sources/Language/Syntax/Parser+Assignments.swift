/// Expressions as lines of their own, and what is assigned to names.
extension Parser {
  /// `global a, b` and `nonlocal a`
  mutating func parseScoping() throws -> Statement {
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

  mutating func parseExpressionStatement() throws -> Statement {
    let start = token.span.start
    let first = try parseYield() ?? parseExpressionList()
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
      sides.append(try parseYield() ?? parseExpressionList())
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

  func checkRest(_ targets: [Target]) throws -> [Target] {
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
}
