/// All entries that a session knows, by name.
package struct Table {
  /// In the order they were registered, which is the order of `help` and of the reference.
  package private(set) var entries: [Entry] = []
  private var positions: [String: Int] = [:]
  /// Methods that are nothing but that, by name.
  private var methods: [String: Entry] = [:]
  /// Names that mean a value where no variable and no entry has them: the classes of errors, modules.
  package let constants: [String: Value]
  /// Modules that mean something behind an `import` only.
  package let modules: [String: Value]
  /// The words of the field that `help` explains, in the order of the glossary.
  package let terms: [GlossaryTerm]

  /// The words of the field in which errors are told.
  package let dialect: any Dialect

  /// An entry takes the place of an earlier one of the same name: a library's `sum` that of the language.
  package init(
    _ entries: [Entry], constants: [String: Value] = [:], modules: [String: Value] = [:], terms: [GlossaryTerm] = [],
    dialect: any Dialect = PlainDialect()
  ) {
    self.constants = constants
    self.modules = modules
    self.terms = terms
    self.dialect = dialect
    for var entry in entries {
      entry.counterpart = dialect.counterpart
      guard entry.isBare else {
        methods[entry.name] = entry
        continue
      }
      if let position = positions[entry.name] {
        let own = self.entries[position]
        if own.kind == .function, entry.kind == .command {
          entry.namesake = Namesake(own)
          // Its name is that of a type still: `isinstance(x, set)`.
          entry.makes = own.makes
        }
        self.entries[position] = entry
      } else {
        positions[entry.name] = self.entries.count
        self.entries.append(entry)
      }
    }
  }

  package subscript(name name: String) -> Entry? { self[name] }

  subscript(name: String) -> Entry? { positions[name].map { entries[$0] } }

  /// Whether a name means something where no variable has it.
  func contains(_ name: String) -> Bool { positions[name] != nil || constants[name] != nil }

  /// What a name means where no variable has it.
  func value(of name: String) -> Value? { self[name].map(Value.builtin) ?? constants[name] }

  /// The command of that name.
  package func verb(_ name: String) -> Entry? {
    guard let entry = self[name], entry.kind == .command else { return nil }
    return entry
  }

  /// The entry of that name, or what stands at a ``Value/path``: `whisk`, `kitchen.tools.whisk`, `kitchen.`.
  package func value(at path: String) -> Value? {
    path.contains(".") ? Modules.value(at: path, self) : self[path].map { .builtin($0) }
  }

  /// The method of that name.
  package func method(_ name: String) -> Entry? {
    if let entry = methods[name] { return entry }
    guard let entry = self[name], entry.isMethod else { return nil }
    return entry
  }

  /// All methods, those with a name of their own first.
  package var allMethods: [Entry] {
    entries.filter { $0.isMethod && methods[$0.name] == nil } + methods.values.sorted { $0.name < $1.name }
  }

  /// The term of that name or one of its other names.
  package func term(_ name: String) -> GlossaryTerm? { terms.first { $0.isCalled(name) } }

  package var names: [String] { entries.map(\.name) }

  /// The headings of `help`: those that the dialect names, then those with commands, because that is what one looks for, each kind in the order in
  /// which it first appears.
  package var groups: [(name: String, entries: [Entry])] {
    var order: [String] = []
    var members: [String: [Entry]] = [:]
    for entry in entries {
      if members[entry.group] == nil { order.append(entry.group) }
      members[entry.group, default: []].append(entry)
    }
    let groups = order.map { (name: $0, entries: members[$0] ?? []) }
    func hasCommands(_ entries: [Entry]) -> Bool { entries.contains { $0.kind == .command } }
    let known = dialect.phrases.subjects.compactMap { subject in groups.first { $0.name == subject } }
    let others = groups.filter { !dialect.phrases.subjects.contains($0.name) }
    return known + others.filter { hasCommands($0.entries) } + others.filter { !hasCommands($0.entries) }
  }

  /// The entry that does what a name of another library does, by its other names or its own in another style.
  func translation(of name: String) -> Entry? {
    if let entry = entries.first(where: { $0.otherNames.contains(name) }) { return entry }
    // A name that ends so changes its argument in place, elsewhere.
    if name.hasSuffix("_") { return nil }
    let written = name.snakeCased
    if let entry = self[written] { return entry }
    let plain = written.filter { $0 != "_" }
    return entries.first { $0.name.filter { $0 != "_" } == plain }
  }
}
