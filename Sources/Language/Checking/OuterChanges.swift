/// Finds what a function does to things that it has not made itself, by reading it.
///
/// What a name stands for that the function has bound itself is taken for its own.
struct OuterChanges {
  private(set) var found = false
  /// The names that the function being read binds itself.
  var made: Set<String> = []
  private let interpreter: Interpreter

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// Begins with a function.
  ///
  /// - Returns: what ``made`` is to be when it has been read.
  mutating func enter(_ definition: Definition) -> Set<String> {
    let outer = made
    let others = definition.body.scopedNames(isGlobal: true) + definition.body.scopedNames(isGlobal: false)
    made = Set(definition.body.boundNames).subtracting(others).subtracting(definition.parameters.map(\.name))
      .subtracting(Self.borrowed(definition.body))
    return outer
  }

  mutating func note(_ statement: Statement) {
    switch statement.kind {
    case .scoping: found = true
    case .assignment(let targets, _), .deletion(let targets): for target in targets { note(target) }
    case .augmented(let target, _, _), .loop(let target, _, _, _): note(target)
    default: break
    }
  }

  /// Names that these statements bind to what somebody else has made: another name's value, an item, what a loop comes to.
  private static func borrowed(_ statements: [Statement]) -> [String] {
    statements.flatMap { statement -> [String] in
      let own: [String] =
        switch statement.kind {
        case .assignment(let targets, let value) where value.isPlace: targets.flatMap(\.names)
        case .loop(let target, _, _, _): target.names
        default: []
        }
      return own + statement.blocks.flatMap(borrowed)
    }
  }

  private mutating func note(_ target: Target) {
    switch target.kind {
    case .name: break
    case .tuple(let targets): for target in targets { note(target) }
    case .starred(let inner): note(inner)
    case .item(let base, _): if !isOwn(base) || isHolder(base) { found = true }
    case .attribute(let base, let name): if !isOwn(base) || isHolder(base) && Self.held.contains(name) { found = true }
    }
  }

  /// A call of a method that changes what it belongs to.
  mutating func note(method name: String, of base: Expression) {
    if Self.changing.contains(name) || name.hasSuffix("_") && !name.hasPrefix("_"), !isOwn(base) { found = true }
    if Self.registering.contains(name), isHolder(base) { found = true }
  }

  /// A call of a function that changes its first argument.
  mutating func note(function name: String) { if name == "setattr" || name == "delattr" { found = true } }

  /// Attributes of a holder of functions that are values of the language: a copy of it has its own.
  private static let held: Set<String> = ["options", "children", "layout", "style"]
  /// Methods by which it takes a function, or lets go of it.
  private static let registering: Set<String> = ["observe", "unobserve", "on_click", "close"]

  private static let changing: Set<String> = [
    "append", "extend", "insert", "remove", "pop", "popitem", "clear", "update", "add", "discard", "setdefault", "sort",
    "reverse", "step", "backward", "zero_grad", "load_state_dict", "register_hook", "intersection_update",
    "difference_update", "symmetric_difference_update",
  ]

  /// Whether it is a holder of functions that the function has not made.
  private func isHolder(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.kind, !made.contains(name),
      case .object(let object)? = interpreter[variable: name]
    else { return false }
    return object is any FunctionHolder
  }

  /// Whether the function has made it, or a change of a copy changes the original too.
  private func isOwn(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name(let name):
      if made.contains(name) { return true }
      if case .object(let object)? = interpreter[variable: name] { return object is any FunctionHolder }
      return false
    case .attribute(let base, _): return isOwn(base)
    // What a method gives may be a part of what it belongs to.
    case .call(let callee, _): if case .attribute(let base, _) = callee.kind { return isOwn(base) } else { return true }
    default: return expression.children.first.map(isOwn) ?? true
    }
  }
}

extension Expression {
  /// Whether it names something that was there before: a variable, an attribute, an item.
  fileprivate var isPlace: Bool {
    switch kind {
    case .name, .attribute, .subscripted: true
    default: false
    }
  }
}
