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

  /// The convolution backwards, from a small image to a large one: x [batch, channels, height, width] with kernels
  /// [channels, out, k, k] gives [batch, out, (height - 1) · stride - 2 · padding + k + outputPadding, …].
  package static func convTranspose2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Int, padding: Int, outputPadding: Int
  ) throws -> Variable {
    let geometry = try ConvolutionGeometry(
      transposing: x.shape, weight.shape, stride: stride, padding: padding, outputPadding: outputPadding)
    let (value, kernels) = (x.value, weight.value)
    let y = try TransposedConvolution.forward(value, kernels, bias?.value, geometry)
    return result(y, .other, [x, weight] + (bias.map { [$0] } ?? [])) { g, inputs in
      try add(try TransposedConvolution.gradients(value, kernels, g, geometry, wanted(inputs)), to: inputs)
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
}
