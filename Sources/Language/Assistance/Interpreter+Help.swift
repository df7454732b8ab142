extension Interpreter {
  /// The page for `help` and its argument: nothing, an entry, a name, or a variable's value.
  func help(on subject: Value) throws -> Display {
    switch subject {
    case .none: return overview
    case .string(let name):
      if let value = globals[name] {
        // A variable may have the name of a term, and the term is asked for.
        if let page = page(of: name), !value.isCallable { return page }
        return Self.description(of: name, value, detail: 1)
      }
      if let page = page(of: name) ?? groupPage(name) { return page }
      let near =
        table.translation(of: name)?.name
        ?? NearestName.find(name, among: table.names + table.terms.map(\.name) + variables.map(\.name))
      throw Diagnostic(
        .name, "there is no help on `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""),
        suggestion: near.map { "help \($0)" } ?? "help")
    case .builtin(let entry): return entry.page
    default: return Self.description(of: nil, subject, detail: 1)
    }
  }

  private func page(of name: String) -> Display? { table[name]?.page ?? table.term(name)?.page }

  /// All entries by group, each with its line.
  private var overview: Display {
    let width = table.names.map(\.count).max() ?? 0
    var plain: [String] = []
    var markdown: [String] = []
    let first = table.dialect.phrases.firstLines
    if !first.isEmpty {
      let width = first.map(\.count).max() ?? 0
      plain.append("to begin with")
      markdown.append("**to begin with**\n")
      for line in first {
        let summary = table[String(line.prefix { $0 != " " })]?.summary ?? ""
        plain.append("  " + line + String(repeating: " ", count: width - line.count + 2) + summary)
        markdown.append("- `\(line)` — \(summary)")
      }
      plain.append("")
      markdown.append("")
    }
    for group in table.groups {
      plain.append(group.name)
      markdown.append("**\(group.name)**\n")
      for entry in group.entries {
        plain.append("  " + entry.name + String(repeating: " ", count: width - entry.name.count + 2) + entry.summary)
        markdown.append("- `\(entry.name)` — \(entry.summary)")
      }
      plain.append("")
      markdown.append("")
    }
    if !table.terms.isEmpty {
      plain += ["glossary", "  " + table.terms.map(\.name).joined(separator: ", "), ""]
      markdown += ["**glossary**\n", "- " + table.terms.map { "`\($0.name)`" }.joined(separator: ", "), ""]
    }
    plain.append("`help NAME` or `NAME?` tells more about each.")
    markdown.append("`help NAME` or `NAME?` tells more about each.")
    var display = Display(plain: plain.joined(separator: "\n"))
    display.forms["text/markdown"] = .text(markdown.joined(separator: "\n"))
    return display
  }

  private func groupPage(_ name: String) -> Display? {
    guard let group = table.groups.first(where: { $0.name == name }) else { return nil }
    return Markup.table(["", group.name], group.entries.map { [$0.signature, $0.summary] })
  }

  /// A variable as inspection shows it: type, detail, and its text.
  ///
  /// - Parameters:
  ///   - name: the variable's; nil for a value that has none.
  ///   - value: what is shown.
  ///   - detail: 0 for the short form of functions and classes.
  ///   - beginsWithPicture: whether a picture stands above the text, where there is room for both.
  static func description(
    of name: String?, _ value: Value, detail: Int, beginsWithPicture: Bool = false
  ) -> Display {
    if case .builtin(let entry) = value { return entry.page }
    var heading = (name.map { "\($0): " } ?? "") + value.typeName
    if let text = value.detail { heading += " \(text)" }
    var display = value.display
    if case .function(let function) = value, detail == 0 {
      display = Display(plain: "\(function.name)(\(function.signature))")
    }
    if case .object(let type as ClassValue) = value, detail == 0 {
      display = Display(plain: Self.signature(of: type))
    }
    let lines = display.plain.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.count <= 40 ? display.plain : lines.prefix(40).joined(separator: "\n") + "\n…"
    var text = heading
    if case .object(let object) = value, let inspection = object.inspection() {
      text += "\n" + inspection.facts
      if let png = inspection.png {
        display.forms["image/png"] = .data(png)
        // A front end shows one form of several: this one holds both.
        let parts = [
          "<pre>\(Markup.escaped(text + "\n" + body.prefix(20_000)))</pre>", Markup.image(png, alt: name ?? "picture"),
        ]
        display.forms["text/html"] = .text((beginsWithPicture ? parts.reversed() : parts).joined())
      }
    }
    display.forms["text/plain"] = .text(text + "\n" + body.prefix(20_000))
    return display
  }

  /// What a call of the class takes, and what its objects can do.
  private static func signature(of type: ClassValue) -> String {
    var text = "\(type.name)(…)"
    if case .function(let function)? = type.member("__init__") {
      // The object itself is not given.
      text = "\(type.name)(\(function.signature.split(separator: ", ").dropFirst().joined(separator: ", ")))"
    }
    let methods = type.memberNames.filter { !$0.hasPrefix("_") }
    return methods.isEmpty ? text : "\(text)\n  it has \(methods.joined(separator: ", "))"
  }
}
