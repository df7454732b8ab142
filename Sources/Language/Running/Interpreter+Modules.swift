extension Interpreter {
  /// Runs the text of a written module, over variables of its own.
  ///
  /// The text is the library's, and has been read by its tests: that it fails is a fault of the program, and leaves the module
  /// without what the text would have defined.
  ///
  /// - Parameter members: what the text finds beside the table's entries, which have their names as in any cell: `max` is that
  ///   of numbers, whatever the module calls so.
  /// - Returns: these, and what the text defines.
  func read(_ text: String, of path: String, given members: [String: Value]) -> [String: Value] {
    let globals = moduleVariables(path)
    let seen = members.filter { table[$0.key] == nil }
    globals.bind(seen.map { ($0.key, $0.value) })
    let source = SourceText(text, named: path, module: path)
    do {
      let program = try Parser.parse(source, table: table, variables: Set(seen.keys))
      let compiler = Compiler(source: source, scope: Scope(globals, table), table: table)
      _ = try compiler.compile(cell: program.statements).body(Frame(machine, slots: 0))
    } catch {
      assertionFailure("the module \(path): \(Diagnostic(error).message)")
    }
    return Dictionary(globals.bound.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }).merging(members) { own, _ in
      own
    }
  }

  /// Runs texts, one after the other, over variables of their own, and gives `body` what they define, by name.
  ///
  /// The variables begin as the session's are. What texts and `body` bind is gone afterwards, and what the session's variables
  /// are bound to stays. A name of the table means in the texts what it means everywhere, whatever the session calls so.
  ///
  /// - Throws: what a text or `body` throws. Texts run on their caller's machine: within a cell.
  package func reading<Result>(
    _ texts: [(text: String, name: String)], _ body: ((String) -> Value?) throws -> Result
  ) throws -> Result {
    let own = Globals()
    // Functions of the texts know these variables, and stand among them.
    defer { own.removeAll() }
    own.bind(globals.bound.filter { table[$0.name] == nil })
    for (text, name) in texts {
      let source = SourceText(text, named: name, module: name)
      let program = try Parser.parse(source, table: table, variables: Set(own.bound.map(\.name)))
      let compiler = Compiler(source: source, scope: Scope(own, table), table: table)
      _ = try compiler.compile(cell: program.statements).body(Frame(machine, slots: 0))
    }
    return try body { own[$0] }
  }

  /// The variables that a text sees: those of its module, or the session's.
  func variables(seenBy source: SourceText) -> Globals {
    guard let module = source.module else { return globals }
    // Asked for something, it is read.
    if case .object(let object)? = Modules.value(at: module, table) { _ = (object as? NamespaceValue)?.names }
    return moduleVariables(module)
  }
}
