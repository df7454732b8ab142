/// The code cells of a Jupyter notebook (nbformat 4).
package struct Notebook {
  package struct Cell {
    package let source: String
    package let tags: [String]
  }

  package let cells: [Cell]

  /// - Throws: ``NotebookError`` where the bytes are no notebook, or a damaged one.
  package init(parsing bytes: [UInt8]) throws(NotebookError) {
    let notebook: JSON
    do throws(JSONError) { notebook = try JSON(parsing: bytes) } catch {
      guard !Self.hasConflict(bytes) else {
        throw NotebookError(
          "has the marks of a git conflict in it (<<<<<<<): settle it, or take one side with git checkout")
      }
      throw NotebookError(
        bytes.isEmpty ? "is no Jupyter notebook: the file is empty" : "is no Jupyter notebook: \(error)")
    }
    guard let items = notebook["cells"]?.arrayValue else {
      throw NotebookError(
        notebook["worksheets"] == nil
          ? "is no Jupyter notebook: it has no list of cells"
          : "is a notebook of an old format; jupyter nbconvert --to notebook --inplace makes it a new one")
    }
    var cells: [Cell] = []
    for (place, item) in items.enumerated() {
      guard ["code", "markdown", "raw"].contains(item["cell_type"]?.stringValue), let source = Self.text(item["source"])
      else { throw NotebookError("is a damaged notebook: its item \(place + 1) is no cell with a type and a source") }
      guard item["cell_type"]?.stringValue == "code" else { continue }
      cells.append(
        Cell(source: source, tags: (item["metadata"]?["tags"]?.arrayValue ?? []).compactMap(\.stringValue)))
    }
    self.cells = cells
  }

  /// Whether a line begins as git begins what it could not merge.
  private static func hasConflict(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).contains { $0.starts(with: "<<<<<<< ".utf8) }
  }

  /// A text, or a list of its lines; nil where it is something else, or has something else in it.
  private static func text(_ source: JSON?) -> String? {
    if let text = source?.stringValue { return text }
    guard let lines = source?.arrayValue else { return nil }
    let texts = lines.compactMap(\.stringValue)
    return texts.count == lines.count ? texts.joined() : nil
  }
}

/// Why bytes are no notebook: what is to be said after its name.
package struct NotebookError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
