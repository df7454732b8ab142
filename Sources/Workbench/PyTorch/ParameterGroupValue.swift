import Language
import Networks

/// One of `optimizer.param_groups`: parameters, and what is set for them. What is assigned holds from the next step.
final class ParameterGroupValue: ObjectValue {
  private let optimizer: Optimizer
  private let index: Int

  init(_ optimizer: Optimizer, _ index: Int) { (self.optimizer, self.index) = (optimizer, index) }

  private var group: Optimizer.Group { optimizer.groups[index] }
  private var state: OptimizerState { OptimizerState(optimizer, verb: "param_groups") }

  var typeName: String { "parameter group" }
  var detail: String? { "lr=\(Value.real(group.learningRate).repr)" }
  func repr() -> String {
    "{'params': \(group.parameters.count) tensors, "
      + state.settings(of: group).map { "'\($0.0)': \($0.1.repr)" }.joined(separator: ", ") + "}"
  }
  var count: Int? { items.count }

  private var items: [(String, Value)] {
    [("params", .list(group.parameters.map { Value(optimizer.parameters[$0]) }))] + state.settings(of: group)
  }

  private func item(_ name: String) -> Value? { items.first { $0.0 == name }?.1 }

  private func name(_ indices: [Index]) throws -> String {
    guard indices.count == 1, case .value(.string(let name)) = indices[0] else {
      throw Diagnostic(.index, "a group of parameters is asked by name", suggestion: "group[\"lr\"]")
    }
    return name
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    let name = try name(indices)
    if let value = item(name) { return value }
    throw Diagnostic(
      .key,
      "a group of parameters has \(items.map { Value.string($0.0).repr }.joined(separator: ", ")) here, and no "
        + Value.string(name).repr)
  }

  func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    let name = try name(indices)
    guard name != "params" else {
      throw Diagnostic(
        .value, "the parameters of an optimizer are those that it was made with", suggestion: "make a new optimizer")
    }
    try state.set(name, to: value, ofGroup: index)
  }

  func contains(_ item: Value, _ context: Context) throws -> Bool? {
    if case .string(let name) = item { self.item(name) != nil } else { false }
  }

  let attributeNames = ["keys", "values", "items"]

  /// What a dict has to go through it.
  func attribute(_ name: String, _ context: Context) throws -> Value? {
    let items = items
    let found: [Value]
    switch name {
    case "keys": found = items.map { .string($0.0) }
    case "values": found = items.map(\.1)
    case "items": found = items.map { .tuple([.string($0.0), $0.1]) }
    default: return nil
    }
    return .object(NativeFunction(name) { _, _ in .list(found) })
  }

  func iterate() throws -> IteratorValue? {
    var names = items.map { Value.string($0.0) }
    return IteratorValue("parameter group", count: names.count) { names.isEmpty ? nil : names.removeFirst() }
  }
}
