/// PyTorch's conv_transpose2d: what takes a gradient of a convolution back to its image, as a layer of its own. Its
/// gradients are that convolution and the gradient of its kernels.
///
/// - Note: Kernels are [inChannels, outChannels, k, k]. The geometry is that of the convolution
///   (``ConvolutionGeometry/init(transposing:_:stride:padding:outputPadding:)``), whose image is the result here.
package enum TransposedConvolution {
  /// - Returns: [batch, outChannels, height, width], with a bias for each channel added.
  package static func forward(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry) throws
    -> Tensor
  {
    let direct = DirectConvolution(geometry)
    if direct.suitsTransposed {
      let wanted = Convolution.Wanted(input: true, weight: false)
      if let result = try direct.gradients(x, weight, x, pooled: nil, wanted, bias: bias).input { return result }
    }
    return try ColumnConvolution.inputGradient(x, weight, bias: bias, geometry)
  }

  /// The gradients, given that of the result.
  package static func gradients(
    _ x: Tensor, _ weight: Tensor, _ gradient: Tensor, _ geometry: ConvolutionGeometry, _ wanted: Convolution.Wanted
  ) throws -> Convolution.Gradients {
    var result = Convolution.Gradients()
    if wanted.input { result.input = try Convolution.forward(gradient, weight, nil, geometry) }
    if wanted.weight {
      let kernels = Convolution.Wanted(input: false, weight: true)
      result.weight = try Convolution.gradients(gradient, weight, x, geometry, kernels).weight
      result.bias = try Convolution.biasGradient(gradient)
    }
    return result
  }
}
