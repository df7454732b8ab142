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
        + Diagnostic.Kind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") + ".")
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// All terms as a Markdown document.
  package static func glossary(_ table: Table, links: GlossaryTerm.Links) -> String {
    let blocks =
      [
        "# Glossary",
        "Generated from the table of the language; do not edit. In a notebook, `help ELBO` shows one of these.",
        table.terms.map { "[\($0.title)](#\(anchor(of: $0.title)))" }.joined(separator: " · "),
      ] + table.terms.map { $0.markdown(level: 2, links: links) }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// What a heading is called in links to it.
  package static func anchor(of heading: String) -> String {
    String(
      heading.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.map { $0 == " " ? "-" : $0 })
  }
}
