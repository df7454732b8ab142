import Foundation
import Language
import TestSupport
import Testing

/// What `help` says, and what it names.
@Suite struct HelpTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardized

  @Test func beginsWithWhatABeginnerNeeds() throws {
    let lines = Desk().shown("help").split(separator: "\n").map(String.init)
    #expect(lines.first == "to begin with")
    let first = ["data mnist", "model latent=30", "train epochs=10", "plot loss", "sample 64"]
    for (line, start) in zip(lines.dropFirst(), first) { #expect(line.hasPrefix("  \(start) "), "\(line)") }
    // The same lines as the page that every newcomer reads.
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    for line in first { #expect(readme.contains(line.split(separator: "=").first ?? ""), "\(line)") }
    let groups = lines.filter { !$0.hasPrefix(" ") }
    #expect(groups.dropFirst().prefix(4) == ["data", "model", "training", "looking"])
  }

  /// A lesson that an entry names is there, and shows the entry at work.
  @Test(arguments: Desk().session.entries().filter { $0.lesson != nil }.map(\.name))
  func lessonsShowTheirEntries(_ name: String) throws {
    let entry = try #require(Desk().session.entries().first { $0.name == name })
    let path = Self.root.appending(path: "Notebooks/\(entry.lesson ?? "").ipynb")
    let notebook = try String(contentsOf: path, encoding: .utf8)
    let word = try Regex("(^|[^A-Za-z0-9_])\(name)([^A-Za-z0-9_]|$)")
    #expect(notebook.contains(word), "\(name) is not in \(path.lastPathComponent)")
    #expect(entry.page.plain.contains("Lesson: \(entry.lesson ?? "").ipynb"))
  }

  @Test func defaultsAreThoseThatCount() {
    let help = Desk().shown("help train")
    #expect(help.hasPrefix("train epochs=1, lr=0.001, steps=None, optimizer=adam"), "\(help.prefix(100))")
    #expect(help.contains("beta=None"), "what no literal says stays")
  }
}
