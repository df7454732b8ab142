import Language
import Networks
import Text

/// An optimizer as the language sees it.
final class OptimizerValue: ObjectValue {
  let optimizer: Optimizer
  let name: String
  /// Whether it has warned of parameters without a gradient: once is enough.
  var hasWarned = false
  /// Whether it has said that a step did nothing.
  var hasWarnedOfStep = false

  init(_ optimizer: Optimizer, name: String) {
    self.optimizer = optimizer
    self.name = name
  }

  /// The settings that it was made with, as PyTorch keeps them; nil where another way than PyTorch's made it.
  var defaults: [(String, Value)]?

  static let classes = ["adam": "Adam", "adamw": "AdamW", "sgd": "SGD", "rmsprop": "RMSprop"]

  var isKey: Bool { true }
  var typeName: String { "optimizer" }
  var className: String { Self.classes[name] ?? typeName }
  var classPaths: [String] { ["torch.optim.Optimizer"] }
  var detail: String? { "\(name), lr=\(rates)" }

  /// The learning rate; where groups of parameters have their own, all of them.
  private var rates: String {
    let rates = optimizer.groups.map { Value.real($0.learningRate).repr }
    return Set(rates).count == 1 ? rates[0] : rates.joined(separator: " and ")
  }

  func repr() -> String {
    let count = optimizer.parameters.reduce(0) { $0 + $1.tensor.count }
    return "\(name) of \(counted(count, "parameter")), lr=\(rates), "
      + "\(counted(optimizer.steps, "step")) taken"
  }

  private var rate: Value {
    get throws {
      guard Set(optimizer.groups.map(\.learningRate)).count == 1 else {
        throw Diagnostic(
          .value, "its groups of parameters have learning rates of their own: \(rates)",
          example: "[group[\"lr\"] for group in optimizer.param_groups]")
      }
      return .real(optimizer.learningRate)
    }
  }

  var attributeNames: [String] { ["lr", "steps", "param_groups", "state_dict", "load_state_dict", "add_param_group"] }

  /// PyTorch's programs change the rate where its groups have it; an attribute of the optimizer's would change nothing there.
  func assign(_ value: Value, to name: String, _ context: Context) throws {
    guard name == "lr" else {
      throw Diagnostic(.attribute, "the attributes of an optimizer are read, not assigned")
    }
    throw Diagnostic(
      .attribute, "the learning rate is changed in each group of parameters",
      example: "for group in optimizer.param_groups: group[\"lr\"] = \(value.repr)")
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "lr": try rate
    case "steps": .integer(optimizer.steps)
    case "defaults": defaults.map { .dict(DictValue($0)) }
    case "param_groups": .list(optimizer.groups.indices.map { .object(ParameterGroupValue(optimizer, $0)) })
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
    case "add_param_group":
      method(
        "add_param_group", "takes further parameters, with settings of their own",
        [Parameter("param_group", .any, "a dict with \"params\"")], result: "None"
      ) { [self] arguments in
        try add(arguments["param_group"], context.renewed)
        return .none
      }
    default: nil
    }
  }

  /// A group as PyTorch describes it: what it does not say is as in the first.
  private func add(_ value: Value, _ context: Context) throws {
    guard let group = value.dictionary, group["params"] != nil else {
      throw Diagnostic(
        .type, "a group of parameters is a dict with \"params\", and this is \(value.phrase)", parameter: "param_group")
    }
    guard case .builtin(let entry)? = context.value(of: name) else { return }
    let own = Dictionary(OptimizerState(optimizer).settings(of: optimizer.groups[0]), uniquingKeysWith: { $1 })
    let names = entry.parameters.map(\.name).filter { $0 != "networks" }
    let settings = names.reduce(into: [String: Value]()) { all, name in all[name] = own[name] }
    try optimizer.add(try Namespaces.optimizer(of: group, entry, settings, names, context))
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
