import Foundation
import Language
import Testing

/// Every name of the table has its value checked, its wrong arguments, its completion and its page of help; and every
/// name of the specification is in the table.
@Suite struct EveryNameTests {
  static let names = Desk().interpreter.table.names

  @Test func noNameIsWithoutACase() {
    let values = Set(ValueCase.all.map(\.name) + EntryCase.all.map(\.name))
    let columns: [(String, Set<String>)] = [
      ("a value", values), ("wrong arguments", Set(ArgumentTests.names)), ("completion", Set(Self.names)),
      ("help", Set(Self.names)),
      ("an example", Set(Desk().interpreter.table.entries.filter { !$0.example.isEmpty }.map(\.name))),
    ]
    #expect(Self.names.count > 120)
    for (column, covered) in columns {
      let without = Self.names.filter { !covered.contains($0) }
      #expect(without.isEmpty, "without \(column): \(without.joined(separator: ", "))")
    }
  }

  /// docs/language.md names functions in code spans of several words, and commands at the start of a row's spans.
  @Test func theSpecificationIsInTheTable() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/language.md")
    let text = try String(contentsOf: path.standardized, encoding: .utf8)
    let functions = try #require(text.split(separator: "## Functions").last?.split(separator: "Departures").first)
    let spans = functions.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map(\.element)
    // Keywords, words and members that stand in spans of their own.
    let others: Set = ["True", "labels", "split", "x", "y", "shapes"]
    let named = spans.filter { !$0.contains("=") || $0.contains("(") }.flatMap { span in
      span.split(separator: " ").compactMap { word -> String? in
        let name = word.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let rest = word.dropFirst(name.count)
        return name.isEmpty || !(rest.isEmpty || rest.hasPrefix("(")) ? nil : String(name)
      }
    }.filter { !others.contains($0) }
    let rows = text.split(separator: "## Commands").last?.split(separator: "\n## ").first?.split(separator: "\n") ?? []
    let commands = rows.filter { $0.hasPrefix("|") }.flatMap { row -> [String] in
      let cell = row.split(separator: "|").last ?? ""
      // What stands in brackets belongs to the command before it.
      var depth = 0
      let outside = cell.filter { character in
        if character == "(" { depth += 1 }
        defer { if character == ")" { depth -= 1 } }
        return depth == 0
      }
      let spans = outside.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      return spans.filter { $0.offset % 2 == 1 }.map { String($0.element.prefix { $0.isLetter || $0 == "_" }) }
    }.filter { $0.lowercased() == $0 }
    #expect(named.count > 90 && commands.count > 30, "\(named.count), \(commands.count)")
    let known = Set(Self.names + ["VERB"])
    let missing = (named + commands).filter { !known.contains($0) && !$0.isEmpty }
    #expect(missing.isEmpty, "in the specification and not in the table: \(missing.joined(separator: ", "))")

    // And the other way: each name stands in a span of these two parts, as a word of its own.
    let parts = functions + (text.split(separator: "## Commands").last?.split(separator: "\n## ").first ?? "")
    let written = Set(parts.matches(of: /`([^`]*)`/).flatMap { $0.1.matches(of: /\w+/).map { String($0.0) } })
    let unwritten = Self.names.filter { !written.contains($0) }
    #expect(
      unwritten.isEmpty,
      "in the table, and neither among the functions nor the commands of docs/language.md: \(unwritten.joined(separator: ", "))"
    )
  }

  /// The name itself, where a cell or an expression begins; its keywords in its brackets; its words.
  @Test(arguments: names)
  func isCompleted(_ name: String) throws {
    try atDesk { desk in
      let entry = try #require(desk.interpreter.table.entries.first { $0.name == name })
      func texts(_ code: String) -> [String] {
        desk.interpreter.complete(code, cursor: code.unicodeScalars.count).matches.map(\.text)
      }
      let begun = String(name.prefix(max(1, name.count - 1)))
      for code in [begun, "y = " + begun, "print(1, " + begun] {
        let match = desk.interpreter.complete(code, cursor: code.unicodeScalars.count).matches.first { $0.text == name }
        #expect(match?.signature == entry.signature, "\(code)")
      }
      for parameter in entry.parameters where parameter.style != .variadic {
        #expect(
          texts("y = \(name)(\(parameter.name.prefix(1))").contains("\(parameter.name)="), "\(name): \(parameter.name)")
        guard case .word(let words, _) = parameter.type, let word = words.first?.name else { continue }
        #expect(texts("y = \(name)(\(parameter.name)=").contains("\"\(word)\""), "\(name): \(parameter.name)=")
        if entry.kind == .command { #expect(texts("\(name) \(parameter.name)=").contains(word), "\(name): \(word)") }
      }
      if entry.isMethod, entry.parameters.first.map({ $0.type.expectation }) == "a tensor" {
        _ = desk.run("some_tensor = zeros(2)")
        #expect(texts("some_tensor.\(begun)").contains(name))
      }
    }
  }

  /// What `help`, `?` and the inspector show: the form, what it does, each parameter, an example.
  @Test(arguments: names)
  func isExplained(_ name: String) throws {
    try atDesk { desk in
      let entry = try #require(desk.interpreter.table.entries.first { $0.name == name })
      let page = desk.shown("help \(name)")
      #expect(page.hasPrefix(entry.signature + "\n"), "\(page)")
      #expect(page.contains(entry.summary) && page.contains("Example:"))
      for line in entry.example.split(separator: "\n") { #expect(page.contains(line), "\(name)") }
      for parameter in entry.parameters { #expect(page.contains(parameter.summary), "\(name): \(parameter.name)") }
      #expect(desk.interpreter.inspect(name, cursor: 1)?.plain == entry.page.plain)
    }
  }
}
