import Autodiff
import Language
import Networks

extension Namespaces {
  /// `torch.optim`: parameters first, then the rate, as PyTorch has them.
  var optimizers: [String: Value] {
    let adam = ["betas", "eps", "weight_decay", "amsgrad"]
    let dampening = Parameter(
      "dampening", .real(), default: .integer(0), "how much of a gradient the momentum leaves out")
    return own(
      [
        optimizer("adam", "Adam", rate: 0.001, adam, variants: [Self.off("amsgrad")]),
        optimizer("adamw", "AdamW", rate: 0.001, adam, variants: [Self.off("amsgrad")]),
        optimizer(
          "sgd", "SGD", rate: 0.001, ["momentum", "dampening", "weight_decay", "nesterov"], variants: [dampening]),
        optimizer(
          "rmsprop", "RMSprop", rate: 0.01, ["alpha", "eps", "weight_decay", "momentum", "centered"],
          variants: [Self.off("centered")]),
        identity,
      ].compactMap { $0 })
  }

  /// What makes an optimizer, with PyTorch's arguments in PyTorch's order.
  ///
  /// - Parameters:
  ///   - order: the settings that may stand by position.
  ///   - variants: those that the table's own has not; where one is used, the module's text has the optimizer.
  private func optimizer(
    _ name: String, _ path: String, rate: Double, _ order: [String], variants: [Parameter]
  ) -> Entry? {
    guard let entry = entries[name] else { return nil }
    let all = entry.parameters.filter { $0.name != "networks" && $0.name != "lr" }
    let variants = variants + [Self.off("maximize")]
    let settings = order.compactMap { name in (all + variants).first { $0.name == name } }.map { parameter in
      var parameter = parameter
      parameter.style = .standard
      return parameter
    }
    let own = [
      Parameter("params", .any, "parameters, as net.parameters() gives them"),
      Parameter("lr", .real(0...1e9), default: .real(rate), "the learning rate"),
    ]
    let rest = variants.filter { variant in !order.contains(variant.name) }
    let idle = ["foreach", "capturable", "differentiable", "fused"].map {
      Parameter($0, .any, default: Value.none, style: .keywordOnly, "how it is computed: not looked at")
    }
    let names = all.map(\.name)
    var made = self.entry(
      path, entry.summary, own + settings + rest + idle, result: "optimizer", effect: entry.effect
    ) { arguments, context in
      // What gives parameters or groups of them one after another is gone through once.
      let given = arguments["params"]
      let params: Value = if case .iterator = given { .list(try Iteration.items(given, context)) } else { given }
      let isVariant = variants.contains { parameter in
        switch arguments[parameter.name] {
        case .bool(let flag): flag
        case .none: false
        default: arguments.real(parameter.name) != 0
        }
      }
      if isVariant, case .object(let optim)? = context.value(of: "optim"),
        let variant = try optim.attribute("_\(path)", context)
      {
        let settings = (["lr"] + names + variants.map(\.name)).map { CallArgument(name: $0, arguments[$0]) }
        return try context.call(variant, [CallArgument(params)] + settings)
      }
      var values: [String: Value] = ["lr": arguments["lr"]]
      for name in names { values[name] = arguments[name] }
      let defaults = (["lr"] + names + variants.map(\.name)).map { ($0, arguments[$0]) }
      guard let groups = try Self.groups(of: params, context) else {
        values["networks"] = .list([try Self.listed(params, context)])
        let made = try entry.run(entry.arguments(values), context)
        if case .object(let optimizer as OptimizerValue) = made { optimizer.defaults = defaults }
        return made
      }
      let optimizers = try groups.map { group in
        try Self.optimizer(of: group, entry, values, ["lr"] + names, context)
      }
      let optimizer = OptimizerValue(try Optimizer(joining: optimizers), name: name)
      optimizer.defaults = defaults
      return .object(optimizer)
    }
    made.abstract = .nothing
    made.recognizes = { value in
      guard case .object(let object) = value else { return false }
      if let optimizer = object as? OptimizerValue { return optimizer.name == name }
      // The module's text has its variants.
      return (object as? InstanceValue)?.type.name == "_\(path)"
    }
    return made
  }

  private static func off(_ name: String) -> Parameter {
    Parameter(name, .bool, default: .bool(false), style: .keywordOnly, "a variant of it")
  }

  /// By what two values that hold one parameter are known to.
  private var identity: Entry {
    entry("_identity", "a number that a parameter keeps", [Parameter("x", .any, "a tensor")], result: "int") {
      arguments, _ in
      guard let tensor = arguments["x"].asTensor else {
        throw Diagnostic(.type, "an optimizer's parameters are tensors, and this is \(arguments["x"].phrase)")
      }
      let object: AnyObject = (tensor.variable as? LearnedParameter) ?? tensor
      return .integer(Identities.number(of: ObjectIdentifier(object)))
    }
  }

  /// The groups that parameters come in; nil where they come in none.
  static func groups(of value: Value, _ context: Context) throws -> [DictValue]? {
    if value.module != nil { return nil }
    guard let items = value.elements, items.first?.dictionary != nil else { return nil }
    return try items.map { item in
      guard let group = item.dictionary, group["params"] != nil else {
        throw Diagnostic(
          .value, "among groups of parameters each is a dict with \"params\", and this is \(item.phrase)",
          parameter: "params")
      }
      return group
    }
  }

  /// An optimizer of one group, with what is set for it, else what is set for all.
  static func optimizer(
    of group: DictValue, _ entry: Entry, _ settings: [String: Value], _ names: [String], _ context: Context
  ) throws -> Optimizer {
    let parameters = group["params"] ?? .none
    // A single tensor is no list of its rows.
    var arguments = [CallArgument(parameters.asTensor == nil ? try listed(parameters, context) : parameters)]
    for (name, value) in settings where group[name] == nil { arguments.append(CallArgument(name: name, value)) }
    var schedule: [String: Double] = [:]
    for (key, value) in group.entries {
      guard case .string(let name) = key, name != "params" else { continue }
      if let number = value.number, OptimizerState.scheduleNames.contains(name) {
        schedule[name] = number
        continue
      }
      guard names.contains(name) else {
        throw Diagnostic(
          .value, "a group of parameters has no \(key.repr) here",
          suggestion: "one of " + names.joined(separator: ", "), parameter: "params")
      }
      arguments.append(CallArgument(name: name, value))
    }
    // Called, and not run, so that a group's settings are looked at as those of all.
    guard case .object(let object) = try context.call(.builtin(entry), arguments),
      let made = (object as? OptimizerValue)?.optimizer
    else { throw Diagnostic(.value, "no optimizer of this group of parameters could be made", parameter: "params") }
    made.groups[0].schedule = schedule
    return made
  }

  /// Parameters one after another, also from an iterator.
  private static func listed(_ value: Value, _ context: Context) throws -> Value {
    if value.module != nil { return value }
    return .list(try Iteration.items(value, context, verb: "take parameters from"))
  }
}
