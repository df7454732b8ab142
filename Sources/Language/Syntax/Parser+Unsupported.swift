/// Python's words and signs that are not part of the language: each with its own message, and with a suggestion that
/// works when followed.
extension Parser {
  /// A word of Python's that begins nothing here.
  func unsupportedWord(_ word: String) -> Diagnostic? {
    switch word {
    case "except", "finally":
      return error(
        "`\(word)` belongs to no `try` above it", at: token.span,
        suggestion: "line it up with its `try`, and let no other line stand between")
    case "yield": return misplacedYield(token.span)
    case "async", "await":
      return error(
        "`\(word)` is not part of \(language): a cell does one thing after another", at: token.span,
        suggestion: "leave it out")
    case "as": return error("`as` stands behind `import`, `with` and `except` only", at: token.span)
    default: return nil
    }
  }

  /// The end of the statement that the next token begins.
  func endOfStatement() -> Int {
    tokens[index...].prefix { !$0.endsStatement }.last?.span.end ?? token.span.end
  }

  /// A line that begins with a symbol: decorators, and the magics and shell lines of other notebooks.
  func unsupportedLine(_ symbol: String) -> Diagnostic? {
    let lineNumber = source.line(at: token.span.start)
    let whole = source.span(ofLine: lineNumber)
    let line = SourceSpan(token.span.start, max(whole.end, token.span.end))
    switch symbol {
    case "!":
      return error(
        "a cell does not run other programs", at: line, suggestion: "leave this line out, and use a terminal",
        correction: Correction(line, ""))
    case "?":
      let rest = source.text(SourceSpan(token.span.end, line.end)).drop { $0 == "?" }
      return error(
        "the question mark follows the name", at: line,
        correction: Correction(line, (rest.allSatisfy(\.isWhitespace) ? "help" : rest) + "?"))
    case "%", "%=":
      let magic = peek().isSymbol("%") ? peek(2).name : peek().name
      guard magic == "time" || magic == "timeit" else {
        return error("\(language) has no `%` commands", at: line, correction: Correction(line, ""))
      }
      if peek().isSymbol("%") {
        return error(
          "\(language) has no `%` commands", at: line,
          suggestion: "leave this line out; a line `time` afterwards gives the time of the last cell",
          correction: Correction(line, ""))
      }
      let rest = source.text(SourceSpan(peek().span.end, line.end))
      return error("\(language) has no `%` commands", at: line, correction: Correction(line, "time" + rest))
    default: return nil
    }
  }

  /// An operator of Python's, or of another language, that is not one here.
  func unsupportedOperator(_ symbol: String, after left: Expression) -> Diagnostic? {
    switch symbol {
    case "&" where peek().isSymbol("&"), "|" where peek().isSymbol("|"):
      let word = symbol == "&" ? "and" : "or"
      let span = SourceSpan(token.span.start, peek().span.end)
      return error(
        "`\(symbol)\(symbol)` is written `\(word)`", at: span, correction: Correction(span, word))
    default: return nil
    }
  }

  func unexpectedNegation() -> Diagnostic {
    error("`!` is written `not`", at: token.span, correction: Correction(token.span, "not "))
  }

  /// `i++` and `i--`, seen when the second sign has nothing after it.
  func doubledSign(_ symbol: String, after left: Expression) -> Diagnostic? {
    guard symbol == "+" || symbol == "-", token.isSymbol(symbol), peek().endsStatement, let name = left.name else {
      return nil
    }
    let whole = SourceSpan(left.span.start, token.span.end)
    return error(
      "`\(symbol)\(symbol)` is not part of \(language)", at: whole,
      correction: Correction(whole, "\(name) \(symbol)= 1"))
  }

  /// A suggestion for a symbol in the wrong place.
  func symbolHint(_ symbol: String) -> String? {
    switch symbol {
    case "=": "`==` compares; an assignment stands in a line of its own"
    case "?": "`?` asks for help after a name, at the end of a line"
    default: nil
    }
  }

  /// `for i = 1:10` and `for (int i = 0; i < 10; i++)`.
  func countingLoop() -> Diagnostic {
    let line = Array(
      tokens[index...].prefix { if case .newline = $0.kind { false } else { $0.span.end > $0.span.start } })
    func text(after symbols: [String], from position: Int) -> (String, Int)? {
      guard let sign = line[min(position, line.count)...].firstIndex(where: { symbols.contains($0.symbol ?? "") }),
        sign + 1 < line.count, line[sign + 1].beginsValue
      else { return nil }
      return (source.text(line[sign + 1].span), sign + 1)
    }
    var name = index > 0 ? tokens[index - 1].name : nil
    var values = "10"
    var isWhole = false
    if let (first, place) = text(after: ["="], from: 0) {
      name = tokens[index].isSymbol("=") ? name : line.prefix(place - 1).last { $0.name != nil }?.name
      let from = first == "0" ? "" : "\(first), "
      if let (last, _) = text(after: [":"], from: place), let end = Int(last) {
        values = "\(from)\(end + 1)"
        isWhole = true
      } else if let (last, end) = text(after: ["<", "<="], from: place), line.contains(where: { $0.isSymbol("+") }) {
        // `i++` or `++i`; another step has another range.
        isWhole = !line.contains { $0.isSymbol("+=") || $0.isSymbol("-") }
        values = from + (line[end - 1].isSymbol("<=") ? "\(last) + 1" : last)
      }
    }
    var error = error("a `for` takes its values from something, with `in`", at: token.span)
    let loop = "for \(name ?? "i") in range(\(values)):"
    if isWhole { error.suggestion = loop } else { error.example = "for \(name ?? "i") in range(10):" }
    return error
  }

  /// `var x = 3`, `int x = 3`: a name that says nothing before an assignment.
  func declaration(_ first: Expression) -> Diagnostic? {
    guard let word = first.name, ["var", "let", "const", "int", "float", "double", "string", "auto"].contains(word),
      token.name != nil, hasSpace(), peek().isSymbol("=")
    else { return nil }
    return error(
      "a variable is assigned without `\(word)`", at: first.span,
      correction: Correction(SourceSpan(first.span.start, token.span.start), ""))
  }

  /// `cups=0,5`: the number behind a comma that is meant as a decimal point.
  func decimalComma(before value: Expression) -> Diagnostic? {
    let comma = value.span.start - 1
    guard case .constant(let constant) = value.kind, constant.wholeNumber != nil, comma > 0,
      source.scalars[comma] == ",", source.scalars[comma - 1].isDigit
    else { return nil }
    let span = SourceSpan(comma, comma + 1)
    return error("a decimal number is written with a point", at: span, correction: Correction(span, "."))
  }

  /// A colon behind something that opens no block.
  func strayColon(after first: Expression, from start: Int) -> Diagnostic {
    if first.name == "elseif" || first.name == "elsif" || first.name == "otherwise" {
      return error("this is written `elif` or `else`", at: first.span)
    }
    return error(
      "this colon opens no block", at: token.span,
      suggestion: "`if`, `for`, `while`, `def`, `class`, `try` and `with` open one")
  }

  /// `match x:`
  func matchStatement(_ first: Expression) -> Diagnostic? {
    guard first.name == "match", token.beginsValue || token.isSymbol("("), hasSpace(),
      tokens[index...].first(where: \.endsStatement)?.span.start == endOfStatement(),
      source.text(SourceSpan(endOfStatement() - 1, endOfStatement())) == ":"
    else { return nil }
    return error("`match` is not part of \(language)", at: first.span, suggestion: "if x == 1: … elif x == 2: …")
  }

  /// `function f(x) { return x }`, as other languages begin a function.
  func foreignFunction(_ expression: Expression) -> Diagnostic? {
    guard let word = expression.name, ["function", "func", "fn", "fun"].contains(word), token.name != nil,
      peek().isSymbol("(")
    else { return nil }
    var correction = Correction(expression.span, "def")
    var depth = 0
    var isOpen = false
    for position in (index + 1)..<tokens.count {
      let (before, token) = (tokens[position - 1], tokens[position])
      if depth == 0, token.isSymbol("{"), !isOpen {
        isOpen = true
        correction.add(Correction(SourceSpan(before.span.end, token.span.end), ":"))
      } else if depth == 1, token.isSymbol("}"), isOpen {
        correction.add(Correction(SourceSpan(before.span.end, token.span.end), ""))
        break
      }
      switch token.symbol {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
    }
    return error("a function begins with `def`", at: expression.span, correction: isOpen ? correction : nil)
  }

  /// A value right behind another inside brackets.
  mutating func missingComma(closing: String, after left: Expression?) throws -> Diagnostic {
    if let left, let verb = left.name.flatMap(table.verb), hasSpace(), beginsArgument(at: 0) {
      return try commandInExpression(verb, left)
    }
    switch token.kind {
    case .name, .number, .string, .formatted:
      let place = SourceSpan(previousEnd, previousEnd)
      return error(
        "a comma is missing before `\(source.shortText(token.span))`", at: token.span,
        correction: commas(from: place))
    default: return unexpected(expected: "a comma or `\(closing)`")
    }
  }

  /// A comma there, and wherever else in these brackets a value stands right behind another: `(64 28 28)`.
  private func commas(from place: SourceSpan) -> Correction {
    var correction = Correction(place, ",")
    var depth = 0
    for position in (index + 1)..<tokens.count where depth >= 0 {
      let (before, token) = (tokens[position - 1], tokens[position])
      if depth == 0, before.endsValue, token.beginsValue {
        correction.add(Correction(SourceSpan(before.span.end, before.span.end), ","))
      }
      switch token.symbol {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
    }
    return correction
  }
}

extension Token {
  /// Whether a value begins with it: a number, a string or a name.
  var beginsValue: Bool {
    switch kind {
    case .name, .number, .string, .formatted: true
    default: false
    }
  }

  fileprivate var endsValue: Bool { beginsValue || [")", "]", "}"].contains(symbol) }
}
