/// Python's words and signs that are not part of the language: each with its own message, and with a suggestion that
/// works when followed.
extension Parser {
  /// A word of Python's that begins nothing here.
  func unsupportedWord(_ word: String) -> Diagnostic? {
    let line = SourceSpan(token.span.start, max(token.span.end, endOfStatement()))
    switch word {
    case "import", "from":
      return error(
        "there is nothing to import: everything is known already", at: line,
        correction: Correction(withSeparator(line), ""))
    case "class": return replaced("classes are not part of \(language)", word, at: line)
    case "try", "except", "finally":
      return error(
        "exceptions are not part of \(language)", at: token.span,
        suggestion: "an `if` before the statement that may fail; an error ends the cell and keeps the session")
    case "raise":
      return Diagnostic(
        .syntax, "errors cannot be raised in \(language); a warning goes on", example: "warn \"what is wrong\"",
        span: line)
    case "assert":
      return Diagnostic(
        .syntax, "`assert` is not part of \(language); a warning goes on", example: checked(line), span: line)
    case "del":
      return error(
        "`del` is not part of \(language)", at: line, suggestion: "items.pop(i) takes an item out of a list or a dict")
    case "global", "nonlocal":
      return error(
        "`\(word)` is not part of \(language): a function does not change the variables outside it", at: line,
        suggestion: "return the new value, and assign it where the function is called")
    case "async", "await", "yield": return error("`\(word)` is not part of \(language)", at: token.span)
    case "as": return error("`as` is not part of \(language)", at: token.span)
    default: return nil
    }
  }

  /// A statement with the `;` that parts it from others of its line.
  private func withSeparator(_ statement: SourceSpan) -> SourceSpan {
    let place = tokens[index...].firstIndex { $0.span.start >= statement.end } ?? tokens.count - 1
    if tokens[place].isSymbol(";"), place + 1 < tokens.count {
      let next = tokens[place + 1]
      return SourceSpan(statement.start, next.endsStatement ? tokens[place].span.end : next.span.start)
    }
    let previous = index > 0 ? tokens[index - 1] : nil
    return SourceSpan(previous?.isSymbol(";") ?? false ? previous?.span.start ?? 0 : statement.start, statement.end)
  }

  /// `assert condition, words` as a condition that warns.
  private func checked(_ line: SourceSpan) -> String {
    var depth = 0
    let statement = tokens[index...].dropFirst().prefix { !$0.endsStatement }
    let comma = statement.first { token in
      if let symbol = token.symbol, "([{".contains(symbol) { depth += 1 }
      if let symbol = token.symbol, ")]}".contains(symbol) { depth -= 1 }
      return depth == 0 && token.isSymbol(",")
    }
    guard let first = statement.first, comma?.span.start != first.span.start else {
      return "if not (…): warn \"what is wrong\""
    }
    let condition = source.text(SourceSpan(first.span.start, comma?.span.start ?? line.end))
    let words = comma.map { source.text(SourceSpan($0.span.end, line.end)).drop { $0 == " " } } ?? ""
    return "if not (\(condition)): warn \(words.isEmpty ? "\"that is not so\"" : words)"
  }

  /// An error whose suggestion is the example of the entry that does what the word does elsewhere.
  private func replaced(_ message: String, _ word: String, at span: SourceSpan) -> Diagnostic {
    let entry = table.entries.first { $0.otherNames.contains(word) }
    guard let entry else {
      return error(message, at: span, suggestion: "a function, `def`, holds what is used more than once")
    }
    return Diagnostic(.syntax, message, example: entry.example, span: span)
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
    case "@":
      let name = source.text(SourceSpan(token.span.end, line.end)).prefix { $0 != "(" }
      let names = table.dialect.names
      let isIdle = PythonNames.idleDecorators.union(names.idleDecorators).contains {
        name == $0 || name.hasSuffix("." + $0)
      }
      var error = error(
        "decorators are not part of \(language)", at: line, correction: isIdle ? Correction(line, "") : nil)
      error.example = names.decorators.first { name.hasSuffix($0.key) }?.value
      return error
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
    case "&", "|":
      return error(
        "`\(symbol)` is not part of \(language)", at: token.span,
        suggestion: symbol == "&" ? table.dialect.phrases.bothHold : table.dialect.phrases.eitherHolds)
    case "^":
      // In Python it is another operation, so that nobody can tell.
      return Diagnostic(
        .syntax, "`^` is not part of \(language); \(table.dialect.phrases.caret)",
        example: "x**2", span: token.span)
    case "<<", ">>":
      return error("`\(symbol)` is not part of \(language)", at: token.span, suggestion: "`* 2**n` or `// 2**n`")
    default: return nil
    }
  }

  func unexpectedPrefix(_ symbol: String) -> Diagnostic {
    symbol == "!"
      ? error("`!` is written `not`", at: token.span, correction: Correction(token.span, "not "))
      : error("`\(symbol)` is not part of \(language)", at: token.span, suggestion: table.dialect.phrases.negation)
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
    case "->": "leave out `->` and the type"
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

  /// `x: int = 3`, or a colon behind something that opens no block.
  func strayColon(after first: Expression, from start: Int) -> Diagnostic {
    if first.name == "elseif" || first.name == "elsif" || first.name == "otherwise" {
      return error("this is written `elif` or `else`", at: first.span)
    }
    if first.name != nil, peek().name != nil {
      let equals = tokens[index...].prefix { !$0.endsStatement }.first { $0.isSymbol("=") }
      let end = equals?.span.start ?? endOfStatement()
      return error(
        "types are not written in \(language)", at: SourceSpan(token.span.start, end),
        suggestion: equals == nil ? "leave out `:` and the type" : nil,
        correction: equals.map { _ in Correction(SourceSpan(first.span.end, end), " ") })
    }
    return error(
      "this colon opens no block", at: token.span, suggestion: "`if`, `for`, `while`, `def` and `with` open one")
  }

  /// The types of a function's parameters and of its result, seen behind the bracket that opens the parameters.
  func annotations() -> Diagnostic? {
    var depth = 1
    var types: [SourceSpan] = []
    var start: Int?
    func end(at position: Int) {
      if let begun = start { types.append(SourceSpan(tokens[begun - 1].span.end, tokens[position - 1].span.end)) }
      start = nil
    }
    for position in index..<tokens.count {
      let symbol = tokens[position].symbol
      if case .newline = tokens[position].kind { break }
      switch symbol {
      case ")" where depth == 1, "," where depth == 1, "=" where depth == 1, ":" where depth == 0: end(at: position)
      case ":" where depth == 1 && start == nil, "->" where depth == 0: start = position
      default: break
      }
      if depth == 0, symbol == ":" { break }
      switch symbol {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
    }
    guard let first = types.first else { return nil }
    var correction = Correction(first, "")
    for span in types.dropFirst() { correction.add(Correction(span, "")) }
    return error("types are not written in \(language)", at: first, correction: correction)
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
