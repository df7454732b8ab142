import Threads

/// A set: values of which none occurs twice, in order of insertion, with the keys' rules of a dict.
package final class SetValue: ObjectValue {
  private let dict = DictValue()
  /// Whether it is a `frozenset`, which does not change and can be a key.
  let isFrozen: Bool

  package init(_ items: [Value] = [], isFrozen: Bool = false) throws {
    self.isFrozen = isFrozen
    try insert(items)
  }

  /// - Throws: ``Cancelled``, and where an item can be no key.
  private func insert(_ items: [Value]) throws {
    var rounds = Cancellation.Rounds()
    for item in items {
      try rounds.next()
      try dict.set(.none, for: item)
    }
  }

  var keys: Set<DictValue.Key> { dict.keys }

  /// A set to be filled with ``take(copiesOf:_:)``.
  init(emptyFor other: SetValue) { isFrozen = other.isFrozen }

  func take(copiesOf other: SetValue, _ copy: (Value) throws -> Value) rethrows {
    try dict.take(copiesOf: other.dict, copy)
  }

  package var items: [Value] { dict.entries.map(\.key) }

  package var typeName: String { isFrozen ? "frozenset" : "set" }
  package var detail: String? { Value.counted(dict.count) }
  package func repr() -> String { dict.count == 0 ? "\(typeName)()" : Value.object(self).repr }

  package var listing: (open: String, values: [Value], close: String)? {
    if dict.count == 0 { return nil }
    return isFrozen ? ("frozenset({", items, "})") : ("{", items, "}")
  }

  package func truth() throws -> Bool { dict.count > 0 }
  package var count: Int? { dict.count }

  package func iterate() throws -> IteratorValue? {
    let size = dict.count
    var position = 0
    return IteratorValue("set", count: size) { [dict] in
      guard dict.count == size else {
        throw Diagnostic(
          .runtime, "the set changed its size while a loop went through it", suggestion: "for x in list(s):")
      }
      guard position < size else { return nil }
      defer { position += 1 }
      return dict.entries[position].key
    }
  }

  package func contains(_ item: Value, _ context: Context) throws -> Bool? { try has(item) }

  private func has(_ item: Value) throws -> Bool { try dict.value(for: item) != nil }

  package func binary(
    _ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context
  ) throws -> Value? {
    guard let set = Self.operand(other) else { return nil }
    let (left, right) = reversed ? (set, self) : (self, set)
    let isFrozen = left.isFrozen
    switch operation {
    case .or: return .object(try SetValue(left.items + right.items, isFrozen: isFrozen))
    case .and: return .object(try SetValue(left.items.filter(right.has), isFrozen: isFrozen))
    case .subtract: return .object(try SetValue(left.items.filter { try !right.has($0) }, isFrozen: isFrozen))
    case .exclusiveOr:
      let items = try left.items.filter { try !right.has($0) } + right.items.filter { try !left.has($0) }
      return .object(try SetValue(items, isFrozen: isFrozen))
    case .equal: return .bool(try left.isPart(of: right) && left.dict.count == right.dict.count)
    case .notEqual: return .bool(try !left.isPart(of: right) || left.dict.count != right.dict.count)
    case .lessOrEqual: return .bool(try left.isPart(of: right))
    case .less: return .bool(try left.isPart(of: right) && left.dict.count < right.dict.count)
    case .greaterOrEqual: return .bool(try right.isPart(of: left))
    case .greater: return .bool(try right.isPart(of: left) && right.dict.count < left.dict.count)
    default: return nil
    }
  }

  /// The other side of an operator: a set, or the keys of a dict.
  private static func operand(_ value: Value) -> SetValue? {
    guard case .object(let object) = value else { return nil }
    return object as? SetValue ?? (object as? DictViewValue)?.asSet
  }

  /// `s |= other` and its like, in place; false where they do not apply.
  func update(_ operation: BinaryOperator, _ other: Value, _ context: Context) throws -> Bool {
    guard !isFrozen, [.or, .and, .subtract, .exclusiveOr].contains(operation),
      case .object(let object)? = try binary(operation, other, reversed: false, context), let new = object as? SetValue
    else { return false }
    try become(new.items)
    return true
  }

  private func become(_ items: [Value]) throws {
    dict.removeAll()
    for item in items { try dict.set(.none, for: item) }
  }

  private func isPart(of other: SetValue) throws -> Bool { try items.allSatisfy(other.has) }

  // MARK: Methods

  private static let changing = [
    "add", "remove", "discard", "pop", "clear", "update", "intersection_update", "difference_update",
    "symmetric_difference_update",
  ]
  private static let asking = [
    "copy", "union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint",
  ]

  package var attributeNames: [String] { isFrozen ? Self.asking : Self.changing + Self.asking }

  package func attribute(_ name: String, _ context: Context) throws -> Value? {
    guard attributeNames.contains(name) else { return nil }
    return .object(NativeFunction(name) { [self] in try call(name, $0, $1) })
  }

  private func call(_ name: String, _ arguments: [CallArgument], _ context: Context) throws -> Value {
    func one() throws -> Value {
      guard arguments.count == 1, arguments[0].name == nil else {
        throw Diagnostic(.argument, "\(name) of a set takes one value")
      }
      return arguments[0].value
    }
    func none() throws {
      guard arguments.isEmpty else { throw Diagnostic(.argument, "\(name) of a set takes no arguments") }
    }
    func others() throws -> [SetValue] {
      try arguments.map { try SetValue(Iteration.items($0.value, context, verb: "make a set of")) }
    }
    func other() throws -> SetValue { try SetValue(Iteration.items(one(), context, verb: "make a set of")) }
    func new(_ items: [Value]) throws -> Value { .object(try SetValue(items, isFrozen: isFrozen)) }
    func common() throws -> [Value] {
      let others = try others()
      return try items.filter { item in try others.allSatisfy { try $0.has(item) } }
    }
    func left() throws -> [Value] {
      let others = try others()
      return try items.filter { item in try !others.contains { try $0.has(item) } }
    }
    func either() throws -> [Value] {
      let other = try other()
      return try items.filter { try !other.has($0) } + other.items.filter { try !has($0) }
    }
    switch name {
    case "add":
      try dict.set(.none, for: one())
      try Limits.checkItems(dict.count)
    case "remove":
      let item = try one()
      guard try dict.remove(item) != nil else { throw Diagnostic(.key, "the set does not hold \(item.repr)") }
    case "discard": _ = try dict.remove(one())
    case "pop":
      try none()
      guard let last = try dict.removeLast() else { throw Diagnostic(.key, "the set is empty") }
      return last.key
    case "clear":
      try none()
      dict.removeAll()
    case "update": for other in try others() { try insert(other.items) }
    case "intersection_update": try become(common())
    case "difference_update": try become(left())
    case "symmetric_difference_update": try become(either())
    case "copy":
      try none()
      return try new(items)
    case "union": return try new(items + others().flatMap(\.items))
    case "intersection": return try new(common())
    case "difference": return try new(left())
    case "symmetric_difference": return try new(either())
    case "issubset": return .bool(try isPart(of: other()))
    case "issuperset": return .bool(try other().isPart(of: self))
    default:
      let other = try other()
      return .bool(try !items.contains { try other.has($0) })
    }
    return .none
  }
}
