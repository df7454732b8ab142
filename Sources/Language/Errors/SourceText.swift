import Threads

/// The text of a cell with its name, and where its lines begin. Its line breaks are line feeds, whatever they were.
package final class SourceText: Sendable {
  /// Its name in messages: `cell 4`, or that of a file.
  package let name: String
  package let scalars: [Unicode.Scalar]
  private let lineStarts: [Int]
  /// The path of the module that it is, where it is no cell but the text of a written module.
  let module: String?
  /// The variables that there were when it was read, on which the meaning of its lines depends.
  let variables: Set<String>
  /// Made once: it has all of the text, and every function of the cell asks for it whenever the session is saved.
  private let knownRecord = Monitor<CellRecord?>(nil)

  package init(_ text: String, named name: String, module: String? = nil, variables: Set<String> = []) {
    self.name = name
    self.module = module
    self.variables = variables
    scalars = LineBreaks.unified(text.unicodeScalars)
    var starts = [0]
    for (offset, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(offset + 1) }
    lineStarts = starts
  }

  package var lineCount: Int { lineStarts.count }

  /// The cell as text, for files.
  var record: CellRecord {
    knownRecord.withLock { known in
      let record = known ?? CellRecord(self)
      known = record
      return record
    }
  }

  /// The number, from 1, of the line that holds an offset.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The offsets of a line, without its line break.
  package func span(ofLine line: Int) -> SourceSpan {
    let start = lineStarts[line - 1]
    return SourceSpan(start, line < lineStarts.count ? lineStarts[line] - 1 : scalars.count)
  }

  package func text(_ span: SourceSpan) -> String {
    let start = max(0, min(span.start, scalars.count))
    return StringSearch.string(scalars[start..<max(start, min(span.end, scalars.count))])
  }

  /// The text of a span on one line, cut where it is long: "mix(flour, water)".
  func shortText(_ span: SourceSpan, limit: Int = 60) -> String {
    let words = text(span).unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map(String.init)
      .joined(separator: " ")
    return words.count <= limit ? words : words.prefix(limit - 1) + "…"
  }
}
