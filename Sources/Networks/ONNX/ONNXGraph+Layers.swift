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
    let parameters = network.namedParameters.map { (ObjectIdentifier($0.parameter), prefix + $0.name) }
    let buffers = network.namedBuffers.map { (ObjectIdentifier($0.buffer), prefix + $0.name) }
    return try add(network, x, Dictionary(parameters + buffers) { first, _ in first })
  }

  private typealias Names = [ObjectIdentifier: String]

  private mutating func add(_ layer: any Layer, _ x: Edge, _ names: Names) throws -> [Edge] {
    let shape = try layer.resultShapes(x.shape)[0]
    switch layer {
    case let layer as Sequential:
      return try layer.children.reduce([x]) { edges, child in try add(child, edges[0], names) }
    case let layer as Heads: return try layer.children.flatMap { try add($0, x, names) }
    case let layer as Linear: return [linear(layer, x, names)]
    case let layer as Conv2d:
      let attributes = Self.window(layer.kernelSize, layer.stride, layer.padding)
      return [apply("Conv", x, tensors([layer.weight, layer.bias], names), attributes, gives: shape)]
    case let layer as ConvTranspose2d:
      let attributes =
        Self.window(layer.kernelSize, layer.stride, layer.padding)
        + [("output_padding", .numbers([layer.outputPadding, layer.outputPadding]))]
      return [apply("ConvTranspose", x, tensors([layer.weight, layer.bias], names), attributes, gives: shape)]
    case let layer as MaxPool2d:
      return [apply("MaxPool", x, [], Self.window(layer.window, layer.stride, layer.padding), gives: shape)]
    case let layer as AvgPool2d:
      let attributes = Self.window(layer.window, layer.stride, layer.padding) + [("count_include_pad", .number(1))]
      return [apply("AveragePool", x, [], attributes, gives: shape)]
    case let layer as BatchNorm: return [try batchNorm(layer, x, names)]
    case let layer as LayerNorm: return [try layerNorm(layer, x, names)]
    case is Flatten: return [apply("Flatten", x, [], [("axis", .number(1))], gives: shape)]
    case let layer as Unflatten: return [reshape(x, layer.shape.dimensions)]
    case is Dropout: return [x]
    case let layer as LeakyReLU:
      return [apply("LeakyRelu", x, [], [("alpha", .real(layer.slope))], gives: shape)]
    case let layer as Activation: return [activation(layer.kind, x)]
    case let layer as GELU: return [layer.isApproximate ? approximateGELU(x) : gelu(x)]
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
  private mutating func gelu(_ x: Edge) -> Edge {
    let error = apply("Erf", apply("Mul", x.name, constant(0.707_106_77)))
    return half(x, apply("Add", error, constant(1)))
  }

  /// ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).
  private mutating func approximateGELU(_ x: Edge) -> Edge {
    let cube = apply("Mul", apply("Mul", x.name, x.name), x.name)
    let inner = apply("Add", x.name, apply("Mul", cube, constant(0.044715)))
    return half(x, apply("Add", apply("Tanh", apply("Mul", inner, constant(0.797_884_6))), constant(1)))
  }

  private mutating func half(_ x: Edge, _ factor: String) -> Edge {
    Edge(name: apply("Mul", apply("Mul", x.name, constant(0.5)), factor), shape: x.shape)
  }

  /// Rows in one product; more dimensions by the transposed weight.
  private mutating func linear(_ layer: Linear, _ x: Edge, _ names: Names) -> Edge {
    let shape = x.shape.dropLast() + [layer.outFeatures]
    let parameters = tensors([layer.weight, layer.bias], names)
    guard x.shape.rank > 2 else { return apply("Gemm", x, parameters, [("transB", .number(1))], gives: shape) }
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

  private mutating func tensors(_ parameters: [LearnedParameter?], _ names: Names) -> [String] {
    parameters.compactMap(\.self).map { constant(name($0, names), $0.value) }
  }

  /// The name of a parameter or buffer in the network.
  private func name(_ object: AnyObject, _ names: Names) -> String { names[ObjectIdentifier(object)] ?? "tensor" }

  private static func window(_ size: Int, _ stride: Int, _ padding: Int) -> [(String, Attribute)] {
    [
      ("kernel_shape", .numbers([size, size])), ("strides", .numbers([stride, stride])),
      ("pads", .numbers([padding, padding, padding, padding])),
    ]
  }
}
