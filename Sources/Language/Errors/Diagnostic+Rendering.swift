extension Diagnostic {
  package enum Style: Sendable {
    case plain
    /// Coloured with ANSI escapes, as notebooks and terminals show it.
    case ansi
  }

  /// The whole text of the error: kind and message, the place with its caret line, notes, and what to try.
  ///
  /// - Parameter current: the cell that was run, whose places are called "line 3"; those of any other cell are called
  ///   "cell 2, line 3". Nil: the cell that the error lies in.
  package func rendered(_ style: Style = .plain, in current: SourceText? = nil) -> String {
    var writer = Writer(style: style, current: current ?? calls.last?.source ?? source)
    writer.line([(kind.rawValue, .kind), (": " + message, .message)])
    if let source, let span { writer.excerpt(source, span, focus) }
    writer.calls(calls)
    for note in notes { writer.line([("  " + note, .note)]) }
    if let suggestion = suggestion ?? source.flatMap({ correction?.shown(in: $0) }) {
      writer.labelled("try", suggestion)
    } else if let example {
      writer.labelled("example", example)
    }
    return writer.lines.joined(separator: "\n")
  }
}

private struct Writer {
  enum Role: String {
    case kind = "1;31"
    case message = "1"
    case gutter = "36"
    case code = ""
    case underline = "31"
    case caret = "31 "
    case note = "2"
    case label = "32"
    case suggestion = "1;32"
  }

  let style: Diagnostic.Style
  let current: SourceText?
  private(set) var lines: [String] = []

  init(style: Diagnostic.Style, current: SourceText?) {
    self.style = style
    self.current = current
  }

  mutating func line(_ parts: [(text: String, role: Role)]) {
    lines.append(
      parts.map { text, role in
        let code = role.rawValue.filter { $0 != " " }
        // The user's own code stays as it is: the marks below it go by its columns.
        let text = role == .code ? text : text.showingControls
        return style == .plain || code.isEmpty || text.isEmpty ? text : "\u{1b}[\(code)m\(text)\u{1b}[0m"
      }.joined())
  }

  /// `  try: …`, with further lines below the first.
  mutating func labelled(_ label: String, _ text: String) {
    for (position, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let start = "  \(label): "
      line([(position == 0 ? start : String(repeating: " ", count: start.count), .label), (String(part), .suggestion)])
    }
  }

  private func place(_ source: SourceText, _ line: Int) -> String {
    source === current ? "line \(line)" : "\(source.name), line \(line)"
  }

  /// The lines of a span, each with its part underlined. A long one shows its first lines and its last.
  mutating func excerpt(_ source: SourceText, _ span: SourceSpan, _ focus: SourceSpan?) {
    let first = source.line(at: span.start)
    let last = max(first, source.line(at: max(span.start, span.end - 1)))
    let names = Array(first...last)
    let shown = names.count <= 5 ? names : Array(names.prefix(3) + names.suffix(1))
    let gutterWidth = place(source, last).count
    for number in shown {
      let name = place(source, number)
      if number == last, names.count > shown.count {
        line([("  " + String(repeating: " ", count: gutterWidth) + " │ ", .gutter), ("…", .code)])
      }
      let whole = source.span(ofLine: number)
      let padding = String(repeating: " ", count: gutterWidth - name.count)
      let text = StringSearch.string(source.scalars[whole.start..<whole.end].map(Self.drawn))
      line([("  " + padding + name + " │ ", .gutter), (text, .code)])
      underline(source, whole, span, focus, gutter: String(repeating: " ", count: gutterWidth))
    }
  }

  /// A scalar as a line shows it: one that would move the cursor or turn the line around is a mark in its place.
  private static func drawn(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: scalar
    case 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: "\u{FFFD}"
    default:
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
      default: scalar
      }
    }
  }

  /// `~` under the span, `^` under its focus; `^` alone where there is no focus.
  private mutating func underline(
    _ source: SourceText, _ line: SourceSpan, _ span: SourceSpan, _ focus: SourceSpan?, gutter: String
  ) {
    var start = max(line.start, span.start)
    let end = min(line.end, max(span.end, span.start + 1))
    // On the further lines of a span, the indentation is not part of the expression.
    while start < end, start > span.start, source.scalars[start] == " " { start += 1 }
    var parts: [(text: String, role: Role)] = [("  \(gutter) │ ", .gutter)]
    let columns = Unicode.Scalar.columns(of: source.scalars[line.start..<line.end].map(Self.drawn))
    var before = ""
    for offset in line.start..<max(line.start, min(start, line.end)) {
      // A tab stays a tab, so that the mark lands under its expression wherever the tab stops are.
      before += source.scalars[offset] == "\t" ? "\t" : String(repeating: " ", count: columns[offset - line.start])
    }
    parts.append((before, .code))
    var marks = ""
    for offset in start..<max(start, end) {
      let inFocus = focus.map { offset >= $0.start && offset < $0.end } ?? true
      marks += String(repeating: inFocus ? "^" : "~", count: columns[offset - line.start])
    }
    // A span at the very end of a line, or without a width, is marked by the place after it.
    parts.append(marks.isEmpty ? ("^", .caret) : (marks, .underline))
    self.line(parts)
  }

  /// "called in line 7 by f(0)": every call from the innermost out; the middle of a long chain is counted.
  mutating func calls(_ calls: [Diagnostic.CallSite]) {
    let shown = calls.count <= 8 ? calls.count : 4
    func write(_ call: Diagnostic.CallSite) {
      let number = call.source.line(at: call.span.start)
      line([("  called in \(place(call.source, number)) by \(call.source.shortText(call.span))", .note)])
    }
    for call in calls.prefix(shown) { write(call) }
    guard calls.count > shown else { return }
    line([("  … \(calls.count - shown - 1) more calls …", .note)])
    for call in calls.suffix(1) { write(call) }
  }
}
