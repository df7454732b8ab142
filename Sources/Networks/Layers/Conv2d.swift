import Autodiff
import Tensors

/// Cross-correlation of images [batch, in, height, width] with out kernels of size k×k, and a bias for each.
package final class Conv2d: Layer {
  package let inChannels: Int
  package let outChannels: Int
  package let kernelSize: Int
  package let stride: Int
  package let padding: Int
  package let weight: LearnedParameter
  package let bias: LearnedParameter?

  /// - Throws: ``TensorError`` of code `memory`.
  package init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Int, stride: Int = 1, padding: Int = 0, bias: Bool = true,
    random: inout RandomSource
  ) throws {
    self.inChannels = inChannels
    self.outChannels = outChannels
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    let fanIn = inChannels * kernelSize * kernelSize
    weight = try Initializer.uniform(
      [outChannels, inChannels, kernelSize, kernelSize], fanIn: fanIn, name: "weight", &random)
    self.bias = bias ? try Initializer.uniform([outChannels], fanIn: fanIn, name: "bias", &random) : nil
  }

  package var description: String {
    var text = "conv2d(\(inChannels), \(outChannels), \(kernelSize)"
    if stride != 1 { text += ", stride=\(stride)" }
    if padding != 0 { text += ", padding=\(padding)" }
    if bias == nil { text += ", bias=False" }
    return text + ")"
  }

  package var parameters: [LearnedParameter] { [weight] + (bias.map { [$0] } ?? []) }

  package func apply(_ x: Variable) throws -> [Variable] {
    [try .conv2d(x, weight, bias, stride: stride, padding: padding)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    [try ConvolutionGeometry(input, weight.shape, stride: stride, padding: padding).resultShape]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Conv2d(copying: self, copies: copies) }

  private init(copying other: Conv2d, copies: NetworkCopies) throws {
    inChannels = other.inChannels
    outChannels = other.outChannels
    kernelSize = other.kernelSize
    stride = other.stride
    padding = other.padding
    weight = try copies.copy(other.weight)
    bias = try other.bias.map { try copies.copy($0) }
  }
}
