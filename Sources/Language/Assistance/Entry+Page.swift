extension Entry {
  /// The entry's page of help, as text, Markdown and HTML.
  package var page: Display {
    var display = Display(plain: plainPage)
    display.forms["text/markdown"] = .text(markdown(level: 3))
    return display
  }

  private var plainPage: String {
    var lines = [signature, "  " + summary]
    if !details.isEmpty { lines += ["", details] }
    if !parameters.isEmpty {
      lines.append("")
      let width = parameterTexts.map(\.count).max() ?? 0
      for (parameter, text) in zip(parameters, parameterTexts) {
        lines.append("  " + text + String(repeating: " ", count: width - text.count + 2) + parameter.description)
      }
    }
    lines.append("")
    lines.append("  gives \(result)" + (isMethod ? "; also x.\(name)(…)" : ""))
    if !departure.isEmpty { lines += ["", "\(counterpart): \(departure)"] }
    lines += ["", "Example:"] + example.indentedLines
    if let expansion { lines += ["", "The long way:"] + expansion.indentedLines }
    if let lesson { lines += ["", "Lesson: \(lesson).ipynb"] }
    return lines.joined(separator: "\n")
  }

  /// The entry as a section of the written reference.
  package func markdown(level: Int) -> String {
    var blocks = [String(repeating: "#", count: level) + " `\(name)`", "`\(signature)` — \(summary)."]
    if !details.isEmpty { blocks.append(details) }
    if !parameters.isEmpty {
      var rows = ["| parameter | default | |", "| --- | --- | --- |"]
      for parameter in parameters {
        let star = parameter.style == .variadic ? "*" : ""
        rows.append("| `\(star)\(parameter.name)` | \(parameter.shownDefault) | \(parameter.markdownDescription) |")
      }
      blocks.append(rows.joined(separator: "\n"))
    }
    if !departure.isEmpty { blocks.append("*\(counterpart):* \(departure)") }
    var facts = ["Gives \(result)."]
    if isMethod { facts.append("Also a method: `x.\(name)(…)`.") }
    if effect != .reads { facts.append("It \(effect).") }
    if let lesson { facts.append("Lesson: `\(lesson).ipynb`.") }
    blocks.append(facts.joined(separator: " "))
    blocks.append("```python\n\(example)\n```")
    if let expansion { blocks.append("The long way:\n\n```python\n\(expansion)\n```") }
    return blocks.joined(separator: "\n\n")
  }
}

extension Parameter {
  /// The parameter in a line: "how many pages; a whole number, at least 1".
  package var description: String {
    var parts = [summary]
    if let words = type.words, !words.list.isEmpty { parts.append(NearestName.list(words.list.map(\.name))) }
    if let range = type.rangeText { parts.append(range) }
    if let unit { parts.append("in \(unit)") }
    if !otherNames.isEmpty { parts.append("also called \(otherNames.joined(separator: ", "))") }
    if let defaultText { parts.append("by default \(defaultText)") }
    return parts.joined(separator: "; ")
  }

  fileprivate var shownDefault: String {
    if let defaultText { return defaultText }
    return defaultValue.map { "`\($0.repr)`" } ?? ""
  }

  fileprivate var markdownDescription: String {
    var parts = [summary]
    if let words = type.words, !words.list.isEmpty {
      parts.append(NearestName.list(words.list.map(\.name), quoted: true))
    }
    if let range = type.rangeText { parts.append(range) }
    if let unit { parts.append("in \(unit)") }
    if !otherNames.isEmpty { parts.append("also called \(otherNames.map { "`\($0)`" }.joined(separator: ", "))") }
    return parts.joined(separator: "; ").split(separator: "|").joined(separator: "\\|")
  }
}

extension String {
  /// The lines, each indented by four.
  var indentedLines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
  }
}
