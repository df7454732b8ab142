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
}
