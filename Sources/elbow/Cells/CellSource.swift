import Files
import Glibc
import JupyterWire
import Language

/// The cells that `elbow run` runs, wherever they come from.
struct CellSource {
  struct Cell {
    var text: String
    /// Its name in messages: `cell 3`, `cell 3 (line 14)`.
    var name: String
    /// Whether values given on the command line take effect after it, as papermill has it.
    var isParameters = false
    /// Whether the cells after it run even where it fails, as nbclient has it.
    var mayFail = false
  }

  private(set) var cells: [Cell]

  /// - Parameter path: a file of cells, a notebook, or `-` for standard input.
  /// - Throws: ``CommandError`` where it cannot be read.
  init(_ path: String) throws {
    let data = try Self.contents(of: path)
    if Paths.hasEnding(path, ".ipynb") {
      cells = try Self.cells(ofNotebook: data, path)
    } else if let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) {
      cells = Self.cells(ofFile: text)
    } else {
      throw CommandError("cannot run \(path): it is no text in UTF-8")
    }
  }

  /// All bytes of a file, of a pipe, or of standard input, without a byte-order mark.
  private static func contents(of path: String) throws -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes =
        path == "-" ? try FileReader(dup(STDIN_FILENO), named: path).rest() : try FileReader.bytes(of: path)
    } catch {
      throw CommandError("\(error)")
    }
    return bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// Puts `name = value` lines after the cell of parameters, or before all where there is none.
  ///
  /// A value is an expression (`2`, `0.5`, `[1, 2]`), or a word that stands for itself.
  ///
  /// - Returns: what is to be said of settings that the cell of parameters does not have.
  /// - Throws: ``CommandError`` for a setting without `=`.
  mutating func set(_ settings: [String]) throws -> [String] {
    guard !settings.isEmpty else { return [] }
    let lines = try settings.map { setting in
      guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
        throw CommandError("--set takes name=value, and this is \(setting)")
      }
      return "\(setting[..<equals]) = \(Self.literal(setting[setting.index(after: equals)...]))"
    }
    let parameters = cells.firstIndex(where: \.isParameters)
    let known = parameters.map { place in
      Set(cells[place].text.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    }
    let warnings = settings.compactMap { setting -> String? in
      let name = setting.prefix { $0 != "=" && $0 != " " }
      guard let known, !known.contains(name) else { return nil }
      return "--set \(setting): the cell of parameters has no `\(name)`"
    }
    cells.insert(Cell(text: lines.joined(separator: "\n"), name: "--set"), at: parameters.map { $0 + 1 } ?? 0)
    return warnings
  }

  /// A value as it stands in a cell: a bare word, or a path, is a text, as papermill has it.
  private static func literal(_ value: Substring) -> String {
    let isWord =
      value.contains(where: \.isLetter) && value.allSatisfy { $0.isLetter || $0.isNumber || "_-./~".contains($0) }
      && !["True", "False", "None"].contains(value) && Double(value) == nil
    return isWord ? String(value).literal : String(value)
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
    let code: [Notebook.Cell]
    do { code = try Notebook(parsing: bytes).cells } catch { throw CommandError("\(path) \(error)") }
    return code.enumerated().compactMap { number, cell in
      if cell.tags.contains("skip-execution") { return nil }
      return Cell(
        text: cell.source, name: "cell \(number + 1)", isParameters: cell.tags.contains("parameters"),
        mayFail: cell.tags.contains("raises-exception"))
    }.filter { $0.text.contains { !$0.isWhitespace } }
  }
}

/// Something on the command line that cannot be done, said in one line.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
