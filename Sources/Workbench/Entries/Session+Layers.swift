import Autodiff
import Language
import Networks
import Tensors

// Group `layers`: what networks are built of. A layer's name called with a tensor first applies it, without one makes it.

extension Session {
  func layerEntries() -> [Entry] {
    [
      Entry(
        "linear", group: "layers", "a fully connected layer: x @ weight.T + bias",
        parameters: [
          Parameter("in_features", .integer(1...1_000_000), "numbers that come in"),
          Parameter("out_features", .integer(1...1_000_000), "numbers that go out"), Self.bias,
        ], result: "layer", effect: .drawsNumbers, example: "linear(20, 512)", section: "Decoder Network"
      ) { [unowned self] arguments, _ in
        try Self.named("linear") {
          try made(
            Linear(
              arguments.integer("in_features"), arguments.integer("out_features"), bias: arguments.bool("bias"),
              random: &random))
        }
      },
      Entry(
        "conv2d", group: "layers", "a convolution over images with square kernels",
        parameters: [
          Parameter("in_channels", .integer(1...65_536), "channels that come in"),
          Parameter("out_channels", .integer(1...65_536), "channels that go out"),
          Parameter("kernel_size", .integer(1...1024), unit: "pixels", "the side of a kernel"),
          Parameter("stride", .integer(1...1024), default: .integer(1), unit: "pixels", "from one place to the next"),
          Parameter("padding", .integer(0...1024), default: .integer(0), unit: "pixels", "zeros around the image"),
          Self.bias,
        ], result: "layer", effect: .drawsNumbers, example: "conv2d(1, 16, 5, padding=1)", section: "Encoder Network",
        departure: "kernels, strides and paddings are one number for both directions, and there are no `dilation`, "
          + "`groups` and `padding_mode`: the networks of the field do without."
      ) { [unowned self] arguments, _ in
        try Self.named("conv2d") {
          try made(
            Conv2d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), arguments.integer("kernel_size"),
              stride: arguments.integer("stride"), padding: arguments.integer("padding"), bias: arguments.bool("bias"),
              random: &random))
        }
      },
      Entry(
        "conv_transpose2d", group: "layers", "a convolution backwards: images grow by the stride",
        details:
          "With stride 2, a kernel of 4 and padding 1 the sides double; so they do with a kernel of 3, padding 1 "
          + "and output_padding 1.",
        parameters: [
          Parameter("in_channels", .integer(1...65_536), "channels that come in"),
          Parameter("out_channels", .integer(1...65_536), "channels that go out"),
          Parameter("kernel_size", .integer(1...1024), unit: "pixels", "the side of a kernel"),
          Parameter(
            "stride", .integer(1...1024), default: .integer(1), unit: "pixels", "how far the kernels lie apart"),
          Parameter(
            "padding", .integer(0...1024), default: .integer(0), unit: "pixels", "what is cut off around the result"),
          Parameter(
            "output_padding", .integer(0...1023), default: .integer(0), unit: "pixels",
            "what is added to one side of it, less than the stride"), Self.bias,
        ], result: "layer", effect: .drawsNumbers, example: "conv_transpose2d(32, 16, 4, stride=2, padding=1)",
        departure: "one number for both directions, and no `dilation`, `groups` and `padding_mode`, as in `conv2d`."
      ) { [unowned self] arguments, _ in
        try Self.named("conv_transpose2d") {
          guard arguments.integer("output_padding") < arguments.integer("stride") else {
            throw Diagnostic(
              .value, "output_padding is less than the stride, which is \(arguments.integer("stride"))",
              parameter: "output_padding")
          }
          return try made(
            ConvTranspose2d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), arguments.integer("kernel_size"),
              stride: arguments.integer("stride"), padding: arguments.integer("padding"),
              outputPadding: arguments.integer("output_padding"), bias: arguments.bool("bias"), random: &random))
        }
      },
      pooling(
        MaxPool2d.self, "the largest value in each window of an image; an odd edge is left out",
        section: "Encoder Network"),
      pooling(
        AvgPool2d.self, "the mean of each window of an image; an odd edge is left out",
        details: "The zeros of the padding count."),
      Entry(
        "batch_norm", group: "layers", "a layer that brings each channel of a batch to mean 0 and variance 1",
        details:
          "For rows and images alike, as PyTorch's `nn.BatchNorm1d` and `nn.BatchNorm2d`. While training it takes "
          + "the mean and variance of the batch, and moves the running ones, which it takes after `net.eval()`. "
          + "A batch with infinite values or NaN does not move them.",
        parameters: [
          Parameter("num_features", .integer(1...1_000_000), "channels, or numbers in a row"),
          Self.epsilon,
          Parameter(
            "momentum", .real(0...1), default: .real(0.1), "how far each batch moves the running mean and variance"),
          Parameter("affine", .bool, default: .bool(true), "whether to learn a scale and a shift"),
        ], result: "layer", example: "batch_norm(16)(randn(8, 16, 4, 4)).shape",
        departure:
          "running statistics are always kept, so there is no `track_running_stats`; a layer that learns a scale "
          + "learns a shift."
      ) { [unowned self] arguments, _ in
        try Self.named("batch_norm") {
          try made(
            BatchNorm(
              arguments.integer("num_features"), epsilon: arguments.real("eps"), momentum: arguments.real("momentum"),
              affine: arguments.bool("affine")))
        }
      },
      Entry(
        "layer_norm", group: "layers", "a layer that brings each example's last dimensions to mean 0 and variance 1",
        parameters: [
          Parameter("normalized_shape", .integers, "the last dimension, or the shape of the last ones"),
          Self.epsilon,
          Parameter("elementwise_affine", .bool, default: .bool(true), "whether to learn a scale and a shift"),
          Parameter("bias", .bool, default: .bool(true), "whether to learn the shift too"),
        ], result: "layer", example: "layer_norm(16)(randn(8, 16)).shape"
      ) { [unowned self] arguments, _ in
        try Self.named("layer_norm") {
          try made(
            LayerNorm(
              try Self.shape(arguments.integers("normalized_shape"), "layer_norm"), epsilon: arguments.real("eps"),
              affine: arguments.bool("elementwise_affine"), bias: arguments.bool("bias")))
        }
      },
      Entry(
        "flatten", group: "layers", "all dimensions but the first in one row",
        parameters: [
          Self.optionalX,
          Parameter("start_dim", .integer(), default: .integer(1), "the first dimension that goes into the row"),
          Parameter("end_dim", .integer(), default: .integer(-1), "the last"),
        ], result: "layer, or tensor", isMethod: true, example: "flatten(ones(2, 3, 4)).shape",
        section: "Encoder Network",
        departure:
          "as `nn.Flatten` it keeps the first dimension, the batch; `torch.flatten` is `flatten(x, 0)`. A layer "
          + "always keeps the first dimension and joins the others."
      ) { arguments, _ in try Self.flattened(arguments) },
      Entry(
        "unflatten", group: "layers", "one dimension cut into several: rows made into images",
        details: "`unflatten(1, (1, 28, 28))` makes a layer, `unflatten(x, 1, (1, 28, 28))` applies it at once.",
        parameters: [
          Parameter(
            "x", .any, default: Value.none, otherNames: ["input"],
            "a tensor to apply it to; without one, a layer is made"),
          Parameter("dim", .integers, default: Value.none, "the dimension that is cut; 1 in a layer"),
          Parameter(
            "sizes", .integers, default: Value.none, otherNames: ["unflattened_size"],
            "what it is cut into; of a tensor, one length may be -1 and is then found"),
        ], result: "layer, or tensor", isMethod: true, example: "unflatten(1, (1, 28, 28))",
        departure: "`nn.Unflatten` and `torch.unflatten` in one; a layer cuts dimension 1, the row of an example."
      ) { arguments, _ in try Self.unflattened(arguments) },
      Entry(
        "dropout", group: "layers", "elements silenced at random, in a layer while it trains",
        details: "The others are scaled up, so that the mean stays as it is.",
        parameters: [
          Self.optionalX,
          Parameter("p", .real(0...1), default: .real(0.5), "the share that is silenced"),
        ], result: "layer, or tensor", isMethod: true, effect: .drawsNumbers, example: "dropout(0.2)",
        departure:
          "`nn.Dropout` and `F.dropout` in one: `dropout(0.2)` makes a layer, `dropout(x, 0.2)` always silences. "
          + "Whether a layer trains is said by `net.train()` and `net.eval()`."
      ) { [unowned self] arguments, _ in
        let (x, share) = try Self.tensorOrNumber(arguments, orElse: "p", for: "dropout")
        let layer = Dropout(share, random: &random)
        return try x.map { try Self.result(of: layer, $0) } ?? made(layer)
      },
      activation(.relu, "max(x, 0)"),
      activation(.sigmoid, "1 / (1 + e^-x), from 0 to 1", section: "Decoder Network"),
      activation(.tanh, "the hyperbolic tangent, from -1 to 1"),
      activation(.softplus, "log(1 + e^x), always positive"),
      activation(.silu, "x · sigmoid(x)"),
      Entry(
        "leaky_relu", group: "layers", "x where positive, a small part of it elsewhere",
        parameters: [
          Self.optionalX,
          Parameter("negative_slope", .real(), default: .real(0.01), "that part"),
        ], result: "layer, or tensor", isMethod: true, example: "leaky_relu(tensor([-1, 1]))",
        departure:
          "`nn.LeakyReLU` and `F.leaky_relu` in one: `leaky_relu(0.2)` makes a layer, `leaky_relu(x, 0.2)` applies it."
      ) { arguments, _ in
        let (x, slope) = try Self.tensorOrNumber(arguments, orElse: "negative_slope", for: "leaky_relu")
        return try x.map { try Self.result(of: LeakyReLU(slope), $0) } ?? .object(NetworkValue(LeakyReLU(slope)))
      },
      Entry(
        "sequential", group: "layers", "a network of layers one after another",
        parameters: [Parameter("layers", .any, style: .variadic, "layers, networks, or names such as relu")],
        result: "network", example: "sequential(linear(20, 512), relu, linear(512, 784), sigmoid)",
        section: "Decoder Network"
      ) { [unowned self] arguments, _ in
        let layers = try arguments.values("layers").map { try $0.layer(for: "sequential") }
        try Self.checkWidths(layers)
        return try made(Sequential(layers))
      },
      Entry(
        "heads", group: "layers", "one input to several networks; their results come back together",
        parameters: [Parameter("networks", .any, style: .variadic, "layers or networks")], result: "network",
        example: "mean, logvar = heads(linear(8, 2), linear(8, 2))(randn(5, 8))", section: "Encoder Network"
      ) { [unowned self] arguments, _ in
        let networks = try arguments.values("networks").map { try $0.layer(for: "heads") }
        guard !networks.isEmpty else {
          throw Diagnostic(
            .argument, "heads needs a network for each of its results",
            suggestion: "heads(linear(128, 30), linear(128, 30))")
        }
        return try made(Heads(networks))
      },
      Entry(
        "no_grad", group: "layers", "`with no_grad():` computes without keeping what gradients need", result: "None",
        example: "x = parameter(2)\nwith no_grad():\n    y = x * x\ny.requires_grad"
      ) { _, _ in .object(NoGradValue()) },
    ]
  }

  private static var bias: Parameter {
    Parameter("bias", .bool, default: .bool(true), "whether to add a learned constant")
  }
  private static var optionalX: Parameter {
    Parameter(
      "x", .like("tensor"), default: Value.none, otherNames: ["input"],
      "a tensor to apply it to; without one, a layer is made")
  }

  /// The arguments of a function that PyTorch has for tensors and as a layer: `dropout(x, 0.2)`, and `dropout(0.2)`,
  /// whose first argument is a plain number.
  private static func tensorOrNumber(
    _ arguments: Arguments, orElse name: String, for entry: String
  ) throws -> (x: Variable?, number: Double) {
    guard let number = arguments["x"].plainNumber, !arguments.isGiven(name) else {
      return (arguments["x"].isNone ? nil : try arguments.tensor("x", for: entry), arguments.real(name))
    }
    guard entry != "dropout" || (0...1).contains(number) else {
      throw Diagnostic(
        .value, "`\(name)` of \(entry) must be between 0 and 1, and is \(arguments["x"].repr)", parameter: "x")
    }
    return (nil, number)
  }

  private static func flattened(_ arguments: Arguments) throws -> Value {
    let (first, last) = (arguments.integer("start_dim"), arguments.integer("end_dim"))
    guard first != 1 || last != -1 else { return try applied(Flatten(), arguments, "flatten") }
    guard !arguments["x"].isNone else {
      throw Diagnostic(
        .argument, "a layer flattens all dimensions but the first; others are flattened in a tensor",
        suggestion: "flatten(x, \(first), \(last))", parameter: "start_dim")
    }
    let x = try arguments.tensor("x", for: "flatten")
    guard x.shape.rank > 0 else { return Value(try .reshape(x, [1])) }
    let (start, end) = (try x.shape.axis(first, for: "flatten"), try x.shape.axis(last, for: "flatten"))
    guard start <= end else {
      throw Diagnostic(
        .value, "flatten: dimension \(start) does not come before dimension \(end)", parameter: "start_dim")
    }
    let lengths = x.shape.dimensions
    return Value(
      try .reshape(x, Shape(lengths[..<start] + [lengths[start...end].reduce(1, *)] + lengths[(end + 1)...])))
  }

  private static func unflattened(_ arguments: Arguments) throws -> Value {
    let (x, dim) = (arguments["x"], arguments.optionalIntegers("dim"))
    var sizes = arguments.optionalIntegers("sizes")
    let form = "unflatten(1, (1, 28, 28)) makes a layer, unflatten(x, 1, (1, 28, 28)) applies it"
    if let tensor = x.asTensor?.variable, tensor.shape.rank > 0 {
      guard let dim, dim.count == 1, let sizes else {
        throw Diagnostic(
          .argument, "unflatten of a tensor needs the dimension and what to cut it into", suggestion: form)
      }
      let dimension = try tensor.shape.axis(dim[0], for: "unflatten")
      let old = Shape([tensor.shape[dimension]])
      let parts = try completed(sizes, old)
      guard parts.count == old.count else {
        throw Diagnostic(
          .shape,
          "unflatten: \(parts) needs \(parts.count) elements in dimension \(dimension), and the input is \(tensor.shape)",
          parameter: "sizes")
      }
      let lengths = tensor.shape.dimensions
      return Value(
        try .reshape(
          tensor,
          Shape(lengths[..<dimension] + parts.dimensions + lengths[(dimension + 1)...]).checked(for: "unflatten")))
    }
    var dimension = dim
    // A layer's first number is its dimension.
    if let first = x.wholeNumber {
      if let dim, let sizes {
        let shape = ([first] + dim + sizes).map(String.init).joined(separator: ", ")
        throw Diagnostic(
          .argument, "the shape of unflatten's images stands in brackets, after the dimension that is cut",
          suggestion: "unflatten(1, (\(shape)))")
      }
      (dimension, sizes) = ([first], sizes ?? dim)
    } else if !x.isNone {
      throw Diagnostic(
        .type, "unflatten takes a tensor, or the dimension that a layer cuts, and this is \(x.phrase)",
        suggestion: form, parameter: "x")
    }
    guard let dimension, let sizes, !sizes.isEmpty else {
      throw Diagnostic(.argument, "unflatten needs the dimension and what to cut it into", suggestion: form)
    }
    guard dimension == [1] else {
      throw Diagnostic(
        .value,
        "a layer unflattens dimension 1, the row of an example, and not \(dimension.map(String.init).joined(separator: ", "))",
        suggestion: "unflatten(1, (1, 28, 28))", parameter: "dim")
    }
    return .object(NetworkValue(Unflatten(try shape(sizes, "unflatten"))))
  }

  /// Finds a linear layer that cannot take what the one before it gives, before anything goes through the network.
  private static func checkWidths(_ layers: [any Layer]) throws {
    var before: Linear?
    for layer in layers {
      guard let linear = layer as? Linear else {
        // A layer that may change the shape says nothing of what comes next.
        if !(layer is Activation || layer is Dropout) { before = nil }
        continue
      }
      if let before, before.outFeatures != linear.inFeatures {
        throw Diagnostic(
          .shape,
          "\(linear.description) needs \(linear.inFeatures) features, and \(before.description) before it gives "
            + "\(before.outFeatures)", suggestion: "linear(\(before.outFeatures), \(linear.outFeatures))")
      }
      before = linear
    }
  }

  private static var epsilon: Parameter {
    Parameter("eps", .real(0...1), default: .real(1e-5), "what is added to the variance")
  }

  /// A window that slides over images: a layer, or applied to a tensor at once.
  private func pooling(_ layer: any Pool2d.Type, _ summary: String, details: String = "", section: String? = nil)
    -> Entry
  {
    let name = layer.name
    return Entry(
      name, group: "layers", summary, details: details,
      parameters: [
        Parameter("x", .any, otherNames: ["input"], "a tensor to apply it to, or the window of a layer"),
        Parameter("kernel_size", .integer(1...1024), default: Value.none, unit: "pixels", "the side of a window"),
        Parameter(
          "stride", .integer(1...1024), default: Value.none, defaultText: "the window", unit: "pixels",
          "from one window to the next"),
        Parameter(
          "padding", .integer(0...512), default: .integer(0), unit: "pixels", "around the image, at most half a window"),
      ], result: "layer, or tensor", isMethod: true, example: "\(name)(ones(1, 1, 5, 5), 2).shape", section: section,
      departure:
        "the layer and the function in one, with square windows; an odd edge is always left out (`ceil_mode`), and "
        + "dilated windows, the places of the largest and other divisors are not to be had."
    ) { arguments, _ in
      let (stride, padding) = (arguments.optionalInteger("stride"), arguments.integer("padding"))
      func checked(_ window: Int) throws -> Int {
        guard 2 * padding <= window else {
          throw Diagnostic(.value, "padding is at most half of the window, which is \(window)", parameter: "padding")
        }
        return window
      }
      if let x = arguments["x"].asTensor, x.variable.shape.rank > 0 {
        guard let window = arguments.optionalInteger("kernel_size") else {
          throw Diagnostic(.argument, "\(name) of a tensor needs `kernel_size`", suggestion: "\(name)(x, 2)")
        }
        return try Self.result(of: layer.init(try checked(window), stride: stride, padding: padding), x.variable)
      }
      guard let window = arguments["x"].wholeNumber, (1...1024).contains(window) else {
        throw Diagnostic(
          .type, "\(name) takes a tensor, or the side of a window, and this is \(arguments["x"].phrase)",
          parameter: "x")
      }
      // A layer's second number is its stride.
      return .object(
        NetworkValue(
          layer.init(try checked(window), stride: stride ?? arguments.optionalInteger("kernel_size"), padding: padding))
      )
    }
  }

  private func made(_ layer: any Layer) throws -> Value { .object(NetworkValue(layer)) }

  private static func result(of layer: any Layer, _ x: Variable) throws -> Value {
    AbstractTensors.inUse ? try .abstractTensor(layer.resultShapes(x.shape)[0]) : Value(try layer(x))
  }

  private static func applied(_ layer: any Layer, _ arguments: Arguments, _ name: String) throws -> Value {
    arguments["x"].isNone
      ? .object(NetworkValue(layer)) : try result(of: layer, try arguments.tensor("x", for: name))
  }

  private func activation(_ kind: Activation.Kind, _ summary: String, section: String? = nil) -> Entry {
    Entry(
      kind.rawValue, group: "layers", summary, parameters: [Self.optionalX], result: "layer, or tensor", isMethod: true,
      example: "\(kind.rawValue)(tensor([-1, 0, 1]))", section: section,
      departure: kind == .softplus ? "`beta` is 1; softplus(b * x) / b is that of another." : ""
    ) { arguments, _ in try Self.applied(Activation(kind), arguments, kind.rawValue) }
  }
}

extension Value {
  /// The layer this is: a layer or network, or a bare name such as `relu` or `flatten`.
  ///
  /// - Throws: ``Diagnostic`` where it is none.
  func layer(for entry: String) throws -> any Layer {
    switch self {
    case .object(let object):
      if let network = object as? NetworkValue { return network.layer }
    case .builtin(let name):
      if let kind = Activation.Kind(rawValue: name.name) { return Activation(kind) }
      if name.name == "flatten" { return Flatten() }
      if name.name == "leaky_relu" { return LeakyReLU() }
      if name.group == "layers" {
        throw Diagnostic(
          .type, "\(entry) takes layers, and \(name.name) needs its sizes first", example: name.example)
      }
    default: break
    }
    if case .function = self {
      throw Diagnostic(
        .type, "\(entry) takes layers, and this is \(phrase): `train` could not know its parameters",
        suggestion:
          "sequential(…) of layers; or train a function in a loop of your own, like the one `help train` ends with")
    }
    throw Diagnostic(
      .type, "\(entry) takes layers, and this is \(phrase)",
      suggestion: elements == nil
        ? "sequential(linear(20, 512), relu, linear(512, 784), sigmoid)" : "take the list apart: \(entry)(*layers)")
  }
}
