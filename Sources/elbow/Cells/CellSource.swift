import FoundationEssentials
import JupyterWire
import Language

/// The cells that `elbow run` runs, wherever they come from.
struct CellSource {
  struct Cell {
    var text: String
    /// What messages call it: `cell 3`, `cell 3 (line 14)`.
    var name: String
    /// Whether values given on the command line take effect after it, as papermill has it.
    var isParameters = false
  }

  private(set) var cells: [Cell]

  /// - Parameter path: a file of cells, a notebook, or `-` for standard input.
  /// - Throws: ``CommandError`` where it cannot be read.
  init(_ path: String) throws {
    guard path != "-" else {
      var lines: [String] = []
      while let line = readLine(strippingNewline: true) { lines.append(line) }
      cells = Self.cells(ofFile: lines.joined(separator: "\n"))
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("cannot read \(path): there is no such file, or it may not be read")
    }
    cells =
      path.hasSuffix(".ipynb")
      ? try Self.cells(ofNotebook: [UInt8](data), path) : Self.cells(ofFile: String(decoding: data, as: UTF8.self))
  }

  /// Puts `name = value` lines after the cell of parameters, or before all where there is none.
  ///
  /// - Throws: ``CommandError`` for a setting without `=`.
  mutating func set(_ settings: [String]) throws {
    guard !settings.isEmpty else { return }
    let lines = try settings.map { setting in
      guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
        throw CommandError("--set takes name=value, and this is \(setting)")
      }
      return "\(setting[..<equals]) = \(setting[setting.index(after: equals)...])"
    }
    let place = cells.firstIndex(where: \.isParameters).map { $0 + 1 } ?? 0
    cells.insert(Cell(text: lines.joined(separator: "\n"), name: "--set"), at: place)
  }

  private static func cells(ofFile text: String) -> [Cell] {
    let cells = CellFile(text).cells
    return cells.enumerated().map { number, cell in
      Cell(
        text: cell.text,
        name: cells.count == 1 ? "the cell" : "cell \(number + 1)" + (number > 0 ? " (line \(cell.firstLine))" : ""),
        isParameters: cell.title == "parameters")
    }
  }

  /// The code cells of a notebook, in their order.
  private static func cells(ofNotebook bytes: [UInt8], _ path: String) throws -> [Cell] {
    guard let notebook = try? JSON(parsing: bytes), let cells = notebook["cells"]?.arrayValue else {
      throw CommandError("\(path) is no Jupyter notebook: it has no list of cells")
    }
    let code = cells.filter { $0["cell_type"]?.stringValue == "code" }
    return code.enumerated().map { number, cell in
      let source = cell["source"]
      let text = source?.stringValue ?? (source?.arrayValue ?? []).compactMap(\.stringValue).joined()
      let tags = cell["metadata"]?["tags"]?.arrayValue ?? []
      return Cell(
        text: text, name: "cell \(number + 1)", isParameters: tags.contains { $0.stringValue == "parameters" })
    }.filter { $0.text.contains { !$0.isWhitespace } }
  }
}

/// Something on the command line that cannot be done, said in one line.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
