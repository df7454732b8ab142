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
        ], result: "layer", effect: .drawsNumbers, example: "conv2d(1, 16, 5, padding=1)", section: "Encoder Network"
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
        ], result: "layer", effect: .drawsNumbers, example: "conv_transpose2d(32, 16, 4, stride=2, padding=1)"
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
        ], result: "layer", example: "batch_norm(16)(randn(8, 16, 4, 4)).shape"
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
        details: "As PyTorch's `nn.Flatten`: the first dimension, the batch, is kept.",
        parameters: [Self.optionalX], result: "layer, or tensor", isMethod: true,
        example: "flatten(ones(2, 3, 4)).shape",
        section: "Encoder Network"
      ) { arguments, _ in try Self.applied(Flatten(), arguments, "flatten") },
      Entry(
        "unflatten", group: "layers", "a layer that makes rows into images",
        parameters: [Parameter("shape", .integers, style: .variadic, "the shape of one example")], result: "layer",
        example: "unflatten(1, 28, 28)"
      ) { arguments, _ in
        .object(NetworkValue(Unflatten(try Self.shape(arguments.integers("shape"), "unflatten"))))
      },
      Entry(
        "dropout", group: "layers", "a layer that silences elements at random while training",
        parameters: [Parameter("p", .real(0...1), default: .real(0.5), "the share that is silenced")], result: "layer",
        effect: .drawsNumbers, example: "dropout(0.2)"
      ) { [unowned self] arguments, _ in try made(Dropout(arguments.real("p"), random: &random)) },
      activation(.relu, "max(x, 0)"),
      activation(.sigmoid, "1 / (1 + e^-x), from 0 to 1", section: "Decoder Network"),
      activation(.tanh, "the hyperbolic tangent, from -1 to 1"),
      activation(.softplus, "log(1 + e^x), always positive"),
      activation(.silu, "x · sigmoid(x)"),
      Entry(
        "leaky_relu", group: "layers", "x where positive, a small part of it elsewhere",
        parameters: [
          Self.optionalX,
          Parameter("negative_slope", .real(), default: .real(0.01), style: .keywordOnly, "that part"),
        ], result: "layer, or tensor", isMethod: true, example: "leaky_relu(tensor([-1, 1]))"
      ) { arguments, _ in try Self.applied(LeakyReLU(arguments.real("negative_slope")), arguments, "leaky_relu") },
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
      "x", .like("tensor"), default: Value.none, "a tensor to apply it to; without one, a layer is made")
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
        Parameter("x", .any, "a tensor to apply it to, or the window of a layer"),
        Parameter("kernel_size", .integer(1...1024), default: Value.none, unit: "pixels", "the side of a window"),
        Parameter(
          "stride", .integer(1...1024), default: Value.none, defaultText: "the window", unit: "pixels",
          "from one window to the next"),
        Parameter(
          "padding", .integer(0...512), default: .integer(0), unit: "pixels", "around the image, at most half a window"),
      ], result: "layer, or tensor", isMethod: true, example: "\(name)(ones(1, 1, 5, 5), 2).shape", section: section
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
        return Value(
          try layer.pool(x.variable, window: try checked(window), stride: stride ?? window, padding: padding))
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

  private static func applied(_ layer: any Layer, _ arguments: Arguments, _ name: String) throws -> Value {
    arguments["x"].isNone ? .object(NetworkValue(layer)) : Value(try layer(try arguments.tensor("x", for: name)))
  }

  private func activation(_ kind: Activation.Kind, _ summary: String, section: String? = nil) -> Entry {
    Entry(
      kind.rawValue, group: "layers", summary, parameters: [Self.optionalX], result: "layer, or tensor", isMethod: true,
      example: "\(kind.rawValue)(tensor([-1, 0, 1]))", section: section
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
          .type, "\(entry) takes layers, and \(name.name) needs its sizes first", suggestion: name.example)
      }
    default: break
    }
    throw Diagnostic(
      .type, "\(entry) takes layers, and this is \(phrase)",
      suggestion: elements == nil
        ? "sequential(linear(20, 512), relu, linear(512, 784), sigmoid)" : "take the list apart: \(entry)(*layers)")
  }
}
