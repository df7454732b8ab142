import Autodiff
import Language
import Networks

/// One entry under another name and with another signature: PyTorch has several forms of what is one function here.
extension Entry {
  /// The same work behind a dot, under that name.
  func named(_ name: String) -> Entry {
    var entry = self
    entry.name = name
    entry.isBare = false
    entry.otherNames = []
    return entry
  }

  /// Arguments for it by name; what is left out has the value that it declares.
  func arguments(_ values: [String: Value]) -> Arguments {
    var all = values
    for parameter in parameters where all[parameter.name] == nil {
      all[parameter.name] = parameter.defaultValue ?? Value.none
    }
    return Arguments(all, given: Set(values.keys))
  }

  /// With other defaults.
  func defaulting(_ defaults: [String: Value]) -> Entry {
    var entry = self
    entry.parameters = parameters.map { parameter in
      var parameter = parameter
      if let value = defaults[parameter.name] {
        parameter.defaultValue = value
        parameter.defaultText = nil
      }
      return parameter
    }
    return entry
  }

  /// Where `x` may be left out to make a layer: the function, which needs it.
  var applied: Entry {
    var entry = self
    entry.parameters = parameters.map { parameter in
      var parameter = parameter
      if parameter.name == "x" { (parameter.defaultValue, parameter.type) = (nil, .like("tensor")) }
      return parameter
    }
    entry.result = "tensor"
    return entry
  }

  /// Where `x` may be left out to make a layer: the layer.
  func layer(_ name: String) -> Entry {
    var entry = named(name)
    entry.parameters = parameters.filter { $0.name != "x" }
    (entry.result, entry.isMethod) = ("layer", false)
    return entry
  }

  /// With further parameters, which `finish` makes something of behind the work.
  func adding(
    _ more: [Parameter], _ finish: @escaping (Value, Arguments) throws -> Value = { value, _ in value }
  ) -> Entry {
    var entry = self
    let known = Set(parameters.map(\.name))
    entry.parameters += more.filter { !known.contains($0.name) }
    let run = run
    entry.run = { arguments, context in try finish(run(arguments, context), arguments) }
    if case .known(let rule) = abstract {
      entry.abstract = .known { entry, arguments in try rule(entry, arguments).map { try finish($0, arguments) } }
    }
    return entry
  }

  /// With further parameters, of which `change` makes arguments that the entry knows.
  func translating(
    _ more: [Parameter], _ change: @escaping (Arguments) throws -> [CallArgument]
  ) -> Entry {
    let own = self
    var entry = self
    entry.parameters += more
    let added = Set(more.map(\.name))
    // What they change of the result nobody knows before.
    if case .known(let rule) = abstract {
      entry.abstract = .known { entry, arguments in
        added.contains(where: arguments.isGiven) ? nil : try rule(entry, arguments)
      }
    }
    entry.run = { arguments, context in
      guard added.contains(where: arguments.isGiven) else { return try own.run(arguments, context) }
      let known = own.parameters.filter { arguments.isGiven($0.name) }.map {
        CallArgument(name: $0.name, arguments[$0.name])
      }
      return try context.call(.builtin(own), known + change(arguments))
    }
    return entry
  }

  /// A softmax that may be left to choose its dimension, as `torch.nn.functional` has it: the module says which, and warns.
  var choosingDimension: Entry {
    var entry = defaulting(["dim": .none])
    entry.parameters = entry.parameters.map { parameter in
      var parameter = parameter
      if parameter.name == "dim" { parameter.defaultText = "0, or 1 of matrices and images" }
      return parameter
    }
    entry = entry.adding([
      Parameter("_stacklevel", .integer(), default: .integer(3), "not looked at"),
      .dtype,
    ])
    let own = self
    entry.run = { [name] arguments, context in
      guard arguments["dim"].isNone else { return try own.run(arguments, context) }
      let rank = try arguments.tensor("x", for: name).shape.rank
      if case .object(let module)? = context.value(of: "F"),
        let warn = try module.attribute("_chosen_dimension", context)
      {
        let dim = try context.call(warn, .string(name), .integer(rank))
        return try context.call(.builtin(own), [CallArgument(arguments["x"]), CallArgument(name: "dim", dim)])
      }
      return .none
    }
    entry.abstract = .known { entry, arguments in
      guard !arguments["dim"].isNone else { return arguments["x"] }
      guard case .known(let rule) = own.abstract else { return nil }
      return try rule(own, arguments)
    }
    return entry
  }

  /// PyTorch's other names: `axis` and `keepdims`, and `unbiased` of a variance.
  var takingOtherNames: Entry {
    var entry = self
    entry.parameters = parameters.map { parameter in
      var parameter = parameter
      if parameter.name == "dim" { parameter.otherNames.append("axis") }
      if parameter.name == "keepdim" { parameter.otherNames.append("keepdims") }
      return parameter
    }
    if ["sum", "mean", "prod", "cumsum", "cumprod", "softmax", "log_softmax"].contains(name) {
      entry = entry.computedAs
    }
    if ["max", "min"].contains(name) { entry = entry.choosingOfRow }
    if ["sort", "argsort"].contains(name) {
      entry = entry.adding([
        Parameter("stable", .bool, default: .bool(true), style: .keywordOnly, "the order of equals stays in any case")
      ])
    }
    guard parameters.contains(where: { $0.name == "correction" }) else { return entry }
    return entry.translating([
      Parameter(
        "unbiased", .bool, default: .bool(true), style: .keywordOnly, "whether the number of elements less one divides")
    ]) { arguments in
      guard !arguments.isGiven("correction") else {
        throw Diagnostic(.argument, "`unbiased` and `correction` say the same: one is enough", parameter: "unbiased")
      }
      return [CallArgument(name: "correction", .integer(arguments.bool("unbiased") ? 1 : 0))]
    }
    // The order of older programs, in which it went by position: `x.var(0, False)`.
    .ordering(["dim", "unbiased", "keepdim"]).takingUnbiasedAlone
  }

  /// `x.var(False)`: a truth in the place of the dimension says whether the number of elements less one divides.
  private var takingUnbiasedAlone: Entry {
    let own = self
    var entry = self
    entry.parameters = parameters.map { parameter in
      var parameter = parameter
      if parameter.name == "dim" { parameter.type = .any }
      return parameter
    }
    entry.run = { arguments, context in
      let isAlone = if case .bool = arguments["dim"] { !arguments.isGiven("unbiased") } else { false }
      let given = own.parameters.filter { arguments.isGiven($0.name) }.map {
        CallArgument(name: isAlone && $0.name == "dim" ? "unbiased" : $0.name, arguments[$0.name])
      }
      return try context.call(.builtin(own), given)
    }
    return entry
  }

  /// Of a scalar along its one dimension, where the same words without `torch` are Python's: `max(loss, 0)`.
  private var choosingOfRow: Entry {
    let own = self
    var entry = self
    entry.run = { arguments, context in
      let values = arguments.values("x")
      guard values.count >= 2, let x = values[0].asTensor?.variable, x.shape.rank == 0, values[1].asTensor == nil,
        let dimension = values[1].wholeNumber, x.shape.isRow(along: dimension)
      else { return try own.run(arguments, context) }
      return .ordered(x, try .scalar(0).as(.whole))
    }
    return entry
  }

  /// With `dtype`: the type that the numbers are made before anything is computed of them, and that the result has.
  private var computedAs: Entry {
    let own = self
    let operand = parameters[0].name
    var entry = adding([.dtype])
    entry.run = { [name] arguments, context in
      guard let kind = try NumberKindValue.kind(arguments["dtype"], for: name), let x = arguments[operand].asTensor
      else { return try own.run(arguments, context) }
      let made = Value(try NumberKindValue.converted(x.variable, to: kind))
      let known = own.parameters.dropFirst().filter { arguments.isGiven($0.name) }.map {
        CallArgument(name: $0.name, arguments[$0.name])
      }
      let result = try context.call(.builtin(own), [CallArgument(made)] + known)
      guard let tensor = result.asTensor else { return result }
      let converted = TensorValue(try NumberKindValue.converted(tensor.variable, to: kind))
      return .object(converted.said(NumberKindValue.precision(of: arguments["dtype"])))
    }
    return entry
  }

  /// How losses were reduced before `reduction`: `size_average=False` is the sum, `reduce=False` nothing. By position too: what is
  /// chosen of a loss stands in the order that it has there.
  var takingSizeAverage: Entry {
    guard parameters.contains(where: { $0.name == "reduction" }) else { return self }
    let order = Self.orderOfChoices[name] ?? Self.orderSinceReduction
    let entry = order.contains("size_average") ? translating(Self.formerReductions, reducedAsBefore) : self
    return entry.ordering(order)
  }

  private static var formerReductions: [Parameter] {
    [
      Parameter("size_average", .bool, default: Value.none, style: .keywordOnly, "False: reduction=\"sum\""),
      Parameter("reduce", .bool, default: Value.none, style: .keywordOnly, "False: reduction=\"none\""),
    ]
  }

  private func reducedAsBefore(_ arguments: Arguments) throws -> [CallArgument] {
    func chosen(_ name: String) -> Bool? { arguments[name].isNone ? nil : arguments.bool(name) }
    // Both None is how a call by position passes them over.
    guard chosen("size_average") != nil || chosen("reduce") != nil else { return [] }
    guard !arguments.isGiven("reduction") else {
      throw Diagnostic(
        .argument, "`size_average` and `reduction` say the same: one is enough", parameter: "size_average")
    }
    let reduction = chosen("reduce") == false ? "none" : chosen("size_average") == false ? "sum" : "mean"
    return [CallArgument(name: "reduction", .string(reduction))]
  }

  private static let orderSinceReduction = ["full", "eps", "reduction", "delta"]

  private static let orderOfChoices: [String: [String]] = [
    "binary_cross_entropy": ["weight", "size_average", "reduce", "reduction"],
    "binary_cross_entropy_with_logits": ["weight", "size_average", "reduce", "reduction", "pos_weight"],
    "mse_loss": ["size_average", "reduce", "reduction", "weight"],
    "l1_loss": ["size_average", "reduce", "reduction", "weight"],
    "smooth_l1_loss": ["size_average", "reduce", "reduction", "beta"],
    "cross_entropy": ["weight", "size_average", "ignore_index", "reduce", "reduction", "label_smoothing"],
    "nll_loss": ["weight", "size_average", "ignore_index", "reduce", "reduction"],
    "kl_div": ["size_average", "reduce", "reduction", "log_target"],
    "poisson_nll_loss": ["log_input", "full", "size_average", "eps", "reduce", "reduction"],
  ]

  /// With these parameters behind those that must be given, by position too; others are given by name.
  private func ordering(_ names: [String]) -> Entry {
    var entry = self
    let chosen = names.compactMap { name in
      parameters.first { $0.name == name }.map { parameter in
        var parameter = parameter
        parameter.style = .standard
        return parameter
      }
    }
    let rest = parameters.filter { !names.contains($0.name) }
    let first = rest.prefix { $0.defaultValue == nil }
    entry.parameters =
      first + chosen
      + rest.dropFirst(first.count).map { parameter in
        var parameter = parameter
        if parameter.style == .standard { parameter.style = .keywordOnly }
        return parameter
      }
    return entry
  }

  /// `out=`: a tensor that is there already becomes the result, and takes its shape.
  var takingOut: Entry {
    adding([.out]) { [name] value, arguments in
      guard !arguments["out"].isNone, !AbstractTensors.inUse else { return value }
      guard let out = arguments["out"].asTensor, let result = value.asTensor else {
        throw Diagnostic(
          .type, "\(name): `out` is a tensor that becomes the result, and this is \(arguments["out"].phrase)",
          parameter: "out")
      }
      // As there: the way of a gradient cannot lead through numbers that were there before.
      guard !result.variable.requiresGradient, !out.variable.requiresGradient else {
        throw Diagnostic(
          .gradient, "\(name): what has a gradient is not written into `out`, where it would be lost",
          suggestion: "y = torch.\(name)(…)", parameter: "out")
      }
      guard out.variable.tensor.kind == .real || result.variable.tensor.kind != .real else {
        throw Diagnostic(
          .type, "\(name): the result has real numbers, and `out` holds none", suggestion: "out.float()",
          parameter: "out")
      }
      if out.variable.shape != result.variable.shape { try out.resize(to: result.variable.shape) }
      try out.change(to: result.variable)
      return arguments["out"]
    }
  }

  /// `inplace=True`: the tensor itself becomes the result, of a function at once, of a layer at each call.
  var takingInplace: Entry {
    adding([Parameter("inplace", .bool, default: .bool(false), "whether the tensor itself becomes the result")]) {
      value, arguments in
      guard arguments.bool("inplace"), !AbstractTensors.inUse else { return value }
      if case .object(let object) = value, let network = object as? NetworkValue {
        guard let layer = network.layer as? any InPlaceLayer else { return value }
        layer.isInPlace = true
        return value
      }
      guard let x = arguments["x"].asTensor, let result = value.asTensor else { return value }
      try x.change(to: result.variable)
      return arguments["x"]
    }
  }
}
