import Autodiff
import Tensors

/// Cross-correlation of images [batch, in, height, width] with out kernels, and a bias for each.
package final class Conv2d: Layer {
  package let inChannels: Int
  package let outChannels: Int
  package let kernelSize: Size2d
  package let stride: Size2d
  package let padding: ConvolutionPadding
  package let dilation: Size2d
  package let groups: Int
  package private(set) var weight: LearnedParameter
  package private(set) var bias: LearnedParameter?

  /// - Parameter groups: so many groups of the channels that go out see one group each of those that come in.
  /// - Throws: ``TensorError`` of code `memory`, or `value` where the settings contradict each other.
  package init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Size2d, stride: Size2d = 1, padding: ConvolutionPadding = 0,
    dilation: Size2d = 1, groups: Int = 1, bias: Bool = true, random: inout RandomSource
  ) throws {
    try Self.check("conv2d", inChannels, outChannels, groups)
    if padding == .same, stride != 1 {
      throw TensorError(
        .value, "conv2d", "conv2d: padding=\"same\" keeps the size of images, and a stride of \(stride) does not",
        suggestion: "padding=1 with a kernel of 3 halves them with a stride of 2")
    }
    (self.inChannels, self.outChannels, self.kernelSize) = (inChannels, outChannels, kernelSize)
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    let fanIn = inChannels / groups * kernelSize.count
    weight = try Initializer.uniform(
      [outChannels, inChannels / groups, kernelSize.height, kernelSize.width], fanIn: fanIn, name: "weight", &random)
    self.bias = bias ? try Initializer.uniform([outChannels], fanIn: fanIn, name: "bias", &random) : nil
  }

  /// - Throws: ``TensorError`` where groups do not divide the channels.
  static func check(_ name: String, _ inChannels: Int, _ outChannels: Int, _ groups: Int) throws {
    guard groups > 0, inChannels % groups == 0, outChannels % groups == 0 else {
      throw TensorError(
        .value, name,
        "\(name): groups divide the channels, and \(groups) does not divide \(inChannels) and \(outChannels)",
        suggestion: "groups=1, or a number that divides both")
    }
  }

  package var description: String {
    let text = ConvolutionText(
      stride: stride, padding: padding, dilation: dilation, groups: groups, hasBias: bias != nil)
    return "conv2d(\(inChannels), \(outChannels), \(kernelSize)\(text.description))"
  }

  package var parameters: [LearnedParameter] { [weight] + (bias.map { [$0] } ?? []) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    _ = try resultShapes(x.shape)
    let border = padding.border(kernelSize, dilation: dilation)
    return [
      try .conv2d(
        try x.extended(by: border.extra), weight, bias, stride: stride, padding: border.both, dilation: dilation,
        groups: groups)
    ]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    let border = padding.border(kernelSize, dilation: dilation)
    guard groups == 1 else {
      guard input.rank == 4, input[1] == inChannels else {
        throw TensorError(
          .shape, "conv2d",
          "\(description) needs images of shape batch×\(inChannels)×height×width, and the input is \(input)")
      }
      let geometry = try ConvolutionGeometry(
        input.replacing(1, with: inChannels / groups).extended(by: border.extra), weight.shape, stride: stride,
        padding: border.both, dilation: dilation)
      return [geometry.resultShape]
    }
    return [
      try ConvolutionGeometry(
        input.extended(by: border.extra), weight.shape, stride: stride, padding: border.both, dilation: dilation
      ).resultShape
    ]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Conv2d(copying: self, copies: copies) }

  private init(copying other: Conv2d, copies: NetworkCopies) throws {
    (inChannels, outChannels, kernelSize) = (other.inChannels, other.outChannels, other.kernelSize)
    (stride, padding, dilation, groups) = (other.stride, other.padding, other.dilation, other.groups)
    weight = try copies.copy(other.weight)
    bias = try other.bias.map { try copies.copy($0) }
  }
}
