/// The written reference, generated from the table.
package enum Reference {
  /// All entries by group, as a Markdown document.
  package static func markdown(_ table: Table) -> String {
    var blocks = ["# Reference", "Generated from the table of the language; do not edit."]
    for group in table.groups {
      blocks.append("## \(group.name)")
      blocks += group.entries.map { $0.markdown(level: 3) }
    }
    blocks.append("## Errors")
    blocks.append(
      "A cell's error has one of these names: "
        + errorKinds(table.dialect).map { "`\($0.rawValue)`" }.joined(separator: ", ") + ".")
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// All kinds of errors that a cell can end with.
  package static func errorKinds(_ dialect: any Dialect) -> [Diagnostic.Kind] {
    Diagnostic.Kind.ofPrograms + dialect.errorKinds + Diagnostic.Kind.ofSessions
  }

  /// All terms as a Markdown document.
  package static func glossary(_ table: Table, links: GlossaryTerm.Links) -> String {
    let phrase = table.dialect.phrases.term
    let term = phrase.isEmpty ? table.terms.first?.title ?? "NAME" : phrase
    let blocks =
      [
        "# Glossary",
        "Generated from the table of the language; do not edit. In a notebook, `help \(term)` shows one of these.",
        table.terms.map { "[\($0.title)](#\(anchor(of: $0.title)))" }.joined(separator: " · "),
      ] + table.terms.map { mark(of: $0.title) + $0.markdown(level: 2, links: links) }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// A place for links to jump to where a heading has capitals: some viewers keep them in its name, and others do not.
  private static func mark(of heading: String) -> String {
    heading == heading.lowercased() ? "" : "<a id=\"\(anchor(of: heading))\"></a>\n\n"
  }

  /// A heading's name in links to it.
  package static func anchor(of heading: String) -> String {
    String(
      heading.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.map { $0 == " " ? "-" : $0 })
  }
}
