/// Which variable a name means, decided once when a cell is compiled.
enum Variable {
  case local(Int)
  /// A local of a function further out, so many definitions away.
  case outer(levels: Int, Int)
  case global(GlobalSlot)
}

/// The names that are visible at one place of a program.
final class Scope {
  private let parent: Scope?
  private var globals: Globals
  private(set) var table: Table
  private var slots: [String: Int] = [:]
  /// The slots that functions defined in here read, found as their bodies are compiled.
  private(set) var shared: Set<Int> = []
  /// Whether what is compiled here reads a variable of a function further out; found likewise.
  private(set) var readsOuter = false
  /// Names that a function declares to be the session's own.
  private var globalNames: Set<String> = []
  /// Whether this has a frame of its own; else it is the top of a cell.
  let isFunction: Bool
  /// The name of the class whose body this is; nil elsewhere.
  let className: String?
  /// Whether this is the body of a class, whose names its functions do not see.
  var isClass: Bool { className != nil }

  /// The top of a cell.
  init(_ globals: Globals, _ table: Table) {
    self.globals = globals
    self.table = table
    parent = nil
    isFunction = false
    className = nil
  }

  /// A function: the names it binds anywhere in its body are its own throughout, as in Python.
  init(function definition: Definition, in parent: Scope) {
    self.parent = parent
    globals = parent.globals
    table = parent.table
    isFunction = true
    className = nil
    globalNames = Set(definition.body.scopedNames(isGlobal: true))
    let others = globalNames.union(definition.body.scopedNames(isGlobal: false))
    let own = definition.parameters.map(\.name) + definition.body.boundNames.filter { !others.contains($0) }
    add(own)
  }

  /// Names of an expression's or a class's own: what a comprehension goes through, what a class body binds.
  init(names: [String], className: String? = nil, in parent: Scope) {
    self.parent = parent
    globals = parent.globals
    table = parent.table
    isFunction = true
    self.className = className
    add(names)
  }

  private func add(_ names: [String]) { for name in names where slots[name] == nil { slots[name] = slots.count } }

  /// The scope that functions see which are defined here.
  var ofFunctions: Scope { isClass ? parent ?? self : self }

  /// Whether a name is bound by a function here or further out.
  func hasLocal(_ name: String) -> Bool { if case .global = resolve(name) { false } else { true } }

  /// A copy of a scope over another session's variables and table.
  init(_ other: Scope, over globals: Globals, _ table: Table) {
    parent = other.parent.map { Scope($0, over: globals, table) }
    self.globals = globals
    self.table = table
    slots = other.slots
    globalNames = other.globalNames
    isFunction = other.isFunction
    className = other.className
  }

  var slotCount: Int { slots.count }

  /// Its session has ended.
  func end() {
    globals = Globals()
    table = Table([])
    parent?.end()
  }

  func resolve(_ name: String) -> Variable {
    var levels = 0
    var scope: Scope = self
    while true {
      if scope.globalNames.contains(name) { return .global(globals.slot(name)) }
      if let index = scope.slots[name] {
        guard levels > 0 else { return .local(index) }
        scope.shared.insert(index)
        noteOuter(levels)
        return .outer(levels: levels, index)
      }
      guard let parent = scope.parent else { return .global(globals.slot(name)) }
      scope = parent
      levels += 1
    }
  }

  /// The way to a variable further out leads through so many frames.
  private func noteOuter(_ levels: Int) {
    var scope: Scope? = self
    for _ in 0..<levels {
      scope?.readsOuter = true
      scope = scope?.parent
    }
  }

  /// The names that functions here and further out have for themselves, the innermost first; none that is only known to the
  /// compiler.
  var localNames: [String] {
    guard isFunction else { return [] }
    let own = slots.sorted { $0.value < $1.value }.map(\.key).filter { $0 != Compiler.classCell }
    return own + (parent?.localNames.filter { slots[$0] == nil } ?? [])
  }

  /// The variables of the session that are bound, or of the module.
  var globalVariables: [(name: String, value: Value)] { globals.bound }

  /// Binds a variable of the session, whatever a function calls so.
  func bindGlobal(_ name: String, _ value: Value) { globals.bind(name, value) }

  /// Where code is entered that is compiled here.
  var codes: Register { globals.codes }

  /// All variables that can be seen from here, for "did you mean".
  var knownNames: [String] { Array(slots.keys) + (parent?.knownNames ?? globals.bound.map(\.name)) }
}

extension Variable {
  /// Where the variable lives while a frame runs.
  @inline(__always)
  func place(_ frame: Frame) -> UnsafeMutablePointer<Slot> {
    switch self {
    case .local(let index): frame.slots + index
    case .outer(let levels, let index): frame.outer(levels).slots + index
    case .global(let global): global.slot
    }
  }
}

/// The variables of the session, or of a written module.
final class Globals {
  private var slots: [String: GlobalSlot] = [:]
  /// The code that was compiled over them.
  let codes = Register()
  private var bindings = 0

  /// The slot of a name, bound or not.
  func slot(_ name: String) -> GlobalSlot {
    if let slot = slots[name] { return slot }
    let slot = GlobalSlot(name)
    slots[name] = slot
    return slot
  }

  subscript(name: String) -> Value? { slots[name]?.slot.pointee.value }

  func bind(_ name: String, _ value: Value) {
    slot(name).slot.pointee = Slot(value: value, origin: nil)
  }

  func bind(_ variables: [(name: String, value: Value)]) {
    // Those that are bound already have an order from here on.
    _ = bound
    for (name, value) in variables {
      bind(name, value)
      let slot = slot(name)
      guard slot.order == nil else { continue }
      slot.order = bindings
      bindings += 1
    }
  }

  func remove(_ name: String) {
    guard let slot = slots[name] else { return }
    slot.slot.pointee = .empty
    slot.order = nil
  }

  func removeAll() {
    for name in slots.keys { remove(name) }
  }

  /// The session has ended.
  func end() {
    removeAll()
    codes.end()
  }

  /// The bound variables, in the order in which they were first bound; those of one cell by name.
  var bound: [(name: String, value: Value)] {
    let all = slots.values.compactMap { slot in slot.slot.pointee.value.map { (slot: slot, value: $0) } }
    let new = all.filter { $0.slot.order == nil }.sorted { $0.slot.name < $1.slot.name }
    for entry in new {
      entry.slot.order = bindings
      bindings += 1
    }
    return all.sorted { ($0.slot.order ?? 0) < ($1.slot.order ?? 0) }.map { ($0.slot.name, $0.value) }
  }

  func origin(of name: String) -> Origin? { slots[name]?.slot.pointee.origin }
}
