extension Parser {
  /// The clauses behind the item of a comprehension, `for x in xs if c`, up to the bracket that closes it.
  mutating func parseClauses() throws -> [Comprehension.Clause] {
    var clauses: [Comprehension.Clause] = []
    repeat {
      try expectNoAsync()
      advance()
      let target = try parseTargets()
      guard accept(keyword: "in") else { throw unexpected(expected: "`in`") }
      let iterated = try parseOr()
      var conditions: [Expression] = []
      while accept(keyword: "if") { conditions.append(try parseNamed { try $0.parseOr() }) }
      clauses.append(Comprehension.Clause(target: target, iterated: iterated, conditions: conditions))
      if token.isKeyword("else") {
        throw error(
          "the `if` behind a comprehension only chooses items, and has no `else`", at: token.span,
          suggestion: "[a if condition else b for x in items]")
      }
    } while token.isKeyword("for")
    return clauses
  }

  private func expectNoAsync() throws {
    if token.isKeyword("async"), let unsupported = unsupportedWord("async") { throw unsupported }
  }

  /// The comprehension of an item that was read, if one is there.
  mutating func comprehension(
    of item: Expression, from start: Int, _ form: (Expression) -> Comprehension.Form
  ) throws -> Expression? {
    guard token.isKeyword("for") else { return nil }
    if case .starred = item.kind {
      throw error(
        "`*` has no place in a comprehension", at: item.span, suggestion: "a second `for`: x for xs in all for x in xs")
    }
    let clauses = try parseClauses()
    return try make(
      .comprehension(Comprehension(form: form(item), clauses: clauses)), span(from: start))
  }
}
