import Autodiff
import Language
import Networks
import Tensors

/// What PyTorch can ask of every module: of an object of the user's class, and of a layer alike.
enum ModuleMethods {
  static let names = [
    "parameters", "named_parameters", "buffers", "named_buffers", "children", "named_children", "modules",
    "named_modules", "train", "eval", "zero_grad", "state_dict", "load_state_dict", "to", "cpu", "float", "double",
    "apply", "requires_grad_", "forward", "get_submodule", "get_parameter", "_modules", "_parameters", "_buffers",
    "register_forward_hook", "register_forward_pre_hook",
  ]

  /// A bound method; nil where there is none of that name.
  ///
  /// - Parameter value: what the method belongs to, which many of them give back.
  static func attribute(_ name: String, of layer: any Layer, _ value: Value, _ context: Context) throws -> Value? {
    if let hook = ModuleHooks.entry(name, of: layer) { return hook }
    if let dict = ModuleContents(name, of: layer) { return .dict(DictValue(of: dict)) }
    guard let method = methods[name] else { return resetting(name, of: layer) }
    return .builtin(
      Entry(
        name, group: "layers", method.summary, parameters: method.parameters, result: method.result, abstract: .unknown,
        effect: .reads, example: "linear(2, 1).\(name)()"
      ) { arguments, context in try method.body(Receiver(layer: layer, value: value), arguments, context) })
  }

  /// As in PyTorch, a module that stands in several places is there once, under its first name.
  private static func once(_ modules: some Sequence<(String, any Layer)>) -> [(String, any Layer)] {
    var seen: Set<ObjectIdentifier> = []
    return modules.filter { seen.insert(ObjectIdentifier($0.1)).inserted }
  }

  struct Receiver {
    let layer: any Layer
    let value: Value
  }

  private struct Method {
    let summary: String
    var parameters: [Parameter] = []
    var result = "None"
    let body: (Receiver, Arguments, Context) throws -> Value
  }

  nonisolated(unsafe) private static let methods: [String: Method] = [
    "parameters": Method(summary: "the parameters, each once", parameters: [recurse], result: "list") {
      of, arguments, _ in
      .items(items(of, arguments).map { Value($0.1) })
    },
    "named_parameters": Method(
      summary: "pairs of name and parameter", parameters: [prefix, recurse], result: "list"
    ) { of, arguments, _ in .items(items(of, arguments).map { .tuple([.string($0.0), Value($0.1)]) }) },
    "buffers": Method(summary: "the buffers", parameters: [recurse], result: "list") { of, _, _ in
      .items(of.layer.namedTorchBuffers.map(\.value))
    },
    "named_buffers": Method(summary: "pairs of name and buffer", parameters: [prefix, recurse], result: "list") {
      of, _, _ in
      .items(of.layer.namedTorchBuffers.map { .tuple([.string($0.name), $0.value]) })
    },
    "children": Method(summary: "the modules that it is made of", result: "list") { of, _, _ in
      .items(once(zip(of.layer.childNames, of.layer.children)).map { value($0.1) })
    },
    "named_children": Method(summary: "pairs of name and module", result: "list") { of, _, _ in
      .items(once(zip(of.layer.childNames, of.layer.children)).map { .tuple([.string($0.0), value($0.1)]) })
    },
    "modules": Method(summary: "the module and all that it is made of", result: "list") { of, _, _ in
      .items(once(of.layer.places(from: "").map { ($0.place, $0.layer) }).map { value($0.1) })
    },
    "named_modules": Method(summary: "pairs of name and module, all levels", result: "list") { of, _, _ in
      .items(
        once(of.layer.places(from: "").map { ($0.place, $0.layer) }).map {
          .tuple([.string(String($0.0.drop { $0 == "." })), value($0.1)])
        })
    },
    "train": Method(
      summary: "switches to training",
      parameters: [Parameter("mode", .bool, default: .bool(true), "False: to evaluation")],
      result: "network"
    ) { of, arguments, _ in
      of.layer.isTraining = arguments.bool("mode")
      return of.value
    },
    "eval": Method(summary: "switches to evaluation", result: "network") { of, _, _ in
      of.layer.isTraining = false
      return of.value
    },
    "zero_grad": Method(
      summary: "forgets the gradients of its parameters",
      parameters: [Parameter("set_to_none", .bool, default: .bool(true), "gradients are forgotten, not zeroed")]
    ) { of, arguments, _ in
      let isForgotten = arguments.bool("set_to_none")
      for parameter in of.layer.distinctParameters {
        if isForgotten { parameter.clearGradient() } else { parameter.zeroGradient() }
      }
      return .none
    },
    "requires_grad_": Method(
      summary: "whether its parameters keep their gradients",
      parameters: [Parameter("requires_grad", .bool, default: .bool(true), "False: they stay as they are in training")],
      result: "network"
    ) { of, arguments, _ in
      let parameters = of.layer.distinctParameters
      let isLearned = arguments.bool("requires_grad")
      // All before the first: nothing is half done.
      if isLearned { for parameter in parameters { try parameter.checkLearns("requires_grad_") } }
      for parameter in parameters { parameter.isFrozen = !isLearned }
      return of.value
    },
    "state_dict": Method(summary: "parameters and buffers by name", result: "dict") { of, _, context in
      try context.ordered(DictValue(try StateDict(of.layer).items.map { ($0.name, $0.live()) }))
    },
    "load_state_dict": Method(
      summary: "takes parameters and buffers from a dict of tensors by name",
      parameters: [
        Parameter("state_dict", .any, "names and tensors"),
        Parameter("strict", .bool, default: .bool(true), "whether every name has to be there, and no other"),
      ]
    ) { of, arguments, _ in try load(of.layer, arguments) },
    "to": Method(
      summary: "the module itself: everything runs on the processor",
      parameters: [Parameter("device", .any, default: Value.none, "the processor, or float32"), .dtype],
      result: "network"
    ) { of, arguments, _ in
      if case .object(let object) = arguments["device"], object is NumberKindValue { return of.value }
      try DeviceValue.check(arguments["device"], for: "to")
      return of.value
    },
    "cpu": itself, "float": itself, "double": itself, "share_memory": itself,
    "cuda": Method(
      summary: "there is no such device", parameters: [Parameter("device", .any, default: Value.none, "not here")],
      result: "network"
    ) { _, _, _ in
      throw Diagnostic(
        .value, "there is no graphics processor here: everything runs on the processor",
        suggestion: "leave out .cuda(), or .to(device) with device = \"cpu\"")
    },
    "half": Method(summary: "there is no half precision", result: "network") { _, _, _ in
      throw Diagnostic(
        .value, "there is no half precision here: all numbers are float32", suggestion: "leave out .half()")
    },
    "register_full_backward_hook": noBackwardHook, "register_backward_hook": noBackwardHook,
    "apply": Method(
      summary: "calls a function for each module, the innermost first",
      parameters: [Parameter("fn", .callable, "the function")], result: "network"
    ) { of, arguments, context in
      func apply(to layer: any Layer, _ value: Value) throws {
        for child in layer.children { try apply(to: child, Self.value(child)) }
        _ = try context.call(arguments["fn"], value)
      }
      try apply(to: of.layer, of.value)
      return of.value
    },
    "get_submodule": Method(
      summary: "the module at a place, as encoder.0",
      parameters: [Parameter("target", .string, "names, with dots between them")], result: "network"
    ) { of, arguments, _ in
      let target = arguments.string("target")
      guard let found = of.layer.places(from: "").first(where: { $0.place.drop { $0 == "." } == target }) else {
        throw Diagnostic(.attribute, "there is no module \(Value.string(target).repr) in it", parameter: "target")
      }
      return target.isEmpty ? of.value : value(found.layer)
    },
    "get_parameter": Method(
      summary: "the parameter of that name, as encoder.0.weight",
      parameters: [Parameter("target", .string, "names, with dots between them")], result: "tensor"
    ) { of, arguments, _ in
      let target = arguments.string("target")
      guard let found = of.layer.namedParameters.first(where: { $0.name == target }) else {
        throw Diagnostic(.attribute, "there is no parameter \(Value.string(target).repr) in it", parameter: "target")
      }
      return Value(found.parameter)
    },
    "forward": Method(
      summary: "applies it", parameters: [Parameter("x", .any, style: .variadic, "what a call takes")], result: "tensor"
    ) { of, arguments, context in
      try context.call(of.value, arguments.values("x").map { CallArgument($0) })
    },
  ]

  nonisolated(unsafe) private static let noBackwardHook = Method(
    summary: "not here", parameters: [Parameter("hook", .any, "a function")]
  ) { _, _, _ in
    throw Diagnostic(
      .value, "modules have hooks of what goes through them here, and tensors those of gradients",
      suggestion: "y.register_hook(f), of what the module gave or of one of its parameters")
  }

  private static var recurse: Parameter {
    Parameter("recurse", .bool, default: .bool(true), "whether those of its children count")
  }
  private static var prefix: Parameter {
    Parameter("prefix", .string, default: .string(""), "what stands before each name")
  }

  nonisolated(unsafe) private static let itself = Method(summary: "the module itself", result: "network") { of, _, _ in
    of.value
  }

  private static func items(_ of: Receiver, _ arguments: Arguments) -> [(String, LearnedParameter)] {
    let prefix =
      arguments.isGiven("prefix") && !arguments.string("prefix").isEmpty ? arguments.string("prefix") + "." : ""
    let all =
      arguments.bool("recurse")
      ? of.layer.namedParameters.map { ($0.name, $0.parameter) } : of.layer.ownParameters.map { ($0.name, $0.item) }
    return all.map { (prefix + $0, $1) }
  }

  /// A layer as a value: an object of the user's is itself.
  static func value(_ layer: any Layer) -> Value {
    if let owner = (layer as? ModuleGroup)?.owner { return .object(owner) }
    return (layer as? ModuleLayer).map { .object($0.instance) } ?? .network(layer)
  }

  private static func load(_ layer: any Layer, _ arguments: Arguments) throws -> Value {
    guard let dict = arguments["state_dict"].dictionary else {
      throw Diagnostic(
        .type, "load_state_dict takes names and tensors, and this is \(arguments["state_dict"].phrase)",
        parameter: "state_dict")
    }
    let items = try StateDict(layer).items
    let names = Set(items.map(\.name))
    // Files from before batches were counted have no such number; nothing is computed with it.
    let missing = items.map(\.name).filter { dict[$0] == nil && !$0.hasSuffix("num_batches_tracked") }
    let strange = dict.entries.compactMap { entry -> String? in
      guard case .string(let name) = entry.key else { return entry.key.repr }
      return names.contains(name) ? nil : name
    }
    if arguments.bool("strict"), !missing.isEmpty || !strange.isEmpty {
      var parts: [String] = []
      if !missing.isEmpty { parts.append("it lacks \(missing.joined(separator: ", "))") }
      if !strange.isEmpty { parts.append("the network has no \(strange.joined(separator: ", "))") }
      throw Diagnostic(
        .runtime, "the names do not fit the network: " + parts.joined(separator: "; "), parameter: "state_dict")
    }
    // All shapes before the first number: nothing is half loaded.
    let values = try items.map { item -> Tensor? in
      guard let value = dict[item.name] else { return nil }
      let tensor = try value.tensor(for: "load_state_dict").value
      guard tensor.shape == item.variable.shape else {
        throw Diagnostic(
          .shape, "\(item.name) is \(item.variable.shape), and the value for it is \(tensor.shape)",
          parameter: "state_dict")
      }
      return tensor
    }
    for (item, tensor) in zip(items, values) { if let tensor { try item.assign(tensor) } }
    return .object(MatchedKeysValue(missing: missing, unexpected: strange))
  }
}
