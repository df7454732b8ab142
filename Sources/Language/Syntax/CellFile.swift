/// A file of cells: `# %%` at the start of a line begins the next one.
package struct CellFile {
  package struct Cell: Equatable, Sendable {
    /// What stands behind `# %%`, without blanks; empty where nothing does.
    package var title: String
    package var text: String
    /// The number, from 1, of the cell's first line in the file.
    package var firstLine: Int
  }

  /// The cells in their order; those without any text are left out.
  package let cells: [Cell]

  package init(_ text: String) {
    var cells = [Cell(title: "", text: "", firstLine: 1)]
    var lines: [Substring] = []
    func close() {
      cells[cells.count - 1].text = lines.joined(separator: "\n")
      lines = []
    }
    // "\r\n" is one character to Swift, and a line break of its own.
    let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (number, line) in all.enumerated() {
      if let title = Self.title(line) {
        close()
        cells.append(Cell(title: title, text: "", firstLine: number + 2))
      } else {
        lines.append(line)
      }
    }
    close()
    self.cells = cells.filter { $0.text.contains { !$0.isWhitespace } }
  }

  /// The title of a separator line; nil where the line is none.
  private static func title(_ line: Substring) -> String? {
    guard line.first == "#" else { return nil }
    let rest = line.dropFirst().drop { $0 == " " }
    guard rest.hasPrefix("%%") else { return nil }
    var title = rest.dropFirst(2).drop { $0.isWhitespace }
    while title.last?.isWhitespace ?? false { title.removeLast() }
    return String(title)
  }
}
