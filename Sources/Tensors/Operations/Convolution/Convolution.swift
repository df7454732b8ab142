/// Convolution, by whichever of two ways suits its sizes: the processor's own kernels for few channels, a matrix product
/// for the rest.
package enum Convolution {
  /// The gradients of a convolution, those that were wanted.
  package struct Gradients {
    /// Of x, the kernels and the bias.
    package var input, weight, bias: Tensor?

    package init() {}
  }

  /// Which of them somebody needs.
  package struct Wanted: Sendable {
    package let input, weight: Bool

    package init(input: Bool, weight: Bool) { (self.input, self.weight) = (input, weight) }
  }

  /// Cross-correlation of x with the kernels, plus a bias for each output channel: PyTorch's conv2d.
  package static func forward(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry) throws
    -> Tensor
  {
    let direct = DirectConvolution(geometry)
    return direct.isSuitable
      ? try direct.forward(x, weight, bias) : try ColumnConvolution.forward(x, weight, bias, geometry)
  }

  /// The gradients, given that of the result.
  package static func gradients(
    _ x: Tensor, _ weight: Tensor, _ gradient: Tensor, _ geometry: ConvolutionGeometry, _ wanted: Wanted
  ) throws -> Gradients {
    let direct = DirectConvolution(geometry)
    return direct.isSuitable
      ? try direct.gradients(x, weight, gradient, pooled: nil, wanted)
      : try ColumnConvolution.gradients(x, weight, gradient, geometry, wanted)
  }

  /// The gradient with respect to the bias: the sum over images and pixels of each channel of [batch, channels, …].
  package static func biasGradient(_ gradient: Tensor) throws -> Tensor {
    try ChannelLayout(gradient.shape).sums(for: "conv2d") { index, lanes, _ in
      Loops.load(gradient.pointer + index, first: lanes)
    }
  }

  /// Whether convolution, ReLU and pooling can be done in one pass.
  package static func fusesPooling(_ geometry: ConvolutionGeometry) -> Bool {
    DirectConvolution(geometry).isSuitable
  }

  /// Max pooling of max(convolution, 0), without the tensors in between.
  ///
  /// - Returns: the pooled values, and which pixel of its window each of them came from, for the gradient.
  package static func reluMaxPool(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry, _ pooling: PoolingGeometry
  ) throws -> (values: Tensor, places: Tensor) {
    try DirectConvolution(geometry).reluMaxPool(x, weight, bias, pooling)
  }

  /// The gradients of ``reluMaxPool(_:_:_:_:_:)``, given that of the pooled values.
  package static func reluMaxPoolGradients(
    _ x: Tensor, _ weight: Tensor, _ gradient: Tensor, places: Tensor, _ geometry: ConvolutionGeometry,
    _ pooling: PoolingGeometry, _ wanted: Wanted
  ) throws -> Gradients {
    try DirectConvolution(geometry).gradients(x, weight, gradient, pooled: (pooling, places), wanted)
  }
}
