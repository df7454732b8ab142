/// What Python has and Elbow has not: each with its own message, and with a suggestion that works when followed.
extension Parser {
  /// A word of Python's that begins nothing here.
  func unsupportedWord(_ word: String) -> Diagnostic? {
    let line = SourceSpan(token.span.start, max(token.span.end, endOfStatement()))
    switch word {
    case "import", "from":
      return error(
        "there is nothing to import: everything is known already", at: line, suggestion: "leave this line out")
    case "class": return replaced("classes are not part of Elbow", word, at: line)
    case "try", "except", "finally":
      return error(
        "exceptions are not part of Elbow", at: token.span,
        suggestion: "an `if` before the statement that may fail; an error ends the cell and keeps the session")
    case "raise": return error("errors cannot be raised in Elbow", at: line, suggestion: "warn \"what is wrong\"")
    case "assert":
      return error("`assert` is not part of Elbow", at: line, suggestion: "if not (…): warn \"what is wrong\"")
    case "del":
      return error(
        "`del` is not part of Elbow", at: line, suggestion: "items.pop(i) takes an item out of a list or a dict")
    case "global", "nonlocal":
      return error(
        "`\(word)` is not part of Elbow: a function does not change the variables outside it", at: line,
        suggestion: "return the new value, and assign it where the function is called")
    case "async", "await", "yield": return error("`\(word)` is not part of Elbow", at: token.span)
    case "as": return error("`as` is not part of Elbow", at: token.span)
    default: return nil
    }
  }

  /// An error whose suggestion is the example of the entry that does what the word does elsewhere.
  private func replaced(_ message: String, _ word: String, at span: SourceSpan) -> Diagnostic {
    let entry = table.entries.first { $0.otherNames.contains(word) }
    return error(
      message, at: span, suggestion: entry?.example ?? "a function, `def`, holds what is used more than once")
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
    case "@": return error("decorators are not part of Elbow", at: line, suggestion: "leave this line out")
    case "!":
      return error(
        "a cell does not run other programs", at: line, suggestion: "leave this line out, and use a terminal")
    case "?": return error("the question mark follows the name", at: line, suggestion: "\(peek().name ?? "help")?")
    case "%", "%=":
      let magic = peek().isSymbol("%") ? peek(2).name : peek().name
      guard magic == "time" || magic == "timeit" else {
        return error("Elbow has no `%` commands", at: line, suggestion: "leave this line out")
      }
      return error("Elbow has no `%` commands", at: line, suggestion: timed(peek().isSymbol("%"), after: lineNumber))
    default: return nil
    }
  }

  /// What `%time statement`, or `%%time` above a cell, is here.
  private func timed(_ wholeCell: Bool, after lineNumber: Int) -> String {
    if !wholeCell {
      let rest = source.text(SourceSpan(peek().span.end, source.span(ofLine: lineNumber).end))
      return "time" + rest
    }
    return "leave this line out; a line `time` afterwards gives the time of the last cell"
  }

  /// An operator of Python's, or of another language, that is not one here.
  func unsupportedOperator(_ symbol: String, after left: Expression) -> Diagnostic? {
    switch symbol {
    case "&" where peek().isSymbol("&"), "|" where peek().isSymbol("|"):
      let word = symbol == "&" ? "and" : "or"
      let span = SourceSpan(token.span.start, peek().span.end)
      return error(
        "`\(symbol)\(symbol)` is written `\(word)`", at: span, suggestion: source.line(replacing: span, with: word))
    case "&", "|":
      let word = symbol == "&" ? "and" : "or"
      return error(
        "`\(symbol)` is not part of Elbow", at: token.span,
        suggestion: "`\(word)` for two conditions; `\(symbol == "&" ? "*" : "+")` for two masks of numbers")
    case "^":
      return error(
        "`^` is not part of Elbow; a power is written `**`", at: token.span,
        suggestion: source.line(replacing: token.span, with: "**"))
    case "<<", ">>":
      return error("`\(symbol)` is not part of Elbow", at: token.span, suggestion: "`* 2**n` or `// 2**n`")
    default: return nil
    }
  }

  func unexpectedPrefix(_ symbol: String) -> Diagnostic {
    symbol == "!"
      ? error("`!` is written `not`", at: token.span, suggestion: source.line(replacing: token.span, with: "not "))
      : error("`\(symbol)` is not part of Elbow", at: token.span, suggestion: "`not x`, or `1 - mask`")
  }

  /// `i++` and `i--`, seen when the second sign has nothing after it.
  func doubledSign(_ symbol: String, after left: Expression) -> Diagnostic? {
    guard symbol == "+" || symbol == "-", token.isSymbol(symbol), peek().endsStatement, let name = left.name else {
      return nil
    }
    return error(
      "`\(symbol)\(symbol)` is not part of Elbow", at: SourceSpan(left.span.start, token.span.end),
      suggestion: "\(name) \(symbol)= 1")
  }

  /// What a symbol in the wrong place may have been meant as.
  func symbolHint(_ symbol: String) -> String? {
    switch symbol {
    case "=": "`==` compares; an assignment stands in a line of its own"
    case "?": "`?` asks for help after a name, at the end of a line"
    case "->": "leave out `->` and the type"
    default: nil
    }
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
        "types are not written in Elbow", at: SourceSpan(token.span.start, end),
        suggestion: equals.map { _ in
          source.line(replacing: SourceSpan(first.span.end, end), with: " ")
        } ?? "leave out `:` and the type")
    }
    return error(
      "this colon opens no block", at: token.span, suggestion: "`if`, `for`, `while`, `def` and `with` open one")
  }

  /// A value right behind another inside brackets.
  func missingComma(closing: String) -> Diagnostic {
    switch token.kind {
    case .name, .number, .string, .formatted:
      let place = SourceSpan(previousEnd, previousEnd)
      return error(
        "a comma is missing before `\(source.shortText(token.span))`", at: token.span,
        suggestion: source.line(replacing: place, with: ","))
    default: return unexpected(expected: "a comma or `\(closing)`")
    }
  }

  // MARK: Comprehensions

  mutating func rejectComprehension(of item: Expression, from start: Int, closing: String) throws {
    if token.isKeyword("for") { throw try comprehension(source.text(item.span), from: start, closing: closing) }
  }

  /// `[f(x) for x in xs if c]`, with the `map` and `filter` that do the same.
  mutating func comprehension(_ item: String, from start: Int, closing: String) throws -> Diagnostic {
    advance()
    let message = "comprehensions are not part of Elbow"
    let loop = "a `for` loop that appends to a list"
    let names = token
    guard let name = names.name, peek().isKeyword("in") else {
      return error(message, at: SourceSpan(start, previousEnd), suggestion: loop)
    }
    advance()
    advance()
    guard let values = try? parseOr() else {
      return error(message, at: SourceSpan(start, previousEnd), suggestion: loop)
    }
    var text = source.text(values.span)
    if accept(keyword: "if"), let condition = try? parseOr() {
      text = "filter(lambda \(name): \(source.text(condition.span)), \(text))"
    }
    if item != name { text = "map(lambda \(name): \(item), \(text))" }
    guard token.isSymbol(closing) else { return error(message, at: SourceSpan(start, previousEnd), suggestion: loop) }
    let end = token.span.end
    switch closing {
    case "]": text = "list(\(text))"
    case "}": text = "dict(\(text))"
    default:
      // A generator inside the brackets of a call: these stay.
      if source.scalars[start] != "(" {
        return error(
          message, at: SourceSpan(start, end - 1),
          suggestion: source.line(replacing: SourceSpan(start, end - 1), with: text))
      }
    }
    return error(
      message, at: SourceSpan(start, end), suggestion: source.line(replacing: SourceSpan(start, end), with: text))
  }
}
