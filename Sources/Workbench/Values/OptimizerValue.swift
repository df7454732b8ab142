import Language
import Networks
import Text

/// An optimizer as the language sees it.
final class OptimizerValue: ObjectValue {
  let optimizer: Optimizer
  let name: String
  /// Whether it has warned of parameters without a gradient: once is enough.
  var hasWarned = false

  init(_ optimizer: Optimizer, name: String) {
    self.optimizer = optimizer
    self.name = name
  }

  var typeName: String { "optimizer" }
  var detail: String? { "\(name), lr=\(Value.real(optimizer.learningRate).repr)" }

  func repr() -> String {
    let count = optimizer.parameters.reduce(0) { $0 + $1.value.count }
    return "\(name) of \(counted(count, "parameter")), lr=\(Value.real(optimizer.learningRate).repr), "
      + "\(counted(optimizer.steps, "step")) taken"
  }

  var attributeNames: [String] { ["lr", "steps", "param_groups"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "lr": .real(optimizer.learningRate)
    case "steps": .integer(optimizer.steps)
    case "param_groups": .list([.object(ParameterGroupValue(optimizer))])
    default: nil
    }
  }
}
