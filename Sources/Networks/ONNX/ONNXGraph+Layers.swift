import Autodiff
import Tensors

// Layers as ONNX operators, as they work in evaluation: dropout does nothing, batch_norm uses its running statistics.

extension ONNXGraph {
  /// Adds a network.
  ///
  /// - Parameters:
  ///   - prefix: what the names of its tensors begin with: "decoder.".
  ///   - x: what goes into it.
  /// - Returns: its results.
  /// - Throws: ``ONNXError`` where a layer has no form in ONNX, ``TensorError`` where the input does not fit.
  package mutating func add(_ network: any Layer, named prefix: String = "", to x: Edge) throws -> [Edge] {
    guard !network.isWritten else {
      let record = try network.evaluating {
        try NetworkRecord({ [try RecordedInput.numbers(x.shape, batch: $0)] }) { try network.apply($0[0]) }
      }
      return try add(record, of: network, named: prefix, to: [x]).map { result in
        guard result.lengths.first == .batch, result.lengths.dropFirst().allSatisfy(\.isFixed) else {
          throw ONNXError("\(network.description) gives results whose first dimension is not the batch")
        }
        return result.edge
      }
    }
    return try add(network, x, names(of: network, prefix))
  }

  typealias Names = [ObjectIdentifier: String]

  /// The names of a network's parameters and buffers.
  func names(of network: any Layer, _ prefix: String) -> Names {
    let parameters = network.namedParameters.map { (ObjectIdentifier($0.parameter), prefix + $0.name) }
    let buffers = network.namedBuffers.map { (ObjectIdentifier($0.buffer), prefix + $0.name) }
    return Dictionary(parameters + buffers) { first, _ in first }
  }

  /// Adds a layer, to whose input others may come: the states that a recurrent one begins with.
  mutating func add(_ layer: any Layer, _ inputs: [Edge], _ names: Names) throws -> [Edge] {
    switch layer {
    case let layer as Recurrent: try recurrent(layer, inputs, names)
    case let layer as RecurrentCell: try cell(layer, inputs, names)
    default: try add(layer, inputs[0], names)
    }
  }

  private mutating func add(_ layer: any Layer, _ x: Edge, _ names: Names) throws -> [Edge] {
    let shape = try layer.resultShapes(x.shape)[0]
    switch layer {
    case let layer as Sequential:
      return try layer.children.reduce([x]) { edges, child in try add(child, edges[0], names) }
    case let layer as Heads: return try layer.children.flatMap { try add($0, x, names) }
    case let layer as Linear: return [linear(layer, x, names)]
    case let layer as Conv2d:
      let border = layer.padding.border(layer.kernelSize, dilation: layer.dilation)
      let attributes = Self.convolution(
        layer.kernelSize, layer.stride, border.both, extra: border.extra, layer.dilation, layer.groups)
      return [apply("Conv", x, tensors([layer.weight, layer.bias], names), attributes, gives: shape)]
    case let layer as Conv1d:
      let border = (layer.padding.map { .size(Size2d($0)) } ?? ConvolutionPadding.same)
        .border(Size2d(layer.kernelSize), dilation: Size2d(layer.dilation))
      let attributes = Self.row(
        layer.kernelSize, layer.stride, [border.both.width, border.both.width + border.extra.width], layer.dilation,
        layer.groups)
      return [apply("Conv", x, tensors([layer.weight, layer.bias], names), attributes, gives: shape)]
    case let layer as ConvTranspose2d:
      let attributes =
        Self.convolution(layer.kernelSize, layer.stride, layer.padding, extra: 0, layer.dilation, layer.groups)
        + [("output_padding", .numbers([layer.outputPadding.height, layer.outputPadding.width]))]
      return [apply("ConvTranspose", x, tensors([layer.weight, layer.bias], names), attributes, gives: shape)]
    case let layer as ConvTranspose1d:
      let attributes =
        Self.row(layer.kernelSize, layer.stride, [layer.padding, layer.padding], layer.dilation, layer.groups)
        + [("output_padding", .numbers([layer.outputPadding]))]
      return [apply("ConvTranspose", x, tensors([layer.weight, layer.bias], names), attributes, gives: shape)]
    case let layer as Upsample: return [try resize(x, layer.resampling, gives: shape)]
    case let layer as AdaptiveAvgPool2d:
      let (window, rest) = (
        zip(x.shape.dimensions, shape.dimensions).suffix(2).map { $0 / $1 },
        zip(x.shape.dimensions, shape.dimensions).suffix(2).map { $0 % $1 }
      )
      guard rest == [0, 0] else {
        throw ONNXError(
          "\(layer.description) of images of \(x.shape.dropFirst()) has no form in ONNX: parts of one size have")
      }
      return [
        apply("AveragePool", x, [], [("kernel_shape", .numbers(window)), ("strides", .numbers(window))], gives: shape)
      ]
    case let layer as GroupNorm: return [try groupNorm(layer, x, names)]
    case let layer as Embedding:
      let indices = apply("Cast", x, [], [("to", .number(7))], gives: x.shape)
      return [
        Edge(name: apply("Gather", constant(name(layer.weight, names), layer.weight.value), indices.name), shape: shape)
      ]
    case let layer as PReLU:
      let slope =
        layer.count == 1 ? Shape([1]) : Shape([layer.count] + Array(repeating: 1, count: max(0, x.shape.rank - 2)))
      return [
        apply("PRelu", x, [constant(name(layer.weight, names), try layer.weight.value.reshaped(slope))], gives: shape)
      ]
    case let layer as MaxPool2d:
      return [apply("MaxPool", x, [], Self.window(layer.window, layer.stride, layer.padding), gives: shape)]
    case let layer as AvgPool2d:
      let attributes = Self.window(layer.window, layer.stride, layer.padding) + [("count_include_pad", .number(1))]
      return [apply("AveragePool", x, [], attributes, gives: shape)]
    case let layer as BatchNorm: return [try batchNorm(layer, x, names)]
    case let layer as LayerNorm: return [try layerNorm(layer, x, names)]
    case is Flatten: return [apply("Flatten", x, [], [("axis", .number(1))], gives: shape)]
    case let layer as Unflatten: return [reshape(x, layer.shape.dimensions)]
    case is Dropout, is Identity: return [x]
    case is any StatefulLayer: return try add(layer, [x], names)
    case let layer as LeakyReLU:
      return [apply("LeakyRelu", x, [], [("alpha", .real(layer.slope))], gives: shape)]
    case let layer as Activation: return [activation(layer.kind, x)]
    case let layer as GELU:
      return [Edge(name: layer.isApproximate ? approximateGELU(x.name) : gelu(x.name), shape: x.shape)]
    case let layer as ELU: return [apply("Elu", x, [], [("alpha", .real(layer.alpha))], gives: shape)]
    case let layer as Hardtanh: return [clip(x, layer.low, layer.high)]
    default: throw ONNXError("the layer \(layer.description) has no form in ONNX here")
    }
  }

  private mutating func activation(_ kind: Activation.Kind, _ x: Edge) -> Edge {
    switch kind {
    case .relu: return apply("Relu", x, gives: x.shape)
    case .sigmoid: return apply("Sigmoid", x, gives: x.shape)
    case .tanh: return apply("Tanh", x, gives: x.shape)
    case .softplus: return apply("Softplus", x, gives: x.shape)
    case .silu: return Edge(name: apply("Mul", x.name, apply("Sigmoid", x.name)), shape: x.shape)
    case .selu: return apply("Selu", x, gives: x.shape)
    case .softsign: return apply("Softsign", x, gives: x.shape)
    case .logsigmoid:
      return Edge(name: apply("Neg", apply("Softplus", apply("Neg", x.name))), shape: x.shape)
    case .mish: return Edge(name: apply("Mul", x.name, apply("Tanh", apply("Softplus", x.name))), shape: x.shape)
    case .relu6: return clip(x, 0, 6)
    }
  }

  private mutating func clip(_ x: Edge, _ low: Double, _ high: Double) -> Edge {
    apply("Clip", x, [constant(Float(low)), constant(Float(high))], gives: x.shape)
  }

  /// ½ x (1 + erf(x / √2)): an operator of its own came later.
  mutating func gelu(_ x: String) -> String {
    let error = apply("Erf", apply("Mul", x, constant(0.707_106_77)))
    return half(x, apply("Add", error, constant(1)))
  }

  /// ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).
  mutating func approximateGELU(_ x: String) -> String {
    let cube = apply("Mul", apply("Mul", x, x), x)
    let inner = apply("Add", x, apply("Mul", cube, constant(0.044715)))
    return half(x, apply("Add", apply("Tanh", apply("Mul", inner, constant(0.797_884_6))), constant(1)))
  }

  private mutating func half(_ x: String, _ factor: String) -> String {
    apply("Mul", apply("Mul", x, constant(0.5)), factor)
  }

  /// Rows in one product; other dimensions by the transposed weight.
  private mutating func linear(_ layer: Linear, _ x: Edge, _ names: Names) -> Edge {
    let shape = x.shape.dropLast() + [layer.outFeatures]
    let parameters = tensors([layer.weight, layer.bias], names)
    guard x.shape.rank != 2 else { return apply("Gemm", x, parameters, [("transB", .number(1))], gives: shape) }
    let product = apply("MatMul", x.name, apply("Transpose", parameters[0]))
    return Edge(name: parameters.count > 1 ? apply("Add", product, parameters[1]) : product, shape: shape)
  }

  private mutating func batchNorm(_ layer: BatchNorm, _ x: Edge, _ names: Names) throws -> Edge {
    let weight = try scale(layer.weight, [layer.channels], names)
    let bias =
      try layer.bias.map { constant(name($0, names), $0.value) }
      ?? constant("zeros.\(layer.channels)", .zeros([layer.channels]))
    let statistics = [layer.runningMean, layer.runningVariance].map { constant(name($0, names), $0.value) }
    return apply(
      "BatchNormalization", x, [weight, bias] + statistics, [("epsilon", .real(layer.epsilon))], gives: x.shape)
  }

  private mutating func layerNorm(_ layer: LayerNorm, _ x: Edge, _ names: Names) throws -> Edge {
    let weight = try scale(layer.weight, layer.shape, names)
    let bias = layer.bias.map { [constant(name($0, names), $0.value)] } ?? []
    return apply(
      "LayerNormalization", x, [weight] + bias,
      [("axis", .number(-layer.shape.rank)), ("epsilon", .real(layer.epsilon))], gives: x.shape)
  }

  /// A learned scale, or ones.
  private mutating func scale(_ weight: LearnedParameter?, _ shape: Shape, _ names: Names) throws -> String {
    if let weight { return constant(name(weight, names), weight.value) }
    return constant("ones.\(shape)", try .ones(shape))
  }

  mutating func tensors(_ parameters: [LearnedParameter?], _ names: Names) -> [String] {
    parameters.compactMap(\.self).map { constant(name($0, names), $0.value) }
  }

  /// The name of a parameter or buffer in the network.
  func name(_ object: AnyObject, _ names: Names) -> String { names[ObjectIdentifier(object)] ?? "tensor" }

  private static func convolution(
    _ size: Size2d, _ stride: Size2d, _ border: Size2d, extra: Size2d, _ dilation: Size2d, _ groups: Int
  ) -> [(String, Attribute)] {
    [
      ("kernel_shape", .numbers([size.height, size.width])), ("strides", .numbers([stride.height, stride.width])),
      (
        "pads",
        .numbers([border.height, border.width, border.height + extra.height, border.width + extra.width])
      ), ("dilations", .numbers([dilation.height, dilation.width])), ("group", .number(groups)),
    ]
  }

  private static func row(
    _ size: Int, _ stride: Int, _ border: [Int], _ dilation: Int, _ groups: Int
  ) -> [(String, Attribute)] {
    [
      ("kernel_shape", .numbers([size])), ("strides", .numbers([stride])), ("pads", .numbers(border)),
      ("dilations", .numbers([dilation])), ("group", .number(groups)),
    ]
  }

  private mutating func resize(_ x: Edge, _ resampling: Resampling, gives shape: Shape) throws -> Edge {
    let scales = zip(x.shape.dimensions, shape.dimensions).enumerated().map { place, lengths -> Double in
      if place < 2 { return 1 }
      if let factor = resampling.factor { return factor[factor.count == 1 ? 0 : place - 2] }
      return Double(lengths.1) / Double(lengths.0)
    }
    // A factor is all that there is for batches of any size: it has to lead to the sides that come out.
    guard
      zip(scales, zip(x.shape.dimensions, shape.dimensions)).allSatisfy({ scale, lengths in
        Int((Float(lengths.0) * Float(scale)).rounded(.down)) == lengths.1
      })
    else {
      throw ONNXError("images of \(x.shape.dropFirst()) to \(shape.dropFirst()) is no factor in single precision")
    }
    let isNearest = resampling.mode == .nearest
    let places = isNearest ? "asymmetric" : resampling.alignsCorners ? "align_corners" : "half_pixel"
    let isCubic = resampling.mode == .bicubic
    return apply(
      "Resize", x, ["", try constant(scales)],
      [
        ("mode", .text(isNearest ? "nearest" : isCubic ? "cubic" : "linear")),
        ("coordinate_transformation_mode", .text(places)), ("nearest_mode", .text("floor")),
      ] + (isCubic ? [("cubic_coeff_a", .real(-0.75))] : []), gives: shape)
  }

  /// Groups as the channels of an instance normalization.
  private mutating func groupNorm(_ layer: GroupNorm, _ x: Edge, _ names: Names) throws -> Edge {
    let groups = layer.groups ?? layer.channels
    let rows = reshape(x, [groups, layer.channels / groups * x.shape.dropFirst(2).count])
    let normalized = apply(
      "InstanceNormalization", rows,
      [constant("ones.\(groups)", try .ones([groups])), constant("zeros.\(groups)", try .zeros([groups]))],
      [("epsilon", .real(layer.epsilon))], gives: rows.shape)
    var result = reshape(normalized, Array(x.shape.dimensions.dropFirst())).name
    let perChannel = Shape([layer.channels] + Array(repeating: 1, count: x.shape.rank - 2))
    if let weight = layer.weight {
      result = apply("Mul", result, constant(name(weight, names), try weight.value.reshaped(perChannel)))
    }
    if let bias = layer.bias {
      result = apply("Add", result, constant(name(bias, names), try bias.value.reshaped(perChannel)))
    }
    return Edge(name: result, shape: x.shape)
  }

  static func window(_ size: Size2d?, _ stride: Size2d, _ padding: Size2d) -> [(String, Attribute)] {
    (size.map { [("kernel_shape", .numbers([$0.height, $0.width]))] } ?? []) + [
      ("strides", .numbers([stride.height, stride.width])),
      ("pads", .numbers([padding.height, padding.width, padding.height, padding.width])),
    ]
  }

  /// A convolution's, whose kernels say their size themselves.
  static func window(
    _ size: Size2d?, _ stride: Size2d, _ padding: Size2d, _ dilation: Size2d, _ groups: Int
  ) -> [(String, Attribute)] {
    window(size, stride, padding) + [
      ("dilations", .numbers([dilation.height, dilation.width])), ("group", .number(groups)),
    ]
  }
}
