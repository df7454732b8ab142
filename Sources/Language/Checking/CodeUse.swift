/// The entries that a cell would use and the names it would bind, found by reading it.
package struct CodeUse {
  /// The entries it may run, those of the functions it may call included.
  package private(set) var entries: [Entry] = []
  /// The variables it binds.
  package private(set) var boundNames: Set<String> = []
  /// Whether a function of an earlier cell that it may call may bind variables of any names.
  private(set) var mayBindVariables = false
  /// Whether it may change what it has not made itself: variables of others, items and attributes of their values.
  package var changesOthers: Bool { changes.found }

  var changes: OuterChanges
  private let interpreter: Interpreter
  private var seen: Set<String> = []
  /// Whether what is being read is a function of an earlier cell's.
  private var isInVariable = false
  private var identities: Set<ObjectIdentifier> = []

  /// - Throws: the ``Diagnostic`` of code that cannot be read.
  package init(of code: String, in interpreter: Interpreter) throws {
    let source = SourceText(code, named: "")
    let variables = Set(interpreter.variables.map(\.name))
    let program = try Parser.parse(source, table: interpreter.table, variables: variables)
    self.init(of: program.statements, in: interpreter)
  }

  /// What calling these values would use.
  package init(ofCalling values: [Value], in interpreter: Interpreter) {
    self.interpreter = interpreter
    changes = OuterChanges(interpreter)
    for value in values { use(value) }
  }

  init(of statements: [Statement], in interpreter: Interpreter) {
    self.interpreter = interpreter
    changes = OuterChanges(interpreter)
    boundNames = Set(statements.boundNames)
    read(statements, locals: boundNames)
  }

  // MARK: Statements

  private mutating func read(_ statements: [Statement], locals: Set<String>) {
    for statement in statements { read(statement, locals: locals) }
  }

  private mutating func read(_ statement: Statement, locals: Set<String>) {
    changes.note(statement)
    switch statement.kind {
    case .definition(let definition):
      for decorator in definition.decorators { read(decorator, locals: locals) }
      return read(definition, locals: locals)
    case .classDefinition(let definition):
      read(definition.body, locals: locals.union(definition.body.boundNames))
    case .command(let command):
      if let entry = interpreter.table[command.verb], !(command.arguments.isEmpty && isVariable(command.verb, locals)) {
        use(entry)
        noteBinding(entry, command.arguments)
      }
    default: break
    }
    for expression in statement.expressions { read(expression, locals: locals) }
    for block in statement.blocks { read(block, locals: locals) }
  }

  private mutating func read(_ definition: Definition, locals: Set<String>) {
    for value in definition.parameters.compactMap(\.defaultValue) { read(value, locals: locals) }
    let outer = changes.enter(definition)
    defer { changes.made = outer }
    read(
      definition.body,
      locals: locals.union(definition.parameters.map(\.name)).union(definition.body.boundNames))
  }

  // MARK: Expressions

  private mutating func read(_ expression: Expression, locals: Set<String>) {
    switch expression.kind {
    case .name(let name): if !locals.contains(name) { use(name, isCalled: false) }
    case .call(let callee, let arguments):
      if let name = callee.name {
        use(name, isCalled: true)
        changes.note(function: name)
        if !locals.contains(name), let entry = interpreter.table[name] { noteBinding(entry, arguments) }
      }
      if case .attribute(let base, let name) = callee.kind {
        changes.note(method: name, of: base)
        if let entry = interpreter.table.method(name) { use(entry) }
      }
    case .attribute: if let value = member(expression, locals) { use(value) }
    case .comprehension(let comprehension):
      let inner = locals.union(comprehension.names)
      for child in expression.children { read(child, locals: inner) }
      return
    case .lambda(let definition): return read(definition, locals: locals)
    case .statement(let statement): return read(statement, locals: locals)
    default: break
    }
    for child in expression.children { read(child, locals: locals) }
  }

  private func isVariable(_ name: String, _ locals: Set<String>) -> Bool {
    locals.contains(name) || interpreter[variable: name] != nil
  }

  /// What a path through modules leads to, `kitchen.tools.whisk`; nil where it begins with something else.
  private func member(_ expression: Expression, _ locals: Set<String>) -> Value? {
    switch expression.kind {
    case .name(let name) where !locals.contains(name):
      return interpreter[variable: name] ?? interpreter.table.constants[name]
    case .attribute(let base, let name):
      guard case .object(let object)? = member(base, locals) else { return nil }
      return (object as? NamespaceValue)?[name]
    default: return nil
    }
  }

  /// A value that the code holds: what it can do when it is called, or its methods are, counts.
  private mutating func use(_ value: Value) {
    // One after another, for values may be nested deeper than a stack is.
    var pending = [value]
    while let next = pending.popLast() {
      switch next {
      case .builtin(let entry): use(entry)
      case .function(let function):
        guard identities.insert(ObjectIdentifier(function)).inserted, case .code(let code) = function.body else {
          continue
        }
        read(code.origin.definition, locals: [])
      case .list(let list): if identities.insert(ObjectIdentifier(list)).inserted { pending += list.items }
      case .tuple(let tuple): if identities.insert(ObjectIdentifier(tuple)).inserted { pending += tuple.items }
      case .dict(let dict):
        if identities.insert(ObjectIdentifier(dict)).inserted { pending += dict.entries.map(\.value) }
      case .object(let object):
        if identities.insert(ObjectIdentifier(object)).inserted { pending += object.heldValues }
      default: break
      }
    }
  }

  /// A name that is read or called: an entry, or a function of the user's, whose own uses count too.
  private mutating func use(_ name: String, isCalled: Bool) {
    guard seen.insert(isCalled ? name + "()" : name).inserted else { return }
    switch interpreter[variable: name] {
    case .builtin(let entry)?: use(entry)
    case let held? where held.mayHoldCode:
      let outer = isInVariable
      isInVariable = true
      defer { isInVariable = outer }
      use(held)
    case let variable:
      // A variable that cannot be called is passed over for the entry of its name where it is called.
      if variable == nil || isCalled && !(variable?.isCallable ?? false), let entry = interpreter.table[name] {
        use(entry)
      }
    }
  }

  private mutating func noteBinding(_ entry: Entry, _ arguments: [Argument]) {
    if isInVariable, entry.mayBind(arguments, interpreter.table.dialect) { mayBindVariables = true }
  }

  private mutating func use(_ entry: Entry) {
    if !entries.contains(where: { $0.name == entry.name }) { entries.append(entry) }
  }
}

extension Value {
  /// Whether it may hold functions of the user's.
  fileprivate var mayHoldCode: Bool {
    switch self {
    case .function, .list, .tuple, .dict: true
    case .object(let object): !object.heldValues.isEmpty
    default: false
    }
  }
}

extension ObjectValue {
  /// The values among whose functions may be what using this one calls.
  package var heldValues: [Value] {
    switch self {
    case let type as ClassValue: type.members.all.map(\.value) + type.bases.map { .object($0) }
    case let instance as InstanceValue: instance.attributes.all.map(\.value) + [.object(instance.type)]
    case let method as BoundMethod: [method.function, method.receiver]
    case let property as PropertyValue: property.functions
    case let method as StaticMethodValue: [method.function]
    case let method as ClassMethodValue: [method.function]
    case let holder as any FunctionHolder: holder.functions
    default: []
    }
  }
}
