import Tensors

extension Variable {
  /// Cross-correlation of images [batch, channels, height, width] with kernels [out, channels / groups, k, k], plus a bias.
  ///
  /// - Parameter groups: so many groups of the channels that go out see one group each of those that come in.
  package static func conv2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Size2d, padding: Size2d, dilation: Size2d = 1,
    groups: Int = 1
  ) throws -> Variable {
    guard groups == 1 else {
      return try groupedConv2d(x, weight, bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
    }
    let geometry = try ConvolutionGeometry(
      x.shape, weight.shape, stride: stride, padding: padding, dilation: dilation)
    let (value, kernels) = (x.value, weight.value)
    let y = try Convolution.forward(value, kernels, bias?.value, geometry)
    return result(
      y, .conv2d(stride: stride, padding: padding, dilation: dilation, groups: groups),
      [x, weight] + (bias.map { [$0] } ?? [])
    ) { g, inputs in
      try add(try Convolution.gradients(value, kernels, g, geometry, wanted(inputs)), to: inputs)
    }
  }

  private static func groupedConv2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Size2d, padding: Size2d, dilation: Size2d,
    groups: Int
  ) throws -> Variable {
    let grouped = GroupedConvolution(
      try ConvolutionGeometry(
        try grouping(x.shape, into: groups, weight.shape[0], "conv2d"), weight.shape.dividing(0, by: groups),
        stride: stride,
        padding: padding, dilation: dilation), groups: groups)
    let (value, kernels) = (x.value, weight.value)
    let y = try grouped.forward(value, kernels, bias?.value)
    return result(
      y, .conv2d(stride: stride, padding: padding, dilation: dilation, groups: groups),
      [x, weight] + (bias.map { [$0] } ?? [])
    ) { g, inputs in
      try add(try grouped.gradients(value, kernels, g, wanted(inputs)), to: inputs)
    }
  }

  private static func groupedConvTranspose2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Size2d, padding: Size2d, outputPadding: Size2d,
    dilation: Size2d, groups: Int
  ) throws -> Variable {
    let grouped = GroupedConvolution(
      try ConvolutionGeometry(
        transposing: try grouping(x.shape, into: groups, weight.shape[0], "conv_transpose2d"),
        weight.shape.dividing(0, by: groups), stride: stride, padding: padding, outputPadding: outputPadding,
        dilation: dilation), groups: groups)
    let (value, kernels) = (x.value, weight.value)
    let y = try grouped.inputGradient(value, kernels, bias: bias?.value)
    return result(
      y,
      .convTranspose2d(
        stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation, groups: groups),
      [x, weight] + (bias.map { [$0] } ?? [])
    ) { g, inputs in
      let wanted = wanted(inputs)
      var gradients = Convolution.Gradients()
      if wanted.input { gradients.input = try grouped.forward(g, kernels, nil) }
      if wanted.weight {
        let kernelsAlone = Convolution.Wanted(input: false, weight: true)
        gradients.weight = try grouped.gradients(g, kernels, value, kernelsAlone).weight
        gradients.bias = try Convolution.biasGradient(g)
      }
      try add(gradients, to: inputs)
    }
  }

  /// The shape of one group's images.
  private static func grouping(_ x: Shape, into groups: Int, _ kernels: Int, _ operation: String) throws -> Shape {
    guard groups > 0, kernels % groups == 0, x.rank != 4 || x[1] % groups == 0 else {
      throw TensorError(
        .shape, operation, "\(operation): \(groups) groups do not divide the channels of \(x) and \(kernels) kernels",
        suggestion: "the number of groups divides the channels that come in and those that go out")
    }
    return x.rank == 4 ? x.dividing(1, by: groups) : x
  }

  /// The convolution backwards, from a small image to a large one: x [batch, channels, height, width] with kernels
  /// [channels, out, k, k] gives [batch, out, (height - 1) · stride - 2 · padding + k + outputPadding, …].
  package static func convTranspose2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Size2d, padding: Size2d, outputPadding: Size2d,
    dilation: Size2d = 1, groups: Int = 1
  ) throws -> Variable {
    guard groups == 1 else {
      return try groupedConvTranspose2d(
        x, weight, bias, stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation,
        groups: groups)
    }
    let geometry = try ConvolutionGeometry(
      transposing: x.shape, weight.shape, stride: stride, padding: padding, outputPadding: outputPadding,
      dilation: dilation)
    let (value, kernels) = (x.value, weight.value)
    let y = try TransposedConvolution.forward(value, kernels, bias?.value, geometry)
    return result(
      y,
      .convTranspose2d(
        stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation, groups: groups),
      [x, weight] + (bias.map { [$0] } ?? [])
    ) { g, inputs in
      try add(try TransposedConvolution.gradients(value, kernels, g, geometry, wanted(inputs)), to: inputs)
    }
  }

  /// max_pool2d(relu(conv2d(x))) in one pass: the tensors in between, the largest of a network, are never written.
  package static func conv2dReluMaxPool2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, stride: Size2d, padding: Size2d, window: Int,
    windowStride: Int
  ) throws -> Variable {
    let geometry = try ConvolutionGeometry(x.shape, weight.shape, stride: stride, padding: padding)
    guard Convolution.fusesPooling(geometry) else {
      return try maxPool2d(
        relu(conv2d(x, weight, bias, stride: stride, padding: padding)), window: Size2d(window),
        stride: Size2d(windowStride))
    }
    let pooling = try PoolingGeometry(
      geometry.resultShape, window: Size2d(window), stride: Size2d(windowStride), for: "max_pool2d")
    let (value, kernels) = (x.value, weight.value)
    let (y, places) = try Convolution.reluMaxPool(value, kernels, bias?.value, geometry, pooling)
    return result(y, .named("conv2d, relu and max_pool2d in one"), [x, weight] + (bias.map { [$0] } ?? [])) {
      g, inputs in
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

extension Shape {
  /// The shape with one length divided.
  fileprivate func dividing(_ dimension: Int, by number: Int) -> Shape {
    replacing(dimension, with: self[dimension] / number)
  }
}
