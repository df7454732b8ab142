extension Parser {
  /// A text copied with the prompts of Python or of a notebook, `>>> x = 3` and `In [1]: x = 3`: the program is what
  /// stands behind them, and lines without one are what it printed.
  func prompts() -> Diagnostic? {
    let lines = (1...source.lineCount).map {
      (span: source.span(ofLine: $0), prompt: Self.prompt(of: text(ofLine: $0)))
    }
    guard let first = lines.first(where: { !text(of: $0.span).allSatisfy(\.isWhitespace) }), let prompt = first.prompt
    else { return nil }
    let place = SourceSpan(first.span.start, first.span.start + prompt)
    var correction = Correction(place, "")
    for (number, line) in lines.enumerated() {
      if let length = line.prompt {
        correction.add(Correction(SourceSpan(line.span.start, line.span.start + length), ""))
      } else if number > 0 {
        correction.add(Correction(SourceSpan(lines[number - 1].span.end, line.span.end), ""))
      }
    }
    let name = source.text(place).filter { $0 != " " }
    return error("`\(name)` is a prompt, and no part of the program", at: place, correction: correction)
  }

  private func text(of span: SourceSpan) -> Substring { Substring(source.text(span)) }

  private func text(ofLine line: Int) -> Substring { text(of: source.span(ofLine: line)) }

  /// The length of the prompt that a line begins with, and of the blank behind it.
  private static func prompt(of line: Substring) -> Int? {
    let rest = line.drop { $0 == " " }
    let length: Int
    if rest.hasPrefix(">>>") || rest.hasPrefix("... ") || rest == "..." {
      length = 3
    } else if rest.hasPrefix("...:") {
      length = 4
    } else if rest.hasPrefix("In ["), let end = rest.firstIndex(of: "]"), rest[end...].hasPrefix("]:"),
      rest[..<end].dropFirst(4).allSatisfy(\.isNumber)
    {
      length = rest[...end].unicodeScalars.count + 1
    } else {
      return nil
    }
    let behind = rest.dropFirst(length)
    return line.count - rest.count + length + (behind.first == " " ? 1 : 0)
  }
}
