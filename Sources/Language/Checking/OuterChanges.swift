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

  private mutating func note(_ target: Target) {
    switch target.kind {
    case .name: break
    case .tuple(let targets): for target in targets { note(target) }
    case .starred(let inner): note(inner)
    case .item(let base, _), .attribute(let base, _): if !isOwn(base) { found = true }
    }
  }

  /// A call of a method that changes what it belongs to.
  mutating func note(method name: String, of base: Expression) {
    if Self.changing.contains(name) || name.hasSuffix("_") && !name.hasPrefix("_"), !isOwn(base) { found = true }
  }

  private static let changing: Set<String> = [
    "append", "extend", "insert", "remove", "pop", "popitem", "clear", "update", "add", "discard", "setdefault", "sort",
    "reverse", "step", "backward", "zero_grad", "load_state_dict", "register_hook",
  ]

  /// Whether the function has made it, or a change of a copy changes the original too.
  private func isOwn(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name(let name):
      if made.contains(name) { return true }
      if case .object(let object)? = interpreter[variable: name] { return object is any FunctionHolder }
      return false
    case .attribute(let base, _): return isOwn(base)
    case .call: return true
    default: return expression.children.first.map(isOwn) ?? true
    }
  }
}
