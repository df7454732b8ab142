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
      try inputs.add(0) { try Convolution.inputGradient(g, kernels, geometry) }
      try inputs.accumulate(1) { destination, adding in
        if !adding { destination.update(repeating: 0, count: kernels.count) }
        try Convolution.addWeightGradient(value, g, geometry, to: destination)
      }
      if inputs.inputs.count > 2 {
        try inputs.accumulate(2) { destination, adding in
          if !adding { destination.update(repeating: 0, count: geometry.outChannels) }
          try Convolution.addBiasGradient(g, geometry, to: destination)
        }
      }
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
