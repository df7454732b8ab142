import Language
import Networks
import Tensors

/// The names that PyTorch has for the classes of layers.
enum LayerClasses {
  /// The classes that a layer made by that entry may be of.
  static let byEntry: [String: [String]] = [
    "linear": ["Linear"], "conv2d": ["Conv2d"], "conv_transpose2d": ["ConvTranspose2d"], "conv1d": ["Conv1d"],
    "conv_transpose1d": ["ConvTranspose1d"], "max_pool2d": ["MaxPool2d"], "avg_pool2d": ["AvgPool2d"],
    "adaptive_avg_pool2d": ["AdaptiveAvgPool2d"],
    // Made without PyTorch's name it is one layer, which sees by its input what it is.
    "batch_norm": ["BatchNorm2d", "BatchNorm1d"],
    "layer_norm": ["LayerNorm"], "group_norm": ["GroupNorm"], "instance_norm": ["InstanceNorm2d"],
    "embedding": ["Embedding"], "gru": ["GRU"], "gru_cell": ["GRUCell"], "lstm": ["LSTM"], "lstm_cell": ["LSTMCell"],
    "upsample": ["Upsample"], "dropout": ["Dropout"], "flatten": ["Flatten"], "unflatten": ["Unflatten"],
    "sequential": ["Sequential"], "identity": ["Identity"], "relu": ["ReLU"], "sigmoid": ["Sigmoid"],
    "tanh": ["Tanh"], "softplus": ["Softplus"], "silu": ["SiLU"], "leaky_relu": ["LeakyReLU"], "gelu": ["GELU"],
    "elu": ["ELU"], "selu": ["SELU"], "mish": ["Mish"], "hardtanh": ["Hardtanh"], "softsign": ["Softsign"],
    "relu6": ["ReLU6"], "logsigmoid": ["LogSigmoid"], "celu": ["CELU"], "hardsigmoid": ["Hardsigmoid"],
    "hardswish": ["Hardswish"], "tanhshrink": ["Tanhshrink"], "prelu": ["PReLU"],
  ]

  /// The classes of a layer, by the call that makes it.
  static func names(of layer: any Layer) -> [String] {
    if layer is Sequential { return ["Sequential"] }
    if layer is ModuleGroup { return [layer.description] }
    if layer is Identity { return ["Identity"] }
    if let dimensions = (layer as? BatchNorm)?.dimensions { return ["BatchNorm\(dimensions)d"] }
    return byEntry[String(layer.description.prefix { $0 != "(" })] ?? []
  }
}

/// What PyTorch's layers say of how they were made, besides what they learned.
enum LayerFacts {
  static func names(of layer: any Layer) -> [String] { facts(layer).map(\.0) }

  static func find(_ name: String, of layer: any Layer) -> Value? { facts(layer).first { $0.0 == name }?.1 }

  private static func facts(_ layer: any Layer) -> [(String, Value)] {
    func size(_ size: Size2d) -> Value { .tuple([.integer(size.height), .integer(size.width)]) }
    func one(_ size: Int) -> Value { .tuple([.integer(size)]) }
    func written(_ both: Size2d) -> Value { both.isSquare ? .integer(both.height) : size(both) }
    func border(_ padding: ConvolutionPadding, _ size: (Size2d) -> Value) -> Value {
      switch padding {
      case .size(let border): size(border)
      case .same: .string("same")
      }
    }
    // What was left out is None: `if m.bias is not None`.
    func left(_ names: String...) -> [(String, Value)] { names.map { ($0, .none) } }
    return switch layer {
    case let layer as Linear:
      [("in_features", .integer(layer.inFeatures)), ("out_features", .integer(layer.outFeatures))] + left("bias")
    case let layer as Conv2d:
      [
        ("in_channels", .integer(layer.inChannels)), ("out_channels", .integer(layer.outChannels)),
        ("kernel_size", size(layer.kernelSize)), ("stride", size(layer.stride)), ("dilation", size(layer.dilation)),
        ("groups", .integer(layer.groups)), ("padding", border(layer.padding, size)),
      ] + left("bias")
    case let layer as ConvTranspose2d:
      [
        ("in_channels", .integer(layer.inChannels)), ("out_channels", .integer(layer.outChannels)),
        ("kernel_size", size(layer.kernelSize)), ("stride", size(layer.stride)), ("padding", size(layer.padding)),
        ("groups", .integer(layer.groups)), ("output_padding", size(layer.outputPadding)),
        ("dilation", size(layer.dilation)),
      ] + left("bias")
    case let layer as any Pool2d:
      // As it was written: one number for both directions.
      [
        ("kernel_size", written(layer.window)), ("stride", written(layer.stride)),
        ("padding", written(layer.padding)),
      ]
    case let layer as Conv1d:
      [
        ("in_channels", .integer(layer.inChannels)), ("out_channels", .integer(layer.outChannels)),
        ("kernel_size", one(layer.kernelSize)), ("stride", one(layer.stride)), ("dilation", one(layer.dilation)),
        ("groups", .integer(layer.groups)), ("padding", layer.padding.map(one) ?? .string("same")),
      ] + left("bias")
    case let layer as ConvTranspose1d:
      [
        ("in_channels", .integer(layer.inChannels)), ("out_channels", .integer(layer.outChannels)),
        ("kernel_size", one(layer.kernelSize)), ("stride", one(layer.stride)), ("padding", one(layer.padding)),
        ("groups", .integer(layer.groups)), ("output_padding", one(layer.outputPadding)),
        ("dilation", one(layer.dilation)),
      ] + left("bias")
    case let layer as BatchNorm:
      [
        ("num_features", .integer(layer.channels)), ("eps", .real(layer.epsilon)),
        ("momentum", layer.momentum.map { .real($0) } ?? Value.none),
      ] + left("weight", "bias")
    case let layer as LayerNorm:
      [
        ("normalized_shape", .tuple(layer.shape.dimensions.map { .integer($0) })), ("eps", .real(layer.epsilon)),
      ] + left("weight", "bias")
    case let layer as Dropout: [("p", .real(layer.probability))]
    case let layer as Embedding:
      [("num_embeddings", .integer(layer.count)), ("embedding_dim", .integer(layer.width))]
    case let layer as Recurrent:
      [
        ("input_size", .integer(layer.inputSize)), ("hidden_size", .integer(layer.hiddenSize)),
        ("num_layers", .integer(layer.layerCount)), ("batch_first", .bool(layer.isBatchFirst)),
      ]
    case let layer as RecurrentCell:
      [("input_size", .integer(layer.inputSize)), ("hidden_size", .integer(layer.hiddenSize))]
    default: []
    }
  }
}

extension Entry {
  /// What makes layers stands for their class, in `isinstance(m, nn.Linear)` and `type(m) == nn.Linear`.
  var asLayerClass: Entry {
    var entry = self
    entry.recognizes = { [name] value in
      guard case .object(let object) = value, let network = object as? NetworkValue else { return false }
      return LayerClasses.names(of: network.layer).contains(name)
    }
    return entry
  }
}
