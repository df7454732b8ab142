import Tensors

extension Variable {
  /// Each channel of x [batch, channels, …] to mean 0 and variance 1, then times a weight plus a bias [channels].
  ///
  /// - Parameters:
  ///   - statistics: the mean and variance that are taken out of x.
  ///   - ofBatch: whether they are x's own, so that its gradient passes through them too.
  ///   - sharing: where processes share the batch, and the statistics are those of the whole.
  package static func batchNorm(
    _ x: Variable, _ weight: Variable?, _ bias: Variable?, _ statistics: BatchNormalization.Statistics, ofBatch: Bool,
    epsilon: Float, sharing: BatchNormalization.Sharing? = nil
  ) throws -> Variable {
    let (value, scale) = (x.value, weight?.value)
    let y = try BatchNormalization.forward(value, scale, bias?.value, statistics, epsilon: epsilon)
    return result(
      y,
      ofBatch
        ? .named("batch_norm with the statistics of the batch")
        : .batchNorm(hasWeight: weight != nil, hasBias: bias != nil, epsilon: epsilon),
      [x] + [weight, bias].compactMap(\.self),
      written: [x] + [weight, bias].compactMap(\.self) + [Variable(statistics.mean), Variable(statistics.variance)]
    ) { g, inputs in
      let gradients = try BatchNormalization.gradients(
        value, scale, g, statistics, ofBatch: ofBatch, epsilon: epsilon,
        wantsInput: inputs.inputs[0].requiresGradient, sharing: sharing)
      try add([gradients.input, scale == nil ? nil : gradients.weight, gradients.bias], to: inputs)
    }
  }

  /// Each row of the last dimensions of x to mean 0 and variance 1, then times a weight plus a bias of their shape.
  ///
  /// - Parameter shape: of the last dimensions of x.
  package static func layerNorm(
    _ x: Variable, over shape: Shape, _ weight: Variable?, _ bias: Variable?, epsilon: Float
  ) throws -> Variable {
    let rows = try x.value.reshaped([x.shape.dropLast(shape.rank).count, shape.count])
    let (before, scale) = (x.shape, weight?.value)
    let (y, mean, root) = try LayerNormalization.forward(rows, scale, bias?.value, epsilon: epsilon)
    return result(
      try y.reshaped(before),
      .layerNorm(over: shape, hasWeight: weight != nil, hasBias: bias != nil, epsilon: epsilon),
      [x] + [weight, bias].compactMap(\.self)
    ) { g, inputs in
      let g = try g.reshaped(rows.shape)
      try inputs.add(0) {
        try LayerNormalization.inputGradient(rows, scale, g, mean: mean, root: root).reshaped(before)
      }
      guard inputs.inputs.dropFirst().contains(where: \.requiresGradient) else { return }
      let gradients = try LayerNormalization.parameterGradients(rows, g, mean: mean, root: root)
      let ofWeight = scale == nil ? nil : try gradients.weight.reshaped(shape)
      try add([nil, ofWeight, try gradients.bias.reshaped(shape)], to: inputs)
    }
  }

  /// Adds the gradient of x, and of the weight and the bias where there are such.
  private static func add(_ gradients: [Tensor?], to inputs: GradientSink) throws {
    if let input = gradients[0] { try inputs.add(0) { input } }
    for (place, gradient) in gradients.dropFirst().compactMap(\.self).enumerated() where place + 1 < inputs.inputs.count
    {
      try inputs.add(place + 1) { gradient }
    }
  }
}
