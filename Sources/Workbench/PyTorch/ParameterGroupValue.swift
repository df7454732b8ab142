import Language
import Networks

/// The one group of `optimizer.param_groups`: all parameters, and what is set for them. What is assigned holds from the
/// next step.
final class ParameterGroupValue: ObjectValue {
  private let optimizer: Optimizer

  init(_ optimizer: Optimizer) { self.optimizer = optimizer }

  var typeName: String { "parameter group" }
  var detail: String? { "lr=\(Value.real(optimizer.learningRate).repr)" }
  func repr() -> String {
    "{'params': \(optimizer.parameters.count) tensors, 'lr': \(Value.real(optimizer.learningRate).repr)}"
  }
  var count: Int? { 2 }

  private func name(_ indices: [Index]) throws -> String {
    guard indices.count == 1, case .value(.string(let name)) = indices[0] else {
      throw Diagnostic(.index, "a group of parameters is asked by name", suggestion: "group[\"lr\"]")
    }
    return name
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    switch try name(indices) {
    case "lr": return .real(optimizer.learningRate)
    case "params": return .list(optimizer.parameters.map { Value($0) })
    case let name: throw missing(name)
    }
  }

  func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    let name = try name(indices)
    guard name == "lr" else { throw missing(name) }
    guard let rate = value.number, rate >= 0, rate.isFinite else {
      throw Diagnostic(.value, "a learning rate is a number that is not negative, and this is \(value.phrase)")
    }
    optimizer.learningRate = rate
  }

  func contains(_ item: Value, _ context: Context) throws -> Bool? {
    if case .string(let name) = item { name == "lr" || name == "params" } else { false }
  }

  func iterate() throws -> IteratorValue? {
    var names: [Value] = [.string("params"), .string("lr")]
    return IteratorValue("parameter group", count: 2) { names.isEmpty ? nil : names.removeFirst() }
  }

  private func missing(_ name: String) -> Diagnostic {
    Diagnostic(.key, "a group of parameters has \"params\" and \"lr\" here, and no \(Value.string(name).repr)")
  }
}
