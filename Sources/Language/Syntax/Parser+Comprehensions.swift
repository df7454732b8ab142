/// Python's comprehensions as they are written here: functions that go through the items, or a loop before the line.
extension Parser {
  mutating func rejectComprehension(of item: Expression, from start: Int, closing: String) throws {
    if token.isKeyword("for") { throw try comprehension(source.text(item.span), from: start, closing: closing) }
  }

  /// `[f(x) for x in xs if c]`, with the `map` and `filter` that do the same.
  mutating func comprehension(_ item: String, from start: Int, closing: String) throws -> Diagnostic {
    advance()
    let message = "comprehensions are not part of \(language)"
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
    var test: String?
    if accept(keyword: "if"), let condition = try? parseOr() { test = source.text(condition.span) }
    // Where a command has the name of `map`, a loop does its work.
    if table["map"]?.kind == .command, item != name {
      return asLoop(item, name, text, test, from: start, closing: closing, message)
    }
    if let test {
      text = "filter(lambda \(name): \(test), \(text))"
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
          correction: Correction(SourceSpan(start, end - 1), text))
      }
    }
    return error(
      message, at: SourceSpan(start, end), correction: Correction(SourceSpan(start, end), text))
  }
  /// The loop that gathers the items, and then the statement with what it gathered, in place of its line; only an example
  /// where the line is part of a block, or holds other statements.
  private func asLoop(
    _ item: String, _ name: String, _ values: String, _ test: String?, from start: Int, closing: String,
    _ message: String
  ) -> Diagnostic {
    let end = token.isSymbol(closing) ? token.span.end : previousEnd
    let list = ["items", "values", "gathered"].first { !variables.contains($0) } ?? "items"
    let lines = ["\(list) = []", "for \(name) in \(values):"] + (test.map { ["    if \($0):"] } ?? [])
    let indent = String(repeating: "    ", count: lines.count - 1)
    let loop = (lines + ["\(indent)\(list).append(\(item))"]).joined(separator: "\n")
    var error = error(message, at: SourceSpan(start, end))
    guard let statement = statement(around: start, binding: name), source.isWholeLine(statement),
      source.span(ofLine: source.line(at: statement.start)).start == statement.start, token.isSymbol(closing)
    else {
      error.example = loop
      return error
    }
    // A generator within the brackets of a call: these stay.
    let isBare = closing == ")" && source.scalars[start] != "("
    let rest = SourceSpan(isBare ? end - 1 : end, statement.end)
    error.suggestion =
      loop + "\n" + source.text(SourceSpan(statement.start, start)) + (closing == "}" ? "dict(\(list))" : list)
      + source.text(rest)
    return error
  }

  /// The simple statement that holds a comprehension, if a loop before it does the same: nothing else in it repeats, and
  /// no variable has the name that the loop binds.
  private func statement(around start: Int, binding name: String) -> SourceSpan? {
    let before = tokens[..<index].lastIndex { token in
      switch token.kind {
      case .newline, .indent, .dedent: true
      default: token.isSymbol(";")
      }
    }
    let first = before.map { $0 + 1 } ?? 0
    let statement = tokens[first...].prefix { !$0.endsStatement }
    guard let start = statement.first?.span.start, let end = statement.last?.span.end, !variables.contains(name),
      statement.count(where: { $0.isKeyword("for") }) == 1, statement.first.map({ !$0.isKeyword("if") }) ?? false,
      !statement.contains(where: { token in
        ["elif", "else", "while", "def", "with", "lambda", "and", "or"].contains(where: token.isKeyword)
      })
    else { return nil }
    return SourceSpan(start, end)
  }
}
