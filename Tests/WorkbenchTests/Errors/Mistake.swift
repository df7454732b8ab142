import Foundation
import Testing

/// A cell with a mistake in it, and the error's full text, from Fixtures/mistakes.txt.
///
/// The file is made to be read from top to bottom: after `>>>` and `...` the cell, below it the error. With
/// ELBOW_WRITE_REFERENCE=1 in the environment the tests write the errors there as they now are.
struct Mistake: Sendable, CustomTestStringConvertible {
  let cell: String
  let error: String

  var testDescription: String { cell.split(separator: "\n").last.map(String.init) ?? "" }

  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/mistakes.txt").standardized

  static let all: [Mistake] = {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    var mistakes: [Mistake] = []
    var (cell, error): ([Substring], [Substring]) = ([], [])
    func close() {
      guard !cell.isEmpty else { return }
      while error.last?.isEmpty ?? false { error.removeLast() }
      mistakes.append(Mistake(cell: cell.joined(separator: "\n"), error: error.joined(separator: "\n")))
      (cell, error) = ([], [])
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(">>> ") {
        close()
        cell = [line.dropFirst(4)]
      } else if line.hasPrefix("... ") {
        cell.append(line.dropFirst(4))
      } else {
        error.append(line)
      }
    }
    close()
    return mistakes
  }()

  /// The error's text as it now is, without what differs from machine to machine.
  func found() throws -> String {
    try atDesk { desk in
      let result = desk.run(cell)
      return result.errorText(.plain).replacing(/limit is [0-9.]+ [A-Z]*B/, with: "limit is …")
    }
  }
}
