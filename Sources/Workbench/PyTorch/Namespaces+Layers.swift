import Autodiff
import Glibc
import Language
import Networks
import Tensors

extension Namespaces {
  /// `torch.nn`
  var layers: [String: Value] {
    var members = own(
      [
        made("linear", "Linear"), made("conv2d", "Conv2d"), made("conv_transpose2d", "ConvTranspose2d"),
        made("conv1d", "Conv1d"), made("conv_transpose1d", "ConvTranspose1d"), window("max_pool2d", "MaxPool2d"),
        window("avg_pool2d", "AvgPool2d"), window("adaptive_avg_pool2d", "AdaptiveAvgPool2d", side: "output_size"),
        batchNorm(dimensions: 1), batchNorm(dimensions: 2), made("layer_norm", "LayerNorm"),
        made("group_norm", "GroupNorm"), made("embedding", "Embedding"), made("gru", "GRU"),
        made("gru_cell", "GRUCell"),
        made("lstm", "LSTM"), made("lstm_cell", "LSTMCell"), made("instance_norm", "InstanceNorm2d"),
        made("prelu", "PReLU"), made("upsample", "Upsample"), made("dropout", "Dropout"), made("flatten", "Flatten"),
        activation("relu", "ReLU"), activation("sigmoid", "Sigmoid"), activation("tanh", "Tanh"),
        made("softplus", "Softplus"), activation("silu", "SiLU"), activation("leaky_relu", "LeakyReLU"),
        activation("gelu", "GELU"), activation("elu", "ELU"), activation("selu", "SELU"), activation("mish", "Mish"),
        activation("hardtanh", "Hardtanh"), activation("softsign", "Softsign"), activation("relu6", "ReLU6"),
        activation("logsigmoid", "LogSigmoid"), activation("celu", "CELU"), activation("hardsigmoid", "Hardsigmoid"),
        activation("hardswish", "Hardswish"), activation("tanhshrink", "Tanhshrink"),
      ].compactMap { $0?.asLayerClass }
        + [sequential.asLayerClass, identity.asLayerClass, unflatten.asLayerClass, moduleList, moduleDict, parameter])
    members.merge(losses) { $1 }
    members["Module"] = .object(ModuleClass.shared)
    return members
  }

  // MARK: Layers

  /// A layer that the table's entry makes.
  private func made(_ name: String, _ path: String) -> Entry? {
    entries[name]?.layer(path).adding([.device, .dtype])
  }

  /// One layer for both, which remembers by which name it was made. Running statistics are kept, which is what
  /// `track_running_stats` says by itself.
  private func batchNorm(dimensions: Int) -> Entry? {
    let path = "BatchNorm\(dimensions)d"
    return made("batch_norm", path)?.adding([
      Parameter("track_running_stats", .bool, default: .bool(true), "whether running statistics are kept")
    ]) { layer, arguments in
      guard arguments.bool("track_running_stats") else {
        throw Diagnostic(
          .value, "nn.\(path) keeps running statistics always", suggestion: "F.batch_norm(x, None, None) keeps none",
          parameter: "track_running_stats")
      }
      if case .object(let object) = layer, let norm = (object as? NetworkValue)?.layer as? BatchNorm {
        norm.dimensions = dimensions
      }
      return layer
    }
  }

  /// An activation as a layer, which may work in place.
  private func activation(_ name: String, _ path: String) -> Entry? { entries[name]?.layer(path).takingInplace }

  /// A window's side stands where the function has its tensor.
  private func window(_ name: String, _ path: String, side: String = "kernel_size") -> Entry? {
    guard let entry = entries[name] else { return nil }
    var layer = entry.layer(path)
    layer.parameters = layer.parameters.map { parameter in
      var parameter = parameter
      if parameter.name == side { (parameter.defaultValue, parameter.defaultText) = (nil, nil) }
      return parameter
    }
    layer.run = { arguments, context in
      var values: [String: Value] = [:]
      for name in arguments.given where name != side { values[name] = arguments[name] }
      values["x"] = arguments[side]
      return try entry.run(entry.arguments(values), context)
    }
    return layer
  }

  private var sequential: Entry {
    entry(
      "Sequential", "a network of layers one after another",
      [Parameter("layers", .any, style: .variadic, "layers, networks, modules, or one dict of them by name")],
      result: "network", abstract: .asRun
    ) { arguments, _ in
      var layers = arguments.values("layers")
      var names: [String] = []
      if layers.count == 1, let dict = layers[0].dictionary {
        layers = dict.entries.map(\.value)
        names = try dict.entries.map { try Self.name(of: $0.key) }
      }
      return try .network(Sequential(try layers.map { try $0.layer(for: "nn.Sequential") }, names: names))
    }
  }

  /// The name of a layer among others, which must not hide what all modules have.
  private static func name(of key: Value) throws -> String {
    guard case .string(let name) = key, Sequential.isName(name) else {
      throw Diagnostic(
        .key, "the names of layers are texts without dots, and this is \(key.phrase)", parameter: "layers")
    }
    guard !ModuleMethods.names.contains(name), name != "training" else {
      throw Diagnostic(
        .key, "every module has an attribute `\(name)`, and a layer takes another name", parameter: "layers")
    }
    return name
  }

  private var identity: Entry {
    entry(
      "Identity", "a layer that gives what it takes",
      [Parameter("values", .any, style: .variadic, "taken, and not looked at")],
      result: "layer", abstract: .asRun
    ) { _, _ in .network(Identity()) }
  }

  private var unflatten: Entry {
    entry(
      "Unflatten", "one dimension cut into several",
      [
        Parameter("dim", .integer(), "the dimension that is cut"),
        Parameter("unflattened_size", .integers, "what it is cut into"),
      ], result: "layer", abstract: .asRun
    ) { arguments, context in
      guard let entry = entries["unflatten"] else { return .none }
      return try entry.run(
        entry.arguments(["dim": arguments["dim"], "sizes": arguments["unflattened_size"]]), context)
    }
  }

  private var moduleList: Entry {
    var list = moduleListMaker
    list.recognizes = { if case .object(let object) = $0 { object is ModuleListValue } else { false } }
    return list
  }

  private var moduleListMaker: Entry {
    entry(
      "ModuleList", "modules in a list, whose parameters count",
      [Parameter("modules", .any, default: .tuple([]), "what it begins with")], result: "network"
    ) { arguments, context in
      .object(try ModuleListValue(Iteration.items(arguments["modules"], context)))
    }
  }

  private var moduleDict: Entry {
    var dict = moduleDictMaker
    dict.recognizes = { if case .object(let object) = $0 { object is ModuleDictValue } else { false } }
    return dict
  }

  private var moduleDictMaker: Entry {
    entry(
      "ModuleDict", "modules by name, whose parameters count",
      [Parameter("modules", .any, default: Value.none, "a dict of modules")], result: "network"
    ) { arguments, _ in
      guard let dict = arguments["modules"].dictionary else {
        guard arguments["modules"].isNone else {
          throw Diagnostic(
            .type, "nn.ModuleDict takes a dict, and this is \(arguments["modules"].phrase)", parameter: "modules")
        }
        return .object(ModuleDictValue())
      }
      let modules = ModuleDictValue()
      for (key, value) in dict.entries { try modules.set(value, for: key) }
      return .object(modules)
    }
  }

  /// Also what `isinstance` asks for.
  var parameter: Entry {
    var parameter = parameterMaker
    parameter.recognizes = { $0.asTensor?.variable is LearnedParameter }
    return parameter
  }

  private var parameterMaker: Entry {
    entry(
      "Parameter", "a tensor that is learned",
      [
        Parameter("data", .like("tensor"), "where it starts"),
        Parameter("requires_grad", .bool, default: .bool(true), "False: it stays as it is"),
      ], result: "tensor"
    ) { arguments, _ in
      let data = arguments["data"].asTensor
      // A leaf that is nobody's weight is the parameter itself.
      if let leaf = data?.soleLeaf(), !AbstractTensors.inUse {
        leaf.isFrozen = !arguments.bool("requires_grad")
        return Value(leaf)
      }
      let numbers = try arguments.tensor("data", for: "nn.Parameter").value
      let isLearned = arguments.bool("requires_grad")
      let parameter = try LearnedParameter(try numbers.copy(), kind: numbers.kind)
      if isLearned { try parameter.checkLearns("nn.Parameter", parameter: "data") }
      try data?.lend(to: parameter, for: "nn.Parameter")
      parameter.isFrozen = !arguments.bool("requires_grad")
      return Value(parameter)
    }
  }

  // MARK: Losses

  /// `nn.MSELoss()`, which is called with a prediction and a target.
  private var losses: [String: Value] {
    let functions = [
      "BCELoss": "binary_cross_entropy", "BCEWithLogitsLoss": "binary_cross_entropy_with_logits", "MSELoss": "mse_loss",
      "L1Loss": "l1_loss", "SmoothL1Loss": "smooth_l1_loss", "HuberLoss": "huber_loss",
      "CrossEntropyLoss": "cross_entropy", "NLLLoss": "nll_loss", "KLDivLoss": "kl_div",
      "GaussianNLLLoss": "gaussian_nll_loss", "PoissonNLLLoss": "poisson_nll_loss",
    ]
    return own(
      functions.compactMap { name, function in
        guard let entry = entries[function]?.takingSizeAverage else { return nil }
        // The tensors come with the call; what is chosen once stands here.
        let choices = entry.parameters.filter { $0.defaultValue != nil }
        var made = self.entry(
          name, "\(entry.summary), to be called with a prediction and a target", choices, result: "function"
        ) { arguments, context in
          let given = choices.map(\.name).filter { arguments.isGiven($0) }
          return .object(
            CriterionValue(name, entry, choices.map { ($0.name, arguments[$0.name]) }, given: Set(given)))
        }
        made.recognizes = { value in
          guard case .object(let object as CriterionValue) = value else { return false }
          return object.className == name
        }
        return made
      })
  }

  // MARK: Functions

  /// `torch.nn.functional`
  var functional: [String: Value] {
    let activations = """
      relu sigmoid tanh softplus silu leaky_relu gelu elu selu mish hardtanh softsign relu6 logsigmoid celu hardsigmoid \
      hardswish dropout
      """
    return same(activations) { $0.name == "softplus" ? $0.applied.takingSharpness : $0.applied.takingInplace }
      .merging(
        own(
          [linear] + convolutions + (entries["upsample"].map { [$0.applied.named("interpolate"), $0.applied] } ?? []))
      ) { $1 }
      .merging(
        same("max_pool2d avg_pool2d adaptive_avg_pool2d flatten") { $0.applied }
      ) { $1 }
      .merging(
        same(
          """
          binary_cross_entropy binary_cross_entropy_with_logits mse_loss l1_loss smooth_l1_loss \
          huber_loss cross_entropy nll_loss kl_div gaussian_nll_loss poisson_nll_loss one_hot pad \
          cosine_similarity
          """
        ) { $0.takingSizeAverage.takingOtherNames }
      ) { $1 }
      .merging(same("softmax log_softmax") { $0.choosingDimension.takingOtherNames }) { $1 }
  }

  /// Of softplus, with PyTorch's defaults.
  static var sharpness: [Parameter] {
    [
      Parameter("beta", .real(), default: .real(1), "what the input is multiplied by, and the result divided"),
      Parameter("threshold", .real(), default: .real(20), "above it, the input times beta, it is the input itself"),
    ]
  }

  private var linear: Entry {
    entry(
      "linear", "x W^T + b",
      [
        Parameter("input", .like("tensor"), "what goes in"),
        Parameter("weight", .like("tensor"), "a row for each output"),
        Parameter("bias", .any, default: Value.none, "what is added"),
      ], result: "tensor"
    ) { arguments, _ in
      let (x, weight) = (
        try arguments.tensor("input", for: "F.linear"), try arguments.tensor("weight", for: "F.linear")
      )
      guard weight.shape.rank == 1 || weight.shape.rank == 2 else {
        throw Diagnostic(.shape, "F.linear takes a matrix of weights, and this is \(weight.shape)", parameter: "weight")
      }
      let product = try Variable.matmul(x, weight.shape.rank == 2 ? .permute(weight, [1, 0]) : weight)
      guard !arguments["bias"].isNone else { return Value(product) }
      return Value(try product + arguments.tensor("bias", for: "F.linear"))
    }
  }

  /// `torch.nn.utils`
  var gradientUtilities: [String: Value] {
    let parameters = Parameter("parameters", .any, "parameters, or one of them")
    func learned(_ arguments: Arguments, _ context: Context, _ name: String) throws -> [LearnedParameter] {
      let value = arguments["parameters"]
      if let one = value.asTensor?.variable as? LearnedParameter { return [one] }
      if let module = value.module { return module.distinctParameters }
      return try Iteration.items(value, context, verb: "take parameters from").map { item in
        guard let parameter = item.asTensor?.variable as? LearnedParameter else {
          throw Diagnostic(
            .type, "\(name) takes parameters, and one of these is \(item.phrase)", parameter: "parameters")
        }
        return parameter
      }
    }
    return own([
      entry(
        "clip_grad_norm_", "scales gradients whose norm over all together is above a bound",
        [
          parameters, Parameter("max_norm", .real(0...1e30), "the bound"),
          Parameter("norm_type", .real(1...Double.infinity), default: .real(2), "which norm; inf: the largest element"),
        ], result: "tensor", effect: .changesModel
      ) { arguments, context in
        let gradients = try learned(arguments, context, "clip_grad_norm_")
        let all = gradients.compactMap { $0.gradient }
        let kind = arguments.real("norm_type")
        var norm = 0.0
        for gradient in all {
          norm = gradient.array.reduce(norm) { sum, x in
            let size = Double(x.magnitude)
            // What is no number makes all of it none, also of the largest.
            return kind == .infinity
              ? (size > sum || size.isNaN ? size : sum) : sum + (kind == 2 ? size * size : pow(size, kind))
          }
        }
        if kind != .infinity { norm = pow(norm, 1 / kind) }
        // As PyTorch has it, which adds 1e-6 before it divides.
        let factor = arguments.real("max_norm") / (norm + 1e-6)
        // Nor is what it is scaled by, as there.
        if !(factor >= 1) {
          for parameter in gradients {
            if let gradient = parameter.gradient { parameter.takeGradient(try gradient.scaled(by: Float(factor))) }
          }
        }
        return Value(try Tensor.scalar(Float(norm)))
      },
      entry(
        "clip_grad_value_", "holds every number of the gradients between two bounds",
        [parameters, Parameter("clip_value", .real(0...1e30), "the bound, and with a minus the other")], result: "None",
        effect: .changesModel
      ) { arguments, context in
        let bound = Float(arguments.real("clip_value"))
        for parameter in try learned(arguments, context, "clip_grad_value_") {
          guard let gradient = parameter.gradient else { continue }
          parameter.takeGradient(try Variable.clamp(Variable(gradient), -bound, bound).value)
        }
        return .none
      },
    ])
  }

  /// `torch.nn.init`: what fills a parameter anew.
  var initializers: [String: Value] {
    let x = Parameter("tensor", .like("tensor"), "the parameter, or another tensor")
    func filling(
      _ name: String, _ summary: String, _ parameters: [Parameter],
      _ values: @escaping (Arguments, Shape) throws -> Tensor
    ) -> Entry {
      entry(name, summary, [x] + parameters, result: "tensor", effect: .changesModel) { arguments, _ in
        guard let tensor = arguments["tensor"].asTensor else {
          throw Diagnostic(
            .type, "\(name) fills a tensor, and this is \(arguments["tensor"].phrase)",
            suggestion: "nn.init.\(name)(layer.weight)", parameter: "tensor")
        }
        let new = Variable(try values(arguments, tensor.variable.shape))
        try Recording.off { try tensor.change(to: new) }
        return arguments["tensor"]
      }
    }
    func number(_ name: String, _ value: Double) -> Parameter { Parameter(name, .real(), default: .real(value), name) }
    func normal(_ shape: Shape, _ deviation: Double, _ mean: Double = 0) throws -> Tensor {
      try session.random.next(.cells).normal(shape).scaled(by: Float(deviation)) + .full(shape, Float(mean))
    }
    func uniform(_ shape: Shape, _ lower: Double, _ upper: Double) throws -> Tensor {
      try session.random.next(.cells).uniform(shape).scaled(by: Float(upper - lower)) + .full(shape, Float(lower))
    }
    /// Numbers that come into one output, and go out of one input.
    func fans(_ shape: Shape) throws -> (into: Double, out: Double) {
      guard shape.rank >= 2 else {
        throw Diagnostic(.shape, "what comes in and goes out is known of matrices and kernels, not of \(shape)")
      }
      let field = shape.dimensions.dropFirst(2).reduce(1, *)
      return (Double(shape[1] * field), Double(shape[0] * field))
    }
    /// The factor for what follows the layer, as `nn.init.calculate_gain`.
    func gain(_ arguments: Arguments) throws -> Double {
      switch arguments.string("nonlinearity") {
      case "relu": return 2.0.squareRoot()
      case "leaky_relu": return (2 / (1 + arguments.real("a") * arguments.real("a"))).squareRoot()
      case "tanh": return 5.0 / 3
      case "selu": return 0.75
      case let name where name == "linear" || name == "sigmoid" || name.hasPrefix("conv"): return 1
      default:
        throw Diagnostic(
          .value, "there is no factor for \(arguments["nonlinearity"].repr)", suggestion: "nonlinearity=\"relu\"",
          parameter: "nonlinearity")
      }
    }
    let kaiming = [
      number("a", 0),
      Parameter("mode", .string, default: .string("fan_in"), "what the variance is kept of: fan_in or fan_out"),
      Parameter("nonlinearity", .string, default: .string("leaky_relu"), "what follows the layer"),
    ]
    func spread(_ arguments: Arguments, _ shape: Shape) throws -> Double {
      guard ["fan_in", "fan_out"].contains(arguments.string("mode")) else {
        throw Diagnostic(
          .value, "the mode is fan_in or fan_out, and this is \(arguments["mode"].repr)", parameter: "mode")
      }
      let fans = try fans(shape)
      return try gain(arguments) / (arguments.string("mode") == "fan_out" ? fans.out : fans.into).squareRoot()
    }
    return own(
      [
        filling("zeros_", "zeros", []) { try .full($1, 0) },
        filling("ones_", "ones", []) { try .full($1, 1) },
        filling("constant_", "one value everywhere", [Parameter("val", .real(), "the value")]) {
          try .full($1, Float($0.real("val")))
        },
        filling("normal_", "normal numbers", [number("mean", 0), number("std", 1)]) {
          try normal($1, $0.real("std"), $0.real("mean"))
        },
        filling("uniform_", "numbers between two bounds", [number("a", 0), number("b", 1)]) {
          try uniform($1, $0.real("a"), $0.real("b"))
        },
        filling("xavier_uniform_", "Glorot's uniform numbers", [number("gain", 1)]) {
          let fans = try fans($1)
          let bound = $0.real("gain") * (6 / (fans.into + fans.out)).squareRoot()
          return try uniform($1, -bound, bound)
        },
        filling("xavier_normal_", "Glorot's normal numbers", [number("gain", 1)]) {
          let fans = try fans($1)
          return try normal($1, $0.real("gain") * (2 / (fans.into + fans.out)).squareRoot())
        },
        filling("kaiming_uniform_", "He's uniform numbers", kaiming) {
          let bound = try 3.0.squareRoot() * spread($0, $1)
          return try uniform($1, -bound, bound)
        },
        filling("kaiming_normal_", "He's normal numbers", kaiming) { try normal($1, spread($0, $1)) },
      ].map { $0.takingGenerator(session.randomNumbers) })
  }
}

extension Entry {
  /// Of softplus: log(1 + exp(βx)) / β, and x where βx is above the threshold, as PyTorch has it.
  fileprivate var takingSharpness: Entry {
    var entry = self
    entry.parameters += Namespaces.sharpness
    entry.run = { [run] arguments, context in
      let (beta, threshold) = (arguments.real("beta"), arguments.real("threshold"))
      guard beta != 1 || threshold != 20 else { return try run(arguments, context) }
      let x = try arguments.tensor("x", for: "F.softplus")
      let scaled = try x * .constant(Float(beta))
      let soft = try Variable.softplus(scaled) / .constant(Float(beta))
      return Value(
        try .choose(Variable.compare(scaled, .greater, .constant(Float(threshold))), x, soft))
    }
    return entry
  }
}
