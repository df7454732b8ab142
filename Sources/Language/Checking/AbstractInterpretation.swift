/// Goes through what is sure to run of a cell with abstract values in place of values, such as objects that have a
/// shape and no numbers, so that a mistake of shape in the last line is found before the first has run.
///
/// Nothing is computed and none of the user's functions is entered; what cannot be known is left open, and so is all that
/// depends on it. A mistake that is found reads as it would when the cell ran.
struct AbstractInterpretation {
  private let source: SourceText
  private let table: Table
  private let host: (any Host)?
  private let scope: Scope
  /// The variables' abstract values, with where they were made.
  private let frame: Frame
  /// Names that may be bound to something unknown.
  private var unknown: Set<String> = []
  /// Whether variables of any names may be bound to something unknown: a command before may have done it.
  private var isOpen = false

  /// Throws the first mistake of shape.
  static func check(_ statements: [Statement], _ source: SourceText, _ interpreter: Interpreter) throws {
    // Nothing is called: nothing has a shape to be mistaken.
    guard statements.contains(where: \.mayHaveShapes) else { return }
    var interpretation = AbstractInterpretation(source, interpreter)
    func run() throws { _ = try interpretation.run(statements) }
    if let host = interpreter.host { try host.interpretingAbstractly(run) } else { try run() }
  }

  private init(_ source: SourceText, _ interpreter: Interpreter) {
    self.source = source
    table = interpreter.table
    host = interpreter.host
    let globals = Globals()
    for (name, value) in interpreter.variables {
      guard Self.isKnown(value) else {
        unknown.insert(name)
        continue
      }
      globals.slot(name).slot.pointee = Slot(value: value, origin: interpreter.globals.origin(of: name))
    }
    scope = Scope(globals, table)
    frame = Frame(interpreter.machine, slots: 0)
  }

  /// Whether a value tells by itself what its shape is, and goes on telling: a list may change.
  ///
  /// - Parameter depth: how many tuples it stands in. They may be nested deeper than a stack is.
  private static func isKnown(_ value: Value, depth: Int = 0) -> Bool {
    switch value {
    case .none, .bool, .integer, .real, .string, .range: true
    case .tuple(let tuple): depth < 16 && tuple.count <= 16 && tuple.allSatisfy { isKnown($0, depth: depth + 1) }
    case .object(let object): object.isOwnAbstraction
    case .list, .dict, .iterator, .function, .builtin: false
    }
  }

  // MARK: Statements

  /// False where it is no longer sure that what follows runs.
  private mutating func run(_ statements: [Statement]) throws -> Bool {
    for statement in statements {
      guard try run(statement) else { return false }
    }
    return true
  }

  private mutating func run(_ statement: Statement) throws -> Bool {
    switch statement.kind {
    case .expression(let expression): _ = try abstractValue(of: expression)
    case .assignment(let targets, let expression):
      let value = try abstractValue(of: expression)
      for target in targets { bind(target, value, Origin(source, expression.span)) }
    case .augmented(let target, let operation, let expression):
      guard case .name(let name) = target.kind else {
        _ = try abstractValue(of: expression)
        break
      }
      let old = Expression(kind: .name(name), span: target.span, depth: 0)
      let sum = Expression(kind: .binary(operation, old, expression), span: statement.span, depth: 0)
      bind(target, try abstractValue(of: sum), Origin(source, statement.span))
    case .definition(let definition): forget([definition.name])
    case .classDefinition(let definition): forget([definition.name])
    case .importing(let imports):
      for item in imports {
        forget([item.name])
        guard let value = try? Modules.value(of: item, table) else { continue }
        bind(Target(kind: .name(item.name), span: item.span), value, Origin(source, item.span))
      }
    case .loop(let target, let iterated, let body, let otherwise):
      let first = try abstractValue(of: iterated).flatMap(Self.first(of:))
      // The first round is sure where there is a first item.
      if let first {
        bind(target, first, Origin(source, iterated.span))
        _ = try run(body)
      }
      forget(target.names + body.boundNames + otherwise.boundNames)
    case .whileLoop(let condition, let body, let otherwise):
      _ = try abstractValue(of: condition)
      forget(body.boundNames + otherwise.boundNames)
    case .conditional(let branches, let otherwise):
      if let first = branches.first { _ = try abstractValue(of: first.condition) }
      let blocks = branches.map(\.body) + [otherwise]
      forget(blocks.flatMap(\.boundNames))
      return !blocks.contains(where: \.mayLeave)
    case .with(let scopes, let body):
      for (scope, target) in scopes {
        _ = try abstractValue(of: scope)
        if let target { bind(target, nil, Origin(source, scope.span)) }
      }
      return try run(body)
    case .attempt:
      // A mistake may be what the `try` is for.
      forget(statement.blocks.flatMap(\.boundNames))
      return !statement.blocks.contains(where: \.mayLeave)
    case .assertion(let condition, _): _ = try abstractValue(of: condition)
    case .deletion(let targets): forget(targets.flatMap(\.names))
    case .raising: return false
    case .command(let command): try run(command)
    case .returning, .breakLoop, .continueLoop: return false
    case .pass, .scoping: break
    }
    return true
  }

  private mutating func run(_ command: Command) throws {
    guard let entry = table[command.verb] else { return }
    if command.arguments.isEmpty, value(of: command.verb) != nil || isUnknown(command.verb) { return }
    let verb = Expression(kind: .name(command.verb), span: command.verbSpan, depth: 0)
    let call = Expression(kind: .call(verb, command.arguments), span: command.span, depth: 0)
    _ = try abstractResult(of: entry, try arguments(command.arguments), call)
  }

  private mutating func bind(_ target: Target, _ value: Value?, _ origin: Origin) {
    switch target.kind {
    case .name(let name):
      guard let value, Self.isKnown(value) else { return forget([name]) }
      unknown.remove(name)
      scope.resolve(name).place(frame).pointee = Slot(value: value, origin: origin)
    case .tuple(let targets):
      let hasRest = targets.contains { if case .starred = $0.kind { true } else { false } }
      let items = hasRest ? [] : value?.elements ?? []
      for (place, target) in targets.enumerated() {
        bind(target, items.count == targets.count ? items[place] : nil, origin)
      }
    case .starred(let inner): bind(inner, nil, origin)
    case .item, .attribute: break
    }
  }

  private mutating func forget(_ names: [String]) {
    for name in names {
      scope.resolve(name).place(frame).pointee = .empty
      unknown.insert(name)
    }
  }

  private mutating func forgetAll() {
    forget(scope.knownNames)
    host?.forgetAbstractState()
  }

  /// Whether a name without a known value may be that of a variable.
  private func isUnknown(_ name: String) -> Bool { isOpen || unknown.contains(name) }

  private func value(of name: String) -> Value? { scope.resolve(name).place(frame).pointee.value }

  /// The first item of a loop over a value; nil where it may end before it begins.
  private static func first(of value: Value) -> Value? {
    if case .range(let range) = value { return range.count > 0 ? .integer(range[0]) : nil }
    return value.elements?.first
  }

  // MARK: Expressions

  /// The abstract value of an expression; nil where that is not known.
  private mutating func abstractValue(of expression: Expression) throws -> Value? {
    switch expression.kind {
    case .constant(let value): return value
    case .word(let word): return .string(word)
    case .name(let name):
      if let value = value(of: name) { return value }
      return isUnknown(name) ? nil : table.value(of: name)
    case .tuple(let items): return try abstractValues(of: items).map { .tuple($0) }
    case .list(let items): return try abstractValues(of: items).map { .list($0) }
    case .unary(.minus, let operand):
      switch try abstractValue(of: operand) {
      case .integer(let number)?: return .integer(-number)
      case .real(let number)?: return .real(-number)
      case .object(let object)?: return object.isOwnAbstraction ? .object(object) : nil
      default: return nil
      }
    case .binary(let operation, let left, let right):
      let (left, right) = (try abstractValue(of: left), try abstractValue(of: right))
      guard let left, let right else { return nil }
      return try located(expression) { try binary(operation, left, right) }
    case .call(let callee, let arguments): return try call(callee, arguments, expression)
    // Statements that may not be reached are not looked at.
    case .and(let first, _), .or(let first, _), .conditional(let first, _, _):
      _ = try abstractValue(of: first)
      return nil
    case .lambda, .statement, .comprehension: return nil
    case .named(let name, let inner):
      let value = try abstractValue(of: inner)
      bind(Target(kind: .name(name), span: expression.span), value, Origin(source, inner.span))
      return value
    case .attribute(let base, let name):
      guard case .object(let object)? = try abstractValue(of: base) else { return nil }
      return (object as? NamespaceValue)?[name]
    default:
      for child in expression.children { _ = try abstractValue(of: child) }
      return nil
    }
  }

  /// The abstract values of all; nil where one is not known. All are looked at.
  private mutating func abstractValues(of expressions: [Expression]) throws -> [Value]? {
    var values: [Value] = []
    for expression in expressions { if let value = try abstractValue(of: expression) { values.append(value) } }
    return values.count == expressions.count ? values : nil
  }

  private func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    if case .object(let object) = left { return try object.abstractBinary(operation, right, reversed: false) }
    if case .object(let object) = right { return try object.abstractBinary(operation, left, reversed: true) }
    guard left.plainNumber != nil, right.plainNumber != nil else { return nil }
    return try Operators.binary(operation, left, right, frame.machine.callContext)
  }

  private mutating func arguments(_ arguments: [Argument]) throws -> [CallArgument]? {
    var result: [CallArgument] = []
    for argument in arguments {
      let value = try abstractValue(of: argument.value)
      if let value, !argument.isStarred { result.append(CallArgument(name: argument.name, value)) }
    }
    return result.count == arguments.count ? result : nil
  }

  private mutating func call(
    _ callee: Expression, _ written: [Argument], _ expression: Expression
  ) throws -> Value? {
    if case .attribute(let base, let name) = callee.kind {
      let receiver = try abstractValue(of: base)
      let arguments = try self.arguments(written)
      if case .object(let object)? = receiver, let module = object as? NamespaceValue {
        return try call(module[name], arguments, expression)
      }
      guard case .object(let object)? = receiver, !object.attributeNames.contains(name), let entry = table.method(name)
      else { return nil }
      return try abstractResult(
        of: entry, arguments.map { [CallArgument(.object(object))] + $0 }, expression, isMethod: true)
    }
    guard let name = callee.name else {
      let function = try abstractValue(of: callee)
      return try call(function, try arguments(written), expression)
    }
    let arguments = try self.arguments(written)
    // A variable that cannot be called is skipped; one that is not known may be a function of the user's.
    if let value = value(of: name), value.isCallable { return try call(value, arguments, expression) }
    guard !isUnknown(name) else {
      host?.forgetAbstractState()
      return nil
    }
    if let entry = table[name] { return try abstractResult(of: entry, arguments, expression) }
    return try call(table.constants[name], arguments, expression)
  }

  private mutating func call(_ callee: Value?, _ arguments: [CallArgument]?, _ expression: Expression) throws -> Value?
  {
    switch callee {
    case .object(let object)?:
      guard let arguments else { return nil }
      return try located(expression) { try object.abstractCall(arguments) }
    case .builtin(let entry)?: return try abstractResult(of: entry, arguments, expression)
    default:
      host?.forgetAbstractState()
      return nil
    }
  }

  private mutating func abstractResult(
    of entry: Entry, _ arguments: [CallArgument]?, _ expression: Expression, isMethod: Bool = false
  ) throws -> Value? {
    guard case .known(let rule) = entry.abstract else {
      if case .call(_, let written) = expression.kind, entry.mayBind(written, table.dialect) { isOpen = true }
      if entry.effect.isChange { forgetAll() }
      return nil
    }
    guard let arguments else {
      if entry.effect.isChange { host?.forgetAbstractState() }
      return nil
    }
    // Arguments that do not fit are for the run to refuse.
    guard let matched = try? entry.match(arguments, hasReceiver: isMethod) else { return nil }
    return try located(expression) { try rule(entry, matched) }
  }

  /// Runs `body`, lets its errors of shape through, with their place, and takes all others for something not known.
  private func located(_ expression: Expression, _ body: () throws -> Value?) throws -> Value? {
    do {
      return try body()
    } catch {
      let site = Site(expression, source, scope)
      let name: String? = if case .call(let callee, _) = expression.kind { callee.name } else { nil }
      let diagnostic = site.called(name ?? "", error, frame)
      guard table.dialect.foreseenKinds.contains(diagnostic.kind) else { return nil }
      throw diagnostic
    }
  }
}

extension Statement {
  /// Whether it calls or computes anything.
  fileprivate var mayHaveShapes: Bool {
    switch kind {
    case .pass, .breakLoop, .continueLoop, .definition, .classDefinition, .scoping, .importing: false
    default: true
    }
  }
}

extension [Statement] {
  /// Whether running them may leave the block that they stand in, or the loop around it.
  fileprivate var mayLeave: Bool {
    contains { statement in
      switch statement.kind {
      case .returning, .breakLoop, .continueLoop, .raising: true
      // A statement that leaves a loop inside leaves no more than that; `return` is for functions, which are not entered.
      case .loop, .whileLoop: false
      default: statement.blocks.contains(where: \.mayLeave)
      }
    }
  }
}
