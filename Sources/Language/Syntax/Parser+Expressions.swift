extension Parser {
  /// `name := value`, or what `body` reads.
  mutating func parseNamed(_ body: (inout Parser) throws -> Expression) throws -> Expression {
    guard let name = token.name, peek().isSymbol(":=") else { return try body(&self) }
    let start = token.span.start
    advance()
    advance()
    let value = try parseExpression()
    variables.insert(name)
    return try make(.named(name, value), span(from: start))
  }

  /// `a if c else b`, a lambda, or anything simpler.
  mutating func parseExpression() throws -> Expression {
    try nested { parser in
      if parser.token.isKeyword("lambda") { return try parser.parseLambda() }
      let start = parser.token.span.start
      let then = try parser.parseOr()
      guard parser.accept(keyword: "if") else { return then }
      let condition = try parser.parseOr()
      guard parser.accept(keyword: "else") else {
        throw parser.error(
          "an `if` inside an expression needs its `else`", at: SourceSpan(start, parser.previousEnd),
          suggestion: "a if condition else b")
      }
      let otherwise = try parser.parseExpression()
      return try parser.make(
        .conditional(condition: condition, then: then, otherwise: otherwise), parser.span(from: start))
    }
  }

  /// One expression, or several with commas between them: a tuple without brackets.
  mutating func parseExpressionList() throws -> Expression {
    let start = token.span.start
    let first = try parseStarredExpression()
    guard token.isSymbol(",") else { return first }
    var items = [first]
    while accept(",") {
      if token.endsStatement || token.isSymbol("=") || token.isSymbol(")") { break }
      items.append(try parseStarredExpression())
    }
    return try make(.tuple(items), span(from: start))
  }

  mutating func parseStarredExpression() throws -> Expression {
    guard token.isSymbol("*") else { return try parseExpression() }
    let start = token.span.start
    advance()
    return try make(.starred(parseOr()), span(from: start))
  }

  // MARK: Operators

  mutating func parseOr() throws -> Expression {
    var left = try parseAnd()
    while accept(keyword: "or") {
      let right = try parseAnd()
      left = try make(.or(left, right), SourceSpan(left.span.start, right.span.end))
    }
    return left
  }

  private mutating func parseAnd() throws -> Expression {
    var left = try parseNot()
    while accept(keyword: "and") {
      let right = try parseNot()
      left = try make(.and(left, right), SourceSpan(left.span.start, right.span.end))
    }
    return left
  }

  private mutating func parseNot() throws -> Expression {
    guard token.isKeyword("not") else { return try parseComparison() }
    return try nested { parser in
      let start = parser.token.span.start
      parser.advance()
      return try parser.make(.not(parser.parseNot()), parser.span(from: start))
    }
  }

  private mutating func parseComparison() throws -> Expression {
    let first = try parseBinary(minimum: 1)
    var rest: [(operation: Comparison, operand: Expression)] = []
    var focus: SourceSpan?
    while true {
      let start = token.span.start
      guard let operation = try acceptComparison() else { break }
      if focus == nil { focus = span(from: start) }
      if token.isSymbol(">"), source.text(SourceSpan(start, token.span.end)) == "<>" {
        let whole = SourceSpan(start, token.span.end)
        throw error("`<>` is written `!=`", at: whole, correction: Correction(whole, "!="))
      }
      rest.append((operation, try parseBinary(minimum: 1)))
    }
    guard let last = rest.last else { return first }
    return try make(.comparison(first, rest), SourceSpan(first.span.start, last.operand.span.end), focus: focus)
  }

  private mutating func acceptComparison() throws -> Comparison? {
    switch token.kind {
    case .symbol(let symbol):
      guard let operation = BinaryOperator(rawValue: symbol), operation.isComparison else { return nil }
      advance()
      return .values(operation)
    case .keyword("in"):
      advance()
      return .contains(negated: false)
    case .keyword("not") where peek().isKeyword("in"):
      advance()
      advance()
      return .contains(negated: true)
    case .keyword("is"):
      advance()
      return .identity(negated: accept(keyword: "not"))
    default: return nil
    }
  }

  /// `| ^ & << >> + - * / // % @`, by precedence from 1 to 6.
  private mutating func parseBinary(minimum: Int) throws -> Expression {
    var left = try parseUnary()
    while let symbol = token.symbol {
      if let unsupported = unsupportedOperator(symbol, after: left) { throw unsupported }
      guard let operation = BinaryOperator(rawValue: symbol), let precedence = operation.precedence,
        precedence >= minimum
      else { break }
      let focus = token.span
      advance()
      if let slip = doubledSign(symbol, after: left) { throw slip }
      let right = try precedence == 6 ? parseUnary() : parseBinary(minimum: precedence + 1)
      left = try make(
        .binary(operation, left, right), SourceSpan(left.span.start, right.span.end), focus: focus)
    }
    return left
  }

  private mutating func parseUnary() throws -> Expression {
    guard let symbol = token.symbol, symbol == "-" || symbol == "+" || symbol == "~" || symbol == "!" else {
      return try parsePower()
    }
    guard let operation = UnaryOperator(rawValue: symbol) else { throw unexpectedNegation() }
    return try nested { parser in
      let start = parser.token.span
      parser.advance()
      let operand = try parser.parseUnary()
      return try parser.make(.unary(operation, operand), parser.span(from: start.start), focus: start)
    }
  }

  private mutating func parsePower() throws -> Expression {
    let base = try parsePostfix()
    guard token.isSymbol("**") else { return base }
    return try nested { parser in
      let focus = parser.token.span
      parser.advance()
      let exponent = try parser.parseUnary()
      return try parser.make(
        .binary(.power, base, exponent), SourceSpan(base.span.start, exponent.span.end), focus: focus)
    }
  }

  // MARK: Calls, attributes, subscripts

  mutating func parsePostfix() throws -> Expression {
    let start = token.span.start
    var result = try parseAtom()
    while true {
      switch token.symbol {
      case "(":
        advance()
        let arguments = try parseArguments()
        result = try make(.call(result, arguments), span(from: start))
      case "[":
        advance()
        let inner = token.span.start
        let indices = try parseSubscripts()
        let focus = SourceSpan(inner, max(inner, previousEnd))
        try expect("]")
        result = try make(.subscripted(result, indices), span(from: start), focus: focus)
      case ".":
        advance()
        guard let name = token.name else {
          throw token.endsStatement
            ? error("a name is missing after the dot", at: SourceSpan(previousEnd - 1, previousEnd))
            : unexpected(expected: "a name")
        }
        let focus = token.span
        advance()
        result = try make(.attribute(result, name), span(from: start), focus: focus)
      default: return result
      }
    }
  }

  /// The arguments of a call, from after its opening bracket to after its closing one.
  private mutating func parseArguments() throws -> [Argument] {
    var arguments: [Argument] = []
    while !token.isSymbol(")") {
      let start = token.span.start
      if let name = argumentName {
        let nameSpan = token.span
        advance()
        advance()
        arguments.append(Argument(name: name, nameSpan: nameSpan, value: try parseExpression()))
      } else if accept("**") {
        arguments.append(Argument(value: try parseExpression(), isDoublyStarred: true))
      } else {
        var value = try parseNamed { try $0.parseStarredExpression() }
        if let iterator = try comprehension(of: value, from: start, { .iterator($0) }) {
          value = iterator
          if !arguments.isEmpty || token.isSymbol(",") && !peek().isSymbol(")") {
            throw error(
              "a generator among other arguments needs brackets of its own", at: value.span,
              correction: Correction(value.span, "(\(source.text(value.span)))"))
          }
        }
        if arguments.last?.name != nil, let slip = decimalComma(before: value) { throw slip }
        if let named = arguments.last(where: { $0.name != nil }), !Argument(value: value).isStarred {
          let moved = [source.text(value.span), source.text(named.span)].joined(separator: ", ")
          throw error(
            "an argument without a name stands after one with a name", at: value.span,
            suggestion: "positional arguments first: \(moved)")
        }
        arguments.append(Argument(value: value))
      }
      if !accept(",") { break }
    }
    guard accept(")") else { throw try missingComma(closing: ")", after: arguments.last?.value) }
    return arguments
  }

  private mutating func parseSubscripts() throws -> [Subscript] {
    if token.isSymbol("]") { throw error("an index is missing", at: token.span) }
    var items: [Subscript] = []
    repeat {
      if token.isSymbol("]") { break }
      items.append(try parseSubscript())
    } while accept(",")
    return items
  }

  private mutating func parseSubscript() throws -> Subscript {
    if accept("...") { return .ellipsis }
    func isBound(_ token: Token) -> Bool { ![":", ",", "]"].contains(token.symbol ?? "") }
    let start = isBound(token) ? try parseExpression() : nil
    guard accept(":") else {
      guard let start else { throw unexpected() }
      return .value(start)
    }
    let stop = isBound(token) ? try parseExpression() : nil
    let step = accept(":") && isBound(token) ? try parseExpression() : nil
    return .slice(start: start, stop: stop, step: step)
  }

  // MARK: Atoms

  private mutating func parseAtom() throws -> Expression {
    let start = token.span.start
    switch token.kind {
    case .name(let name):
      advance()
      return try make(.name(name), span(from: start))
    case .number(let value):
      advance()
      return try make(.constant(value), span(from: start))
    case .string, .formatted: return try parseString()
    case .keyword("True"), .keyword("False"), .keyword("None"):
      let value: Value = token.isKeyword("None") ? .none : .bool(token.isKeyword("True"))
      advance()
      return try make(.constant(value), span(from: start))
    case .symbol("("): return try parseBrackets()
    case .symbol("["): return try parseList()
    case .symbol("{"): return try parseBraces()
    case .symbol("..."):
      advance()
      return try make(.ellipsis, span(from: start))
    default: throw unexpected(expected: "a value")
    }
  }

  /// `(x)`, a tuple, or a comprehension that is gone through once.
  private mutating func parseBrackets() throws -> Expression {
    let start = token.span.start
    advance()
    if accept(")") { return try make(.tuple([]), span(from: start)) }
    let first = try parseNamed { try $0.parseStarredExpression() }
    if let iterator = try comprehension(of: first, from: first.span.start, { .iterator($0) }) {
      guard accept(")") else { throw try missingComma(closing: ")", after: iterator) }
      return Expression(kind: iterator.kind, span: span(from: start), depth: iterator.depth)
    }
    if accept(")") {
      if case .starred = first.kind { throw error("`*` needs a list or a tuple around it", at: first.span) }
      // The brackets belong to the expression's place, so that a caret covers them.
      return Expression(kind: first.kind, span: span(from: start), focus: first.focus, depth: first.depth)
    }
    guard accept(",") else { throw try missingComma(closing: ")", after: first) }
    let items = [first] + (try parseItems(closing: ")"))
    return try make(.tuple(items), span(from: start))
  }

  /// A list, or a comprehension that makes one.
  private mutating func parseList() throws -> Expression {
    let start = token.span.start
    advance()
    if accept("]") { return try make(.list([]), span(from: start)) }
    let first = try parseNamed { try $0.parseStarredExpression() }
    if let list = try comprehension(of: first, from: start, { .list($0) }) {
      guard accept("]") else { throw try missingComma(closing: "]", after: list) }
      return Expression(kind: list.kind, span: span(from: start), depth: list.depth)
    }
    if accept("]") { return try make(.list([first]), span(from: start)) }
    guard accept(",") else { throw try missingComma(closing: "]", after: first) }
    return try make(.list([first] + parseItems(closing: "]")), span(from: start))
  }

  /// The items up to the bracket that closes them.
  private mutating func parseItems(closing: String) throws -> [Expression] {
    var items: [Expression] = []
    while !token.isSymbol(closing) {
      items.append(try parseNamed { try $0.parseStarredExpression() })
      if !accept(",") { break }
    }
    guard accept(closing) else { throw try missingComma(closing: closing, after: items.last) }
    return items
  }

  /// A dict, a set, or a comprehension that makes one.
  private mutating func parseBraces() throws -> Expression {
    let start = token.span.start
    advance()
    if accept("}") { return try make(.dict([]), span(from: start)) }
    if !token.isSymbol("**") {
      let first = try parseStarredExpression()
      guard token.isSymbol(":") else { return try parseSet(first, from: start) }
      advance()
      let value = try parseExpression()
      if let dict = try comprehension(of: value, from: start, { .dict(key: first, value: $0) }) {
        guard accept("}") else { throw try missingComma(closing: "}", after: dict) }
        return Expression(kind: dict.kind, span: span(from: start), depth: dict.depth)
      }
      let entries = [(key: Expression?.some(first), value: value)]
      guard accept(",") else {
        guard accept("}") else { throw try missingComma(closing: "}", after: value) }
        return try make(.dict(entries), span(from: start))
      }
      return try parseEntries(behind: entries, from: start)
    }
    return try parseEntries(behind: [], from: start)
  }

  private mutating func parseEntries(
    behind first: [(key: Expression?, value: Expression)], from start: Int
  ) throws -> Expression {
    var entries = first
    while !token.isSymbol("}") {
      if accept("**") {
        entries.append((nil, try parseOr()))
      } else {
        let key = try parseExpression()
        guard accept(":") else { throw unexpected(expected: "`:`") }
        entries.append((key, try parseExpression()))
      }
      if !accept(",") { break }
    }
    guard accept("}") else { throw try missingComma(closing: "}", after: entries.last?.value) }
    return try make(.dict(entries), span(from: start))
  }

  private mutating func parseSet(_ first: Expression, from start: Int) throws -> Expression {
    if let set = try comprehension(of: first, from: start, { .set($0) }) {
      guard accept("}") else { throw try missingComma(closing: "}", after: set) }
      return Expression(kind: set.kind, span: span(from: start), depth: set.depth)
    }
    guard accept(",") else {
      guard accept("}") else { throw unexpected(expected: "`:`") }
      return try make(.set([first]), span(from: start))
    }
    return try make(.set([first] + parseItems(closing: "}")), span(from: start))
  }

  private mutating func parseString() throws -> Expression {
    let start = token.span.start
    var pieces: [FormattedPiece] = []
    var isFormatted = false
    // Strings that follow each other are one string.
    while true {
      switch token.kind {
      case .string(let text):
        advance()
        pieces.append(.text(text))
      case .formatted(let parts):
        advance()
        isFormatted = true
        pieces += try parsePieces(parts)
      default:
        let span = span(from: start)
        if isFormatted { return try make(.formatted(pieces), span) }
        let text = pieces.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
        return try make(.constant(.string(text)), span)
      }
    }
  }

  private mutating func parsePieces(_ parts: [Token.FormattedPart]) throws -> [FormattedPiece] {
    var pieces: [FormattedPiece] = []
    for part in parts {
      switch part {
      case .text(let text): pieces.append(.text(text))
      case .field(let inner, _, let conversion, let spec, let echo):
        if let echo { pieces.append(.text(echo)) }
        let (outerTokens, outerIndex) = (tokens, index)
        tokens = inner
        index = 0
        let value = try parseExpressionList()
        if case .end = token.kind {} else { throw secondValue() }
        (tokens, index) = (outerTokens, outerIndex)
        let implied: Unicode.Scalar? = echo != nil && spec.isEmpty ? "r" : nil
        pieces.append(.value(value, conversion: conversion ?? implied, spec: try parsePieces(spec)))
      }
    }
    return pieces
  }

  /// `{a b}` in an f-string: braces hold one expression.
  private func secondValue() -> Diagnostic {
    guard token.beginsValue else { return unexpected(expected: "`}`") }
    return error(
      "braces hold one expression, and another begins at `\(source.shortText(token.span))`", at: token.span,
      correction: Correction(SourceSpan(previousEnd, token.span.start), "} {"))
  }

  private mutating func parseLambda() throws -> Expression {
    let start = token.span.start
    let nameSpan = token.span
    advance()
    let parametersStart = token.span.start
    let parameters = try parseParameters(closing: ":")
    let signature = source.shortText(SourceSpan(parametersStart, max(parametersStart, previousEnd)))
    try expect(":", "the colon of the lambda")
    let body = try parseExpression()
    let definition = Definition(
      name: "lambda", nameSpan: nameSpan, parameters: parameters,
      body: [Statement(kind: .returning(body), span: body.span)], span: span(from: start), signature: signature)
    let lambda = try make(.lambda(definition), span(from: start))
    // A lambda in a lambda in a lambda is evaluated one at a time, but compiled in one go.
    guard body.depth < Limits.expressionDepth else { throw error("the expression is too long", at: lambda.span) }
    return Expression(kind: lambda.kind, span: lambda.span, depth: max(lambda.depth, body.depth + 1))
  }
}

extension BinaryOperator {
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// From 1 for `|` to 6 for products; powers and comparisons are read on their own.
  fileprivate var precedence: Int? {
    switch self {
    case .or: 1
    case .exclusiveOr: 2
    case .and: 3
    case .shiftLeft, .shiftRight: 4
    case .add, .subtract: 5
    case .multiply, .divide, .floorDivide, .remainder, .matmul: 6
    default: nil
    }
  }
}
