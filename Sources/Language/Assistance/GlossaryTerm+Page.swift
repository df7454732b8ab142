extension GlossaryTerm {
  /// The term's page of help, as text and Markdown.
  package var page: Display {
    var display = Display(plain: plainPage)
    display.forms["text/markdown"] = .text(markdown(level: 3, links: .none))
    return display
  }

  /// Where the names on a page lead.
  package struct Links: Sendable {
    var lesson: @Sendable (String) -> String
    var entry: @Sendable (String) -> String
    var term: @Sendable (String) -> String

    package init(
      lesson: @escaping @Sendable (String) -> String, entry: @escaping @Sendable (String) -> String,
      term: @escaping @Sendable (String) -> String
    ) {
      (self.lesson, self.entry, self.term) = (lesson, entry, term)
    }

    /// Nowhere: a page of help says what to type instead.
    static let none = Links(lesson: { "`\($0)`" }, entry: { "`help \($0)`" }, term: { "`help \($0)`" })
  }

  private var plainPage: String {
    var lines = [title, "  " + definition]
    if let formula { lines += [""] + formula.indentedLines }
    lines.append("")
    for (heading, names) in references(Links(lesson: { $0 }, entry: { "help \($0)" }, term: { "help \($0)" })) {
      lines.append("\(heading): \(names)")
    }
    return lines.joined(separator: "\n")
  }

  /// The term as a section of the written glossary.
  package func markdown(level: Int, links: Links) -> String {
    var blocks = [String(repeating: "#", count: level) + " \(title)", definition]
    blocks += typeset.map { "$$ \($0) $$" }
    if typeset.isEmpty, let formula {
      blocks.append("```\n\(formula)\n```")
    }
    blocks.append(references(links).map { "\($0): \($1)" }.joined(separator: "  \n"))
    return blocks.joined(separator: "\n\n")
  }

  private func references(_ links: Links) -> [(heading: String, names: String)] {
    [
      ("Taught in", lessons.map(links.lesson)), ("Commands and functions", entries.map(links.entry)),
      ("See also", related.map(links.term)),
    ].filter { !$0.1.isEmpty }.map { ($0.0, $0.1.joined(separator: ", ")) }
  }
}
