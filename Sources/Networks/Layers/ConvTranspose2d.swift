import Autodiff
import Tensors

/// The convolution backwards: images [batch, in, height, width] grow by the step to [batch, out, …].
package final class ConvTranspose2d: Layer {
  package let inChannels: Int
  package let outChannels: Int
  package let kernelSize: Int
  package let stride: Int
  package let padding: Int
  package let outputPadding: Int
  package let weight: LearnedParameter
  package let bias: LearnedParameter?

  /// - Throws: ``TensorError`` of code `memory`, or `value` where the output padding is not below the stride.
  package init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Int, stride: Int = 1, padding: Int = 0,
    outputPadding: Int = 0, bias: Bool = true, random: inout RandomSource
  ) throws {
    self.inChannels = inChannels
    self.outChannels = outChannels
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    // PyTorch counts the second dimension of the kernels as what comes in, here too, where it is what goes out.
    let fanIn = outChannels * kernelSize * kernelSize
    weight = try Initializer.uniform(
      [inChannels, outChannels, kernelSize, kernelSize], fanIn: fanIn, name: "weight", &random)
    self.bias = bias ? try Initializer.uniform([outChannels], fanIn: fanIn, name: "bias", &random) : nil
  }

  package var description: String {
    var text = "conv_transpose2d(\(inChannels), \(outChannels), \(kernelSize)"
    if stride != 1 { text += ", stride=\(stride)" }
    if padding != 0 { text += ", padding=\(padding)" }
    if outputPadding != 0 { text += ", output_padding=\(outputPadding)" }
    if bias == nil { text += ", bias=False" }
    return text + ")"
  }

  package var parameters: [LearnedParameter] { [weight] + (bias.map { [$0] } ?? []) }

  package func apply(_ x: Variable) throws -> [Variable] {
    [try .convTranspose2d(x, weight, bias, stride: stride, padding: padding, outputPadding: outputPadding)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    [
      try ConvolutionGeometry(
        transposing: input, weight.shape, stride: stride, padding: padding, outputPadding: outputPadding
      ).inputShape
    ]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try ConvTranspose2d(copying: self, copies: copies) }

  private init(copying other: ConvTranspose2d, copies: NetworkCopies) throws {
    inChannels = other.inChannels
    outChannels = other.outChannels
    kernelSize = other.kernelSize
    stride = other.stride
    padding = other.padding
    outputPadding = other.outputPadding
    weight = try copies.copy(other.weight)
    bias = try other.bias.map { try copies.copy($0) }
  }
}
