/// A change to the text of a cell that mends its mistake. An error shows the line that it gives; the tests follow it.
package struct Correction: Sendable {
  private struct Edit: Sendable {
    let span: SourceSpan
    let text: String
  }

  /// In the order of the text; none lies in another.
  private var edits: [Edit]

  init(_ span: SourceSpan, _ text: String) { edits = [Edit(span: span, text: text)] }

  /// Takes over the changes of another correction, where they do not meet its own.
  mutating func add(_ other: Correction) {
    for edit in other.edits {
      guard edits.allSatisfy({ edit.span.end <= $0.span.start || edit.span.start >= $0.span.end }) else { continue }
      edits.append(edit)
    }
    // Text put in before a name stands before what the name becomes.
    edits.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
  }

  private init(_ edits: [Edit]) { self.edits = edits }

  /// The changes of a correction of the mended text, as changes of the text itself; nil where they meet what was put in.
  func mapped(_ further: Correction) -> Correction? {
    var result: [Edit] = []
    for edit in further.edits {
      var shift = 0
      for own in edits {
        let start = own.span.start + shift
        let length = own.text.unicodeScalars.count
        if edit.span.end <= start, edit.span.start < start { break }
        guard edit.span.start >= start + length, edit.span.end > start + length || length == 0 else { return nil }
        shift += length - (own.span.end - own.span.start)
      }
      result.append(Edit(span: SourceSpan(edit.span.start - shift, edit.span.end - shift), text: edit.text))
    }
    return Correction(result)
  }

  /// The whole text, mended.
  func applied(to source: SourceText) -> String { text(of: SourceSpan(0, source.scalars.count), in: source) }

  /// The mended lines, without the indentation; several as a text that can stand in their place.
  func shown(in source: SourceText) -> String {
    guard let first = edits.first?.span.start, let last = edits.map(\.span.end).max() else { return "" }
    var start = source.span(ofLine: source.line(at: first)).start
    let end = max(last, source.span(ofLine: source.line(at: max(first, last - 1))).end)
    if source.line(at: first) != source.line(at: max(first, last - 1)) {
      // From a line on that is not indented: what is below it keeps its place.
      var line = source.line(at: first)
      while line > 1, source.text(source.span(ofLine: line)).first.map({ $0 == " " || $0 == "\t" }) ?? true {
        line -= 1
      }
      start = source.span(ofLine: line).start
      var text = text(of: SourceSpan(start, end), in: source)
      while text.last?.isWhitespace ?? false { text.removeLast() }
      return text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.isIdle }.joined(separator: "\n")
    }
    var line = text(of: SourceSpan(start, end), in: source).drop { $0 == " " || $0 == "\t" }
    while line.last?.isWhitespace ?? false { line.removeLast() }
    return line.isEmpty || line.isIdle ? "leave this line out" : String(line)
  }

  func text(of span: SourceSpan, in source: SourceText) -> String {
    var result = ""
    var position = span.start
    for edit in edits {
      result += source.text(SourceSpan(position, edit.span.start)) + edit.text
      position = edit.span.end
    }
    return result + source.text(SourceSpan(position, span.end))
  }
}

extension Substring {
  /// `x = x`, which is what is left of `x = x.to(device)`.
  fileprivate var isIdle: Bool {
    let sides = split(separator: " = ", omittingEmptySubsequences: false)
    return sides.count == 2 && sides[0] == sides[1]
  }
}
