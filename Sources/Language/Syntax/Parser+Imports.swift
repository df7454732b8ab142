/// `import` and `from … import`.
extension Parser {
  /// `import kitchen.tools as t, oven`
  mutating func parseImport() throws -> Statement {
    let start = token.span.start
    advance()
    var imports: [Import] = []
    repeat {
      let pathStart = token.span.start
      let path = try parsePath()
      let pathSpan = span(from: pathStart)
      let alias = try parseAlias()
      imports.append(
        Import(module: path, member: nil, name: alias ?? path[0], bindsRoot: alias == nil, span: pathSpan))
    } while accept(",")
    return importing(imports, from: start)
  }

  /// `from kitchen import tools as t, oven`
  mutating func parseFromImport() throws -> Statement {
    let start = token.span.start
    advance()
    if token.isSymbol(".") || token.isSymbol("...") {
      throw error(
        "a cell stands in no folder of modules, so that there is nothing behind a leading dot", at: token.span,
        suggestion: "leave the line out, and run the text of that file in a cell before")
    }
    let pathStart = token.span.start
    let path = try parsePath()
    let pathSpan = span(from: pathStart)
    guard accept(keyword: "import") else { throw unexpected(expected: "`import`") }
    if token.isSymbol("*") {
      advance()
      return importing(Modules.all(of: path, span(from: pathStart), table), from: start)
    }
    let isBracketed = accept("(")
    var imports: [Import] = []
    repeat {
      if isBracketed, token.isSymbol(")") { break }
      let nameStart = token.span.start
      guard let member = token.name else { throw unexpected(expected: "a name") }
      advance()
      let memberSpan = imports.isEmpty ? SourceSpan(pathSpan.start, previousEnd) : span(from: nameStart)
      let alias = try parseAlias()
      imports.append(
        Import(module: path, member: member, name: alias ?? member, bindsRoot: false, span: memberSpan))
    } while accept(",")
    if isBracketed { try expect(")") }
    return importing(imports, from: start)
  }

  private mutating func importing(_ imports: [Import], from start: Int) -> Statement {
    variables.formUnion(imports.map(\.name))
    return Statement(kind: .importing(imports), span: span(from: start))
  }

  private mutating func parsePath() throws -> [String] {
    var path: [String] = []
    repeat {
      guard let name = token.name else { throw unexpected(expected: "the name of a module") }
      path.append(name)
      advance()
    } while accept(".")
    return path
  }

  private mutating func parseAlias() throws -> String? {
    guard accept(keyword: "as") else { return nil }
    guard let name = token.name else { throw unexpected(expected: "a name") }
    advance()
    return name
  }
}
