/// Cells that ended in an error, by which a name is explained that one of them would have made.
struct FailedCells {
  /// So many of the newest are remembered, and none that is longer than so many characters.
  private static let kept = 20
  private static let longest = 100_000

  private var cells: [(name: String, text: String, kind: Diagnostic.Kind)] = []

  mutating func note(_ cell: SourceText, _ kind: Diagnostic.Kind) {
    guard cell.scalars.count <= Self.longest else { return }
    let text = Self.text(of: cell)
    // Run again, it is under another number, and the older one is no cell of the notebook any more.
    cells.removeAll { $0.text == text }
    cells.append((cell.name, text, kind))
    if cells.count > Self.kept { cells.removeFirst() }
  }

  /// The newest cell that begins a line with an assignment to the name, or defines a function of it.
  func hint(onUnknown name: String, in cell: SourceText) -> (note: String, suggestion: String)? {
    let own = Self.text(of: cell)
    guard let failed = cells.last(where: { $0.text != own && Self.makes(name, in: $0.text) }) else { return nil }
    return (
      "\(failed.name), which would have made `\(name)`, failed (\(failed.kind.rawValue))",
      "mend that cell and run it, then this one"
    )
  }

  private static func text(of cell: SourceText) -> String { cell.text(SourceSpan(0, cell.scalars.count)) }

  /// Looks at the text: of a cell that cannot be read there is nothing else.
  private static func makes(_ name: String, in text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      var line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("def ") { return line.dropFirst(4).hasPrefix(name + "(") }
      // `a, b = …` too.
      while true {
        let word = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        line = line.dropFirst(word.count).drop { $0 == " " }
        if word == name {
          return line.hasPrefix("=") && !line.hasPrefix("==") || line.hasPrefix(",") && line.contains("=")
        }
        guard !word.isEmpty, line.first == "," else { return false }
        line = line.dropFirst().drop { $0 == " " }
      }
    }
  }
}
