import Language
import Networks

extension Namespaces {
  /// `torch.optim`: parameters first, then the rate, as PyTorch has them.
  var optimizers: [String: Value] {
    own(
      [
        optimizer("adam", "Adam", rate: 0.001), optimizer("adamw", "AdamW", rate: 0.001),
        optimizer("sgd", "SGD", rate: 0.001), optimizer("rmsprop", "RMSprop", rate: 0.01),
      ].compactMap { $0 })
  }

  private func optimizer(_ name: String, _ path: String, rate: Double) -> Entry? {
    guard let entry = entries[name] else { return nil }
    let choices = entry.parameters.filter { $0.name != "networks" && $0.name != "lr" }.map { parameter in
      var parameter = parameter
      parameter.style = .standard
      return parameter
    }
    let own = [
      Parameter("params", .any, "parameters, as net.parameters() gives them"),
      Parameter("lr", .real(0...1e9), default: .real(rate), "the learning rate"),
    ]
    let variants = ["amsgrad", "maximize"].map {
      Parameter($0, .bool, default: .bool(false), style: $0 == "amsgrad" ? .standard : .keywordOnly, "not here: False")
    }
    var made = self.entry(
      path, entry.summary, own + choices + variants, result: "optimizer", effect: entry.effect
    ) { arguments, context in
      guard !arguments.bool("amsgrad"), !arguments.bool("maximize") else {
        throw Diagnostic(
          .value, "\(path) has no such variant here", suggestion: "leave amsgrad and maximize at False",
          parameter: arguments.bool("amsgrad") ? "amsgrad" : "maximize")
      }
      var values: [String: Value] = ["lr": arguments["lr"]]
      for choice in choices { values[choice.name] = arguments[choice.name] }
      guard let groups = try Self.groups(of: arguments["params"], context) else {
        values["networks"] = .list([try Self.listed(arguments["params"], context)])
        return try entry.run(entry.arguments(values), context)
      }
      let names = ["lr"] + choices.map(\.name)
      let optimizers = try groups.map { group in
        try Self.optimizer(of: group, entry, values, names, context)
      }
      return .object(OptimizerValue(try Optimizer(joining: optimizers), name: name))
    }
    made.abstract = .nothing
    return made
  }

  /// The groups that parameters come in; nil where they come in none.
  private static func groups(of value: Value, _ context: Context) throws -> [DictValue]? {
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
  private static func optimizer(
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
