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

  var attributeNames: [String] { ["lr", "steps", "param_groups", "state_dict", "load_state_dict"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "lr": .real(optimizer.learningRate)
    case "steps": .integer(optimizer.steps)
    case "param_groups": .list([.object(ParameterGroupValue(optimizer))])
    case "state_dict":
      method("state_dict", "the moments of the parameters and the settings, as PyTorch has them", [], result: "dict") {
        [optimizer] _ in try OptimizerState(optimizer).dict
      }
    case "load_state_dict":
      method(
        "load_state_dict", "takes up what state_dict gave, here or in PyTorch",
        [Parameter("state_dict", .any, "the moments and the settings")], result: "None"
      ) { [optimizer] arguments in
        try OptimizerState(optimizer).load(arguments["state_dict"])
        return .none
      }
    default: nil
    }
  }

  private func method(
    _ name: String, _ summary: String, _ parameters: [Parameter], result: String,
    _ body: @escaping (Arguments) throws -> Value
  ) -> Value {
    .builtin(
      Entry(
        name, group: "optimizers", summary, parameters: parameters, result: result, abstract: .unknown,
        example: "adam(linear(2, 1)).state_dict()"
      ) { arguments, _ in try body(arguments) })
  }
}
