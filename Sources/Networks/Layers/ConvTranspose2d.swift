import Autodiff
import Tensors

/// The convolution backwards: images [batch, in, height, width] grow by the step to [batch, out, …].
package final class ConvTranspose2d: Layer {
  package let inChannels: Int
  package let outChannels: Int
  package let kernelSize: Size2d
  package let stride: Size2d
  package let padding: Size2d
  package let outputPadding: Size2d
  package let dilation: Size2d
  package let groups: Int
  package private(set) var weight: LearnedParameter
  package private(set) var bias: LearnedParameter?

  /// - Parameter groups: so many groups of the channels that go out see one group each of those that come in.
  /// - Throws: ``TensorError`` of code `memory`, or `value` where the output padding is not below the stride, or groups do
  ///   not divide the channels.
  package init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Size2d, stride: Size2d = 1, padding: Size2d = 0,
    outputPadding: Size2d = 0, dilation: Size2d = 1, groups: Int = 1, bias: Bool = true, random: inout RandomSource
  ) throws {
    try Conv2d.check("conv_transpose2d", inChannels, outChannels, groups)
    (self.inChannels, self.outChannels, self.kernelSize) = (inChannels, outChannels, kernelSize)
    (self.stride, self.padding, self.outputPadding) = (stride, padding, outputPadding)
    (self.dilation, self.groups) = (dilation, groups)
    // PyTorch counts the second dimension of the kernels as what comes in, here too, where it is what goes out.
    let fanIn = outChannels / groups * kernelSize.count
    weight = try Initializer.uniform(
      [inChannels, outChannels / groups, kernelSize.height, kernelSize.width], fanIn: fanIn, name: "weight", &random)
    self.bias = bias ? try Initializer.uniform([outChannels], fanIn: fanIn, name: "bias", &random) : nil
  }

  package var description: String {
    let text = ConvolutionText(
      stride: stride, padding: .size(padding), outputPadding: outputPadding, dilation: dilation, groups: groups,
      hasBias: bias != nil)
    return "conv_transpose2d(\(inChannels), \(outChannels), \(kernelSize)\(text.description))"
  }

  package var parameters: [LearnedParameter] { [weight] + (bias.map { [$0] } ?? []) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    _ = try resultShapes(x.shape)
    return [
      try .convTranspose2d(
        x, weight, bias, stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation,
        groups: groups)
    ]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    var (image, kernels) = (input, weight.shape)
    if groups > 1 {
      guard input.rank == 4, input[1] == inChannels else {
        throw TensorError(
          .shape, "conv_transpose2d",
          "\(description) needs images of shape batch×\(inChannels)×height×width, and the input is \(input)")
      }
      image = input.replacing(1, with: inChannels / groups)
      kernels = kernels.replacing(0, with: inChannels / groups)
    }
    let shape = try ConvolutionGeometry(
      transposing: image, kernels, stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation
    ).inputShape
    return [shape.replacing(1, with: outChannels)]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try ConvTranspose2d(copying: self, copies: copies) }

  private init(copying other: ConvTranspose2d, copies: NetworkCopies) throws {
    (inChannels, outChannels, kernelSize) = (other.inChannels, other.outChannels, other.kernelSize)
    (stride, padding, outputPadding) = (other.stride, other.padding, other.outputPadding)
    (dilation, groups) = (other.dilation, other.groups)
    weight = try copies.copy(other.weight)
    bias = try other.bias.map { try copies.copy($0) }
  }
}
