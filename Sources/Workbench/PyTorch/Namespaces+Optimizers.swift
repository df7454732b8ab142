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
      values["networks"] = .list([try Self.listed(arguments["params"], context)])
      return try entry.run(entry.arguments(values), context)
    }
    made.abstract = .nothing
    return made
  }

  /// Parameters one after another, also from an iterator or groups.
  private static func listed(_ value: Value, _ context: Context) throws -> Value {
    if value.module != nil { return value }
    let items = try Iteration.items(value, context, verb: "take parameters from")
    return .list(
      try items.map { item in
        guard case .dict(let group) = item else { return item }
        guard group.count == 1, let parameters = group["params"] else {
          throw Diagnostic(
            .value, "groups of parameters with settings of their own are not part of an optimizer here",
            suggestion: "an optimizer for each group", parameter: "params")
        }
        return try listed(parameters, context)
      })
  }
}
