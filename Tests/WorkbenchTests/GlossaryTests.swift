import Foundation
import Language
import Testing

/// docs/glossary.md is generated from the terms; what they name exists.
@Suite struct GlossaryTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  private static let file = root.appending(path: "docs/glossary.md")

  private static let links = GlossaryTerm.Links(
    lesson: { "[\($0)](../Notebooks/\($0).ipynb)" },
    entry: { "[\($0)](reference.md#\(Reference.anchor(of: $0)))" },
    term: { name in
      let title = String(name.map { $0 == "_" ? " " : $0 })
      return "[\(title)](#\(Reference.anchor(of: title)))"
    })

  private static var table: Table { Desk().interpreter.table }

  @Test func glossaryIsUpToDate() throws {
    let wanted = Reference.glossary(Self.table, links: Self.links)
    if Regeneration.isWanted { try wanted.write(to: Self.file, atomically: true, encoding: .utf8) }
    let written = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(written == wanted, "docs/glossary.md is stale. \(Regeneration.hint)")
  }

  @Test func thereAreTerms() {
    #expect(Self.table.terms.count >= 30)
    for name in ["ELBO", "posterior", "reparameterization", "KL"] { #expect(Self.table.term(name) != nil, "\(name)") }
  }

  @Test(arguments: Desk().interpreter.table.terms.map(\.name))
  func linksExist(_ name: String) throws {
    let term = try #require(Self.table.term(name))
    #expect(!term.lessons.isEmpty)
    for lesson in term.lessons {
      let file = Self.root.appending(path: "Notebooks/\(lesson).ipynb")
      #expect(FileManager.default.fileExists(atPath: file.path(percentEncoded: false)), "\(lesson)")
    }
    for entry in term.entries { #expect(Self.table.names.contains(entry), "\(name): no entry \(entry)") }
    for other in term.related {
      #expect(Self.table.terms.contains { $0.name == other }, "\(name): no term \(other)")
      #expect(other != name)
    }
  }

  @Test(arguments: Desk().interpreter.table.terms.map(\.name))
  func isShortAndComplete(_ name: String) throws {
    let term = try #require(Self.table.term(name))
    #expect(term.definition.hasSuffix(".") && term.definition.count < 420, "\(term.definition.count) letters")
    #expect(term.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" })
  }

  /// A word leads to one page: no term hides behind an entry, a group or another term.
  @Test func namesAreDistinct() {
    let groups = Set(Self.table.groups.map(\.name)), entries = Set(Self.table.names)
    var seen: [String: String] = [:]
    for term in Self.table.terms {
      #expect(!groups.contains(term.name) && !entries.contains(term.name), "\(term.name)")
      for name in [term.name] + term.otherNames {
        let key = name.lowercased().filter { $0.isLetter || $0.isNumber }
        #expect(seen[key] == nil, "\(name) leads to \(seen[key] ?? "") and to \(term.name)")
        seen[key] = term.name
      }
    }
  }

  /// `help` in a session, whatever the case, and although a variable has the name.
  @Test(arguments: [
    "help ELBO", "help elbo", "ELBO = 3\nhelp ELBO", "help evidence_lower_bound", "help(\"lower bound\")", "ELBO?",
  ])
  func helpShowsTheTerm(_ cell: String) throws {
    let shown = try atDesk { $0.shown(cell) }
    #expect(shown.hasPrefix("ELBO\n  The evidence lower bound"), "\(shown)")
    #expect(shown.contains("E_q[log p_θ(x | z)]") && shown.contains("help KL") && shown.contains("04-evidence"))
  }

  @Test func completionKnowsTheTerms() throws {
    let matches = Desk().interpreter.complete("help post", cursor: 9).matches.map(\.text)
    #expect(matches == ["posterior", "posterior_collapse"])
  }
}
