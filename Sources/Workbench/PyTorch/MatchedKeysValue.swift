import Language

/// What `load_state_dict` gives: the names that the dict lacks, and those that the network has not. A pair, as in PyTorch.
final class MatchedKeysValue: ObjectValue {
  private let keys: TupleValue

  init(missing: [String], unexpected: [String]) {
    keys = TupleValue(
      [missing, unexpected].map { .list(ListValue($0.map(Value.string))) }, names: ["missing_keys", "unexpected_keys"])
  }

  let typeName = "IncompatibleKeys"
  let attributeNames = ["missing_keys", "unexpected_keys"]

  func repr() -> String {
    let parts = zip(attributeNames, keys.items).map { "\($0)=\($1.repr)" }
    return keys.items.allSatisfy { $0.elements?.isEmpty ?? true }
      ? "<All keys matched successfully>" : "_IncompatibleKeys(\(parts.joined(separator: ", ")))"
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? { keys[name: name] }
  var count: Int? { 2 }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    try Subscripts.read(.tuple(keys), indices, context)
  }

  func iterate() throws -> IteratorValue? {
    var left = keys.items[...]
    return IteratorValue("names", count: 2) { left.popFirst() }
  }
}
