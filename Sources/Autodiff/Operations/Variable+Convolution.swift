import Tensors

extension Variable {
  /// Cross-correlation of images [batch, channels, height, width] with kernels [out, channels, k, k], plus a bias.
  package static func conv2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Int, padding: Int
  ) throws -> Variable {
    let geometry = try ConvolutionGeometry(x.shape, weight.shape, stride: stride, padding: padding)
    let (value, kernels) = (x.value, weight.value)
    let y = try Convolution.forward(value, kernels, bias?.value, geometry)
    return result(y, .other, [x, weight] + (bias.map { [$0] } ?? [])) { g, inputs in
      try add(try Convolution.gradients(value, kernels, g, geometry, wanted(inputs)), to: inputs)
    }
  }

  /// max_pool2d(relu(conv2d(x))) in one pass: the tensors in between, the largest of a network, are never written.
  package static func conv2dReluMaxPool2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Int, padding: Int, window: Int, windowStride: Int
  ) throws -> Variable {
    let geometry = try ConvolutionGeometry(x.shape, weight.shape, stride: stride, padding: padding)
    guard Convolution.fusesPooling(geometry) else {
      return try maxPool2d(
        relu(conv2d(x, weight, bias, stride: stride, padding: padding)), window: window, stride: windowStride)
    }
    let pooling = try PoolingGeometry(geometry.resultShape, window: window, stride: windowStride, for: "max_pool2d")
    let (value, kernels) = (x.value, weight.value)
    let (y, places) = try Convolution.reluMaxPool(value, kernels, bias?.value, geometry, pooling)
    return result(y, .other, [x, weight] + (bias.map { [$0] } ?? [])) { g, inputs in
      let gradients = try Convolution.reluMaxPoolGradients(
        value, kernels, g, places: places, geometry, pooling, wanted(inputs))
      try add(gradients, to: inputs)
    }
  }

  private static func wanted(_ inputs: GradientSink) -> Convolution.Wanted {
    Convolution.Wanted(
      input: inputs.inputs[0].requiresGradient, weight: inputs.inputs.dropFirst().contains(where: \.requiresGradient))
  }

  private static func add(_ gradients: Convolution.Gradients, to inputs: GradientSink) throws {
    for (index, gradient) in [gradients.input, gradients.weight, gradients.bias].enumerated() {
      if let gradient, index < inputs.inputs.count { try inputs.add(index) { gradient } }
    }
  }

  /// The largest value in each window; its gradient goes to where that stood.
  package static func maxPool2d(_ x: Variable, window: Int, stride: Int) throws -> Variable {
    let geometry = try PoolingGeometry(x.shape, window: window, stride: stride, for: "max_pool2d")
    let (values, places) = try Pooling.max(x.value, geometry)
    return result(values, .other, [x]) { g, inputs in
      try inputs.add(0) { try Pooling.maxGradient(g, places, geometry) }
    }
  }
}
