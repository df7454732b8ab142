extension SourceText {
  /// The end of the call whose callee ends here: behind the bracket that closes its arguments. Nil where there is none.
  func endOfCall(behind callee: Int) -> Int? {
    guard callee < scalars.count, scalars[callee] == "(" else { return nil }
    var depth = 0
    var quote: Unicode.Scalar?
    var place = callee
    while place < scalars.count {
      let scalar = scalars[place]
      if let open = quote {
        if scalar == "\\" { place += 1 } else if scalar == open { quote = nil }
      } else {
        switch scalar {
        case "\"", "'": quote = scalar
        case "#": while place + 1 < scalars.count, scalars[place + 1] != "\n" { place += 1 }
        case "(", "[", "{": depth += 1
        case ")", "]", "}":
          depth -= 1
          if depth == 0 { return place + 1 }
        default: break
        }
      }
      place += 1
    }
    return nil
  }

  /// Whether a span is all of an argument, or all that stands right of `=`: no operator and no dot is beside it.
  func isAlone(_ span: SourceSpan) -> Bool {
    let behind = scalars[span.end...].first { $0 != " " } ?? "\n"
    let before = scalars[..<span.start].reversed().drop { $0 == " " }.prefix(2)
    let isCompared = before.last.map { "=!<>".unicodeScalars.contains($0) } ?? false
    guard "\n#),]".unicodeScalars.contains(behind), let previous = before.first else { return false }
    return "(,[".unicodeScalars.contains(previous) || previous == "=" && !isCompared
  }

  /// The text of an expression as an operand: in brackets where it does not bind as tightly as a name.
  func operand(_ expression: Expression) -> String {
    let text = text(expression.span)
    let isOperand = expression.isOperand || endOfCall(behind: expression.span.start) == expression.span.end
    return isOperand ? text : "(\(text))"
  }

  /// Whether a span with the brackets behind it is all that a line does: `limit = sys.maxsize()`.
  func isAllOfItsLine(_ callee: SourceSpan) -> Bool {
    let whole = SourceSpan(callee.start, endOfCall(behind: callee.end) ?? callee.end)
    let line = span(ofLine: line(at: whole.start))
    let before = text(SourceSpan(line.start, whole.start)).split(separator: "=", omittingEmptySubsequences: false)
    let isAssigned = before.count == 2 && before[1] == " " && !before[0].contains { ",([{.!<>".contains($0) }
    return scalars[whole.end..<max(whole.end, line.end)].prefix { $0 != "#" }.allSatisfy { $0 == " " }
      && (isAssigned || before.count == 1 && before[0].allSatisfy { $0 == " " })
  }

  /// Whether nothing else stands on the lines of a span.
  func isWholeLine(_ span: SourceSpan) -> Bool {
    let before = scalars[self.span(ofLine: line(at: span.start)).start..<span.start]
    let behind = scalars[span.end..<self.span(ofLine: line(at: span.end - 1)).end]
    return (before + behind).allSatisfy { $0 == " " }
  }
}
