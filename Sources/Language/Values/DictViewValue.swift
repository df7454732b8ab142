/// What `keys`, `values` and `items` of a dict give: they go on showing the dict as it is.
final class DictViewValue: ObjectValue {
  enum Part: String {
    case keys, values, items
  }

  private let dict: DictValue
  private let part: Part

  init(_ dict: DictValue, _ part: Part) { (self.dict, self.part) = (dict, part) }

  func copied(_ copy: (Value) throws -> Value) rethrows -> DictViewValue {
    guard case .dict(let other) = try copy(.dict(dict)) else { return self }
    return DictViewValue(other, part)
  }

  private func item(_ entry: (key: Value, value: Value)) -> Value {
    switch part {
    case .keys: entry.key
    case .values: entry.value
    case .items: .tuple([entry.key, entry.value])
    }
  }

  private var items: [Value] { dict.entries.map(item) }

  /// The keys or the items as a set; nil where that cannot be.
  var asSet: SetValue? { part == .values ? nil : try? SetValue(items) }

  var typeName: String { "dict_\(part.rawValue)" }
  var detail: String? { Value.counted(dict.count) }
  func repr() -> String { Value.object(self).repr }
  var listing: (open: String, values: [Value], close: String)? { ("\(typeName)([", items, "])") }
  func truth() throws -> Bool { dict.count > 0 }
  var count: Int? { dict.count }

  func iterate() throws -> IteratorValue? {
    let next = try Iteration.source(of: .dict(dict))
    var position = 0
    return IteratorValue(typeName, count: dict.count) { [self] in
      guard try next() != nil else { return nil }
      defer { position += 1 }
      return item(dict.entries[position])
    }
  }

  func contains(_ item: Value, _ context: Context) throws -> Bool? {
    switch part {
    case .keys: return try dict.value(for: item) != nil
    case .values: return nil
    case .items:
      guard case .tuple(let pair) = item, pair.count == 2, let value = try dict.value(for: pair[0]) else {
        return false
      }
      return try Operators.equal(value, pair[1], context)
    }
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    throw Diagnostic(
      .type, "the \(part.rawValue) of a dict have no numbers", suggestion: "list(d.\(part.rawValue)())[0]")
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard let set = asSet else { return nil }
    switch operation {
    case .or, .and, .subtract, .exclusiveOr:
      let items = try SetValue(Iteration.items(other, context, verb: "make a set of"))
      return try set.binary(operation, .object(items), reversed: reversed, context)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try set.binary(operation, other, reversed: reversed, context)
    default: return nil
    }
  }
}
