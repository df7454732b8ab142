import Foundation
import JupyterWire
import Language

/// The cells that people wrote: those of the notebooks, of the page of mistakes, of the table's examples.
struct Seeds {
  let cells: [String]

  /// - Parameter root: the folder of the project.
  init(root: URL, table: Table) throws {
    let notebooks = try Self.files(of: root.appending(path: "Notebooks"), ending: "ipynb").flatMap(
      Self.cells(ofNotebook:))
    let mistakes = try Self.cells(ofPage: root.appending(path: "docs/errors.md"))
    let examples = table.entries.flatMap { [$0.example] + ($0.expansion.map { [$0] } ?? []) }
    cells = notebooks + mistakes + examples
  }

  /// The cells that once broke something, each with its file's name. A file holds the cells of one session.
  static func findings(root: URL) throws -> [(name: String, cells: [String])] {
    try files(of: root.appending(path: "Tests/Fuzz/Findings"), ending: "elbow").map { file in
      (file.lastPathComponent, CellFile(try String(contentsOf: file, encoding: .utf8)).cells.map(\.text))
    }
  }

  private static func files(of folder: URL, ending: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == ending }.sorted { $0.path < $1.path }
  }

  private static func cells(ofNotebook file: URL) throws -> [String] {
    try Notebook(parsing: [UInt8](Data(contentsOf: file))).cells.map(\.source)
  }

  /// What stands behind `>>>` and `...` in the page's blocks.
  private static func cells(ofPage file: URL) throws -> [String] {
    let blocks = try String(contentsOf: file, encoding: .utf8).split(separator: "```", omittingEmptySubsequences: false)
    return blocks.enumerated().filter { $0.offset % 2 == 1 }.map { _, block in
      block.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { $0.hasPrefix(">>> ") || $0.hasPrefix("... ") }
        .map { $0.dropFirst(4) }.joined(separator: "\n")
    }
  }
}
