import Foundation
import Language
import Testing

/// A cell with a mistake in it, and the error's full text, from docs/errors.md.
///
/// That page is made to be read from top to bottom: in each block after `>>>` and `...` the cell, below it the error.
/// With ELBOW_WRITE_REFERENCE=1 in the environment the tests write the errors there as they now are.
struct Mistake: Sendable, CustomTestStringConvertible {
  let cell: String
  let error: String

  var testDescription: String { cell.split(separator: "\n").last.map(String.init) ?? "" }

  static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/errors.md").standardized

  /// The page cut at its fences: words and blocks in turn.
  private static let parts = ((try? String(contentsOf: page, encoding: .utf8)) ?? "").split(
    separator: "```", omittingEmptySubsequences: false)

  static let all: [Mistake] = parts.enumerated().compactMap { $0 % 2 == 1 ? Mistake(block: $1) : nil }

  private init(block: Substring) {
    let lines = block.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
    func isCell(_ line: Substring) -> Bool { line.hasPrefix(">>> ") || line.hasPrefix("... ") || line == "..." }
    cell = lines.prefix(while: isCell).map { $0.dropFirst(4) }.joined(separator: "\n")
    error = lines.drop(while: isCell).joined(separator: "\n")
  }

  /// The page with the errors as they now are.
  static func updatedPage() throws -> String {
    try parts.enumerated().map { number, part in
      guard number % 2 == 1 else { return String(part) }
      let mistake = Mistake(block: part)
      let lines = mistake.cell.split(separator: "\n", omittingEmptySubsequences: false)
      return "text\n>>> " + lines.joined(separator: "\n... ") + "\n" + (try mistake.found()) + "\n"
    }.joined(separator: "```")
  }

  /// The error's text as it now is, without what differs from machine to machine.
  func found() throws -> String {
    try atDesk { desk in
      let result = desk.run(cell)
      return result.errorText(.plain).replacing(/limit here is [0-9.]+ [A-Z]*B/, with: "limit here is …")
    }
  }
}
