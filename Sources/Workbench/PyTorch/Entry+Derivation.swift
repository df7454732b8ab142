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
    // Of which type the result is to be; what is summed up on the way is the same.
    if ["sum", "mean", "prod", "cumsum", "cumprod", "softmax", "log_softmax"].contains(name) {
      entry = entry.adding([.dtype]) { [name] value, arguments in
        guard let x = value.asTensor?.variable, let kind = try NumberKindValue.kind(arguments["dtype"], for: name)
        else {
          return value
        }
        return Value(try NumberKindValue.converted(x, to: kind))
      }
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
  }

  /// How losses were reduced before `reduction`: `size_average=False` is the sum, `reduce=False` nothing.
  var takingSizeAverage: Entry {
    guard parameters.contains(where: { $0.name == "reduction" }) else { return self }
    return translating([
      Parameter("size_average", .bool, default: Value.none, style: .keywordOnly, "False: reduction=\"sum\""),
      Parameter("reduce", .bool, default: Value.none, style: .keywordOnly, "False: reduction=\"none\""),
    ]) { arguments in
      guard !arguments.isGiven("reduction") else {
        throw Diagnostic(
          .argument, "`size_average` and `reduction` say the same: one is enough", parameter: "size_average")
      }
      func isFalse(_ name: String) -> Bool {
        arguments.isGiven(name) && !arguments[name].isNone && !arguments.bool(name)
      }
      return [
        CallArgument(
          name: "reduction", .string(isFalse("reduce") ? "none" : isFalse("size_average") ? "sum" : "mean"))
      ]
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
