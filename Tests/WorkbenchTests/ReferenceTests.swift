import Foundation
import Language
import Testing

/// docs/reference.md is generated from the table.
@Suite struct ReferenceTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/reference.md").standardized

  @Test func referenceIsUpToDate() throws {
    let wanted = Reference.markdown(Desk().interpreter.table)
    if Regeneration.isWanted {
      try wanted.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.file, encoding: .utf8)
    guard written != wanted else { return }
    let (old, new) = (written.split(separator: "\n"), wanted.split(separator: "\n"))
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }
    Issue.record(
      """
      docs/reference.md is stale, first where it says
        \(line.map { String($0.element.0) } ?? "less or more than the table")
      and the table
        \(line.map { String($0.element.1) } ?? "has \(new.count) lines")
      \(Regeneration.hint)
      """)
  }

  /// What the page says of entries is complete sentences' worth: no entry without its words.
  @Test func everyEntryIsDescribed() {
    for entry in Desk().session.entries() {
      #expect(!entry.summary.isEmpty && !entry.summary.hasSuffix("."), "\(entry.name)")
      #expect(!entry.example.isEmpty && !entry.result.isEmpty, "\(entry.name)")
      for parameter in entry.parameters { #expect(!parameter.summary.isEmpty, "\(entry.name): \(parameter.name)") }
    }
  }
}
