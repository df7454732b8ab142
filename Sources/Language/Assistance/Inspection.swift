extension Interpreter {
  /// All that is known of the name at the cursor: a variable's type, detail and text, an entry's page of help.
  ///
  /// - Parameter detail: Jupyter's level, 0 for the short form and 1 for the long one.
  /// - Returns: nil where no known name stands there.
  package func inspect(_ code: String, cursor: Int, detail: Int = 0) -> Display? {
    let scalars = Array(code.unicodeScalars)
    // The whole of the name that the cursor stands in or after.
    var end = max(0, min(cursor, scalars.count))
    while end < scalars.count, scalars[end].continuesName { end += 1 }
    let position = CodePosition(code, cursor: end)
    if position.begunString == nil, !position.word.isEmpty {
      if let names = position.dotted { return member(position.word, of: names, detail: detail) }
      if let display = inspect(name: position.word, detail: detail) { return display }
    }
    // In the brackets of a call, or after a verb: what is being called.
    if let names = position.call?.callee.compactMap(\.name), let name = names.last {
      if names.count > 1, let display = member(name, of: names.dropLast(), detail: detail) { return display }
      return inspect(name: name, detail: detail)
    }
    if let verb = position.statement.first?.name, table.verb(verb) != nil { return inspect(name: verb, detail: detail) }
    return nil
  }

  private func inspect(name: String, detail: Int) -> Display? {
    if let value = globals[name] { return Self.description(of: name, value, detail: detail) }
    return table[name]?.page ?? table.term(name)?.page
  }

  private func member(_ name: String, of names: [String], detail: Int) -> Display? {
    let chain = NameChain(self)
    if let value = chain.value(of: names) {
      if let method = Methods.find(name, of: value) {
        return Display(plain: ".\(method.name)(\(method.signature))\n  \(method.summary)")
      }
      if let found = chain.member(name, of: value) {
        return Self.description(of: (names + [name]).joined(separator: "."), found, detail: detail)
      }
      // What a module has not is not meant, whatever else has the name.
      if case .object(let object) = value, object is NamespaceValue { return nil }
    }
    return table.method(name)?.page
  }
}
