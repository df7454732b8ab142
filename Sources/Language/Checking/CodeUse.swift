/// The entries that a cell would use and the names it would bind, found by reading it.
package struct CodeUse {
  /// The entries it may run, those of the functions it may call included.
  package private(set) var entries: [Entry] = []
  /// The variables it binds.
  package private(set) var boundNames: Set<String> = []
  /// Whether a function of an earlier cell that it may call may bind variables of any names.
  private(set) var mayBindVariables = false

  private let interpreter: Interpreter
  private var seen: Set<String> = []
  /// Whether what is being read is a function of an earlier cell's.
  private var isInVariable = false

  /// - Throws: the ``Diagnostic`` of code that cannot be read.
  package init(of code: String, in interpreter: Interpreter) throws {
    let source = SourceText(code, named: "")
    let variables = Set(interpreter.variables.map(\.name))
    let program = try Parser.parse(source, table: interpreter.table, variables: variables)
    self.init(of: program.statements, in: interpreter)
  }

  init(of statements: [Statement], in interpreter: Interpreter) {
    self.interpreter = interpreter
    boundNames = Set(statements.boundNames)
    read(statements, locals: boundNames)
  }

  // MARK: Statements

  private mutating func read(_ statements: [Statement], locals: Set<String>) {
    for statement in statements { read(statement, locals: locals) }
  }

  private mutating func read(_ statement: Statement, locals: Set<String>) {
    switch statement.kind {
    case .expression(let expression): read(expression, locals: locals)
    case .assignment(let targets, let value):
      for target in targets { read(target, locals: locals) }
      read(value, locals: locals)
    case .augmented(let target, _, let value):
      read(target, locals: locals)
      read(value, locals: locals)
    case .definition(let definition): read(definition, locals: locals)
    case .loop(let target, let iterated, let body):
      read(target, locals: locals)
      read(iterated, locals: locals)
      read(body, locals: locals)
    case .whileLoop(let condition, let body), .with(let condition, let body):
      read(condition, locals: locals)
      read(body, locals: locals)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        read(branch.condition, locals: locals)
        read(branch.body, locals: locals)
      }
      read(otherwise, locals: locals)
    case .command(let command):
      if let entry = interpreter.table[command.verb], !(command.arguments.isEmpty && isVariable(command.verb, locals)) {
        use(entry)
        noteBinding(entry, command.arguments)
      }
      for argument in command.arguments { read(argument.value, locals: locals) }
    case .returning(let value): if let value { read(value, locals: locals) }
    case .breakLoop, .continueLoop, .pass: break
    }
  }

  private mutating func read(_ target: Target, locals: Set<String>) {
    switch target.kind {
    case .name: break
    case .tuple(let targets): for target in targets { read(target, locals: locals) }
    case .item(let base, let indices):
      for expression in [base] + indices.flatMap(\.expressions) { read(expression, locals: locals) }
    }
  }

  private mutating func read(_ definition: Definition, locals: Set<String>) {
    for value in definition.parameters.compactMap(\.defaultValue) { read(value, locals: locals) }
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
        if !locals.contains(name), let entry = interpreter.table[name] { noteBinding(entry, arguments) }
      }
      if case .attribute(_, let name) = callee.kind, let entry = interpreter.table.method(name) { use(entry) }
    case .lambda(let definition): return read(definition, locals: locals)
    case .statement(let statement): return read(statement, locals: locals)
    default: break
    }
    for child in expression.children { read(child, locals: locals) }
  }

  private func isVariable(_ name: String, _ locals: Set<String>) -> Bool {
    locals.contains(name) || interpreter[variable: name] != nil
  }

  /// A name that is read or called: an entry, or a function of the user's, whose own uses count too.
  private mutating func use(_ name: String, isCalled: Bool) {
    guard seen.insert(isCalled ? name + "()" : name).inserted else { return }
    switch interpreter[variable: name] {
    case .builtin(let entry)?: use(entry)
    case .function(let function)?:
      guard case .code(let code) = function.body else { return }
      let outer = isInVariable
      isInVariable = true
      defer { isInVariable = outer }
      read(code.origin.definition, locals: [])
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
