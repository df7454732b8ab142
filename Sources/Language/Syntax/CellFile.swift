/// A file of cells: `# %%` at the start of a line begins the next one.
package struct CellFile {
  package struct Cell: Equatable, Sendable {
    /// The text behind `# %%`, without blanks; empty where there is none.
    package var title: String
    package var text: String
    /// The number, from 1, of the cell's first line in the file.
    package var firstLine: Int
  }

  /// The cells in their order; those without any text are left out.
  package let cells: [Cell]

  package init(_ text: String) {
    var cells = [Cell(title: "", text: "", firstLine: 1)]
    let source = SourceText(text, named: "")
    /// Where the present cell begins and its last line ends; nil before its first line.
    var span: SourceSpan?
    func close() {
      if let span { cells[cells.count - 1].text = source.text(span) }
      span = nil
    }
    for number in 1...source.lineCount {
      let line = source.span(ofLine: number)
      if let title = Self.title(source.scalars[line.start..<line.end]) {
        close()
        cells.append(Cell(title: title, text: "", firstLine: number + 1))
      } else {
        span = SourceSpan(span?.start ?? line.start, line.end)
      }
    }
    close()
    self.cells = cells.filter { $0.text.unicodeScalars.contains { !$0.properties.isWhitespace } }
  }

  /// The title of a separator line; nil where the line is none.
  private static func title(_ line: ArraySlice<Unicode.Scalar>) -> String? {
    guard line.first == "#" else { return nil }
    let rest = line.dropFirst().drop { $0 == " " }
    guard rest.starts(with: ["%", "%"]) else { return nil }
    var title = rest.dropFirst(2).drop { $0.properties.isWhitespace }
    while title.last?.properties.isWhitespace ?? false { title.removeLast() }
    return StringSearch.string(title)
  }
}
