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

  /// The variables that a text sees: those of its module, or the session's.
  func variables(seenBy source: SourceText) -> Globals {
    guard let module = source.module else { return globals }
    // Asked for something, it is read.
    if case .object(let object)? = Modules.value(at: module, table) { _ = (object as? NamespaceValue)?.names }
    return moduleVariables(module)
  }
}
