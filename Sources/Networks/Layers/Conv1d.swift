import Autodiff
import Tensors

/// Cross-correlation of rows [batch, in, length] with out kernels, and a bias for each: as ``Conv2d`` on images one high.
package final class Conv1d: Layer {
  package let inChannels, outChannels, kernelSize, stride, dilation, groups: Int
  /// Nil keeps the length.
  package let padding: Int?
  package private(set) var weight: LearnedParameter
  package private(set) var bias: LearnedParameter?

  /// - Throws: ``TensorError`` of code `memory`, or `value` where the settings contradict each other.
  package init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Int, stride: Int = 1, padding: Int? = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true, random: inout RandomSource
  ) throws {
    try Conv2d.check("conv1d", inChannels, outChannels, groups)
    if padding == nil, stride != 1 {
      throw TensorError(
        .value, "conv1d", "conv1d: padding=\"same\" keeps the length of rows, and a stride of \(stride) does not",
        suggestion: "padding=1 with a kernel of 3 halves it with a stride of 2")
    }
    (self.inChannels, self.outChannels, self.kernelSize) = (inChannels, outChannels, kernelSize)
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    let fanIn = inChannels / groups * kernelSize
    weight = try Initializer.uniform(
      [outChannels, inChannels / groups, kernelSize], fanIn: fanIn, name: "weight", &random)
    self.bias = bias ? try Initializer.uniform([outChannels], fanIn: fanIn, name: "bias", &random) : nil
  }

  package var description: String {
    let text = ConvolutionText(
      stride: Size2d(stride), padding: padding.map { .size(Size2d($0)) } ?? .same, dilation: Size2d(dilation),
      groups: groups, hasBias: bias != nil)
    return "conv1d(\(inChannels), \(outChannels), \(kernelSize)\(text.description))"
  }

  package var parameters: [LearnedParameter] { [weight] + (bias.map { [$0] } ?? []) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }

  private var border: (both: Size2d, extra: Size2d) {
    (padding.map { .size(Size2d(0, $0)) } ?? ConvolutionPadding.same)
      .border(Size2d(1, kernelSize), dilation: Size2d(1, dilation))
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    let shape = try resultShapes(x.shape)[0]
    let images = try Variable.reshape(x, x.shape.inserting(1, at: 2)).extended(by: border.extra)
    let kernels = try Variable.reshape(weight, weight.shape.inserting(1, at: 2))
    let result = try Variable.conv2d(
      images, kernels, bias, stride: Size2d(1, stride), padding: border.both, dilation: Size2d(1, dilation),
      groups: groups)
    return [try .reshape(result, shape)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    try Self.checkRows(input, inChannels, description, "conv1d")
    let span = dilation * (kernelSize - 1) + 1
    guard padding == nil || input[2] + 2 * (padding ?? 0) >= span else {
      throw TensorError(
        .shape, "conv1d", "\(description): its kernels lie over \(span) elements, and the rows of \(input) have fewer",
        suggestion: "use a smaller kernel or more padding")
    }
    let geometry = try ConvolutionGeometry(
      input.replacing(1, with: inChannels / groups).inserting(1, at: 2).extended(by: border.extra),
      weight.shape.inserting(1, at: 2), stride: Size2d(1, stride), padding: border.both, dilation: Size2d(1, dilation))
    return [[input[0], outChannels, geometry.outWidth]]
  }

  static func checkRows(_ input: Shape, _ channels: Int, _ description: String, _ name: String) throws {
    guard input.rank == 3, input[1] == channels else {
      throw TensorError(
        .shape, name, "\(description) needs rows of shape batch×\(channels)×length, and the input is \(input)",
        suggestion: input.rank == 2 && channels == 1 ? "add the missing dimension: x.unsqueeze(1)" : nil)
    }
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Conv1d(copying: self, copies: copies) }

  private init(copying other: Conv1d, copies: NetworkCopies) throws {
    (inChannels, outChannels, kernelSize) = (other.inChannels, other.outChannels, other.kernelSize)
    (stride, padding, dilation, groups) = (other.stride, other.padding, other.dilation, other.groups)
    weight = try copies.copy(other.weight)
    bias = try other.bias.map { try copies.copy($0) }
  }
}

/// The convolution of rows backwards: [batch, in, length] grows by the step to [batch, out, …].
package final class ConvTranspose1d: Layer {
  package let inChannels, outChannels, kernelSize, stride, padding, outputPadding, dilation, groups: Int
  package private(set) var weight: LearnedParameter
  package private(set) var bias: LearnedParameter?

  /// - Throws: ``TensorError`` of code `memory`, or `value` where the settings contradict each other.
  package init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Int, stride: Int = 1, padding: Int = 0,
    outputPadding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true, random: inout RandomSource
  ) throws {
    try Conv2d.check("conv_transpose1d", inChannels, outChannels, groups)
    (self.inChannels, self.outChannels, self.kernelSize, self.stride) = (inChannels, outChannels, kernelSize, stride)
    (self.padding, self.outputPadding, self.dilation, self.groups) = (padding, outputPadding, dilation, groups)
    let fanIn = outChannels / groups * kernelSize
    weight = try Initializer.uniform(
      [inChannels, outChannels / groups, kernelSize], fanIn: fanIn, name: "weight", &random)
    self.bias = bias ? try Initializer.uniform([outChannels], fanIn: fanIn, name: "bias", &random) : nil
  }

  package var description: String {
    let text = ConvolutionText(
      stride: Size2d(stride), padding: .size(Size2d(padding)), outputPadding: Size2d(outputPadding),
      dilation: Size2d(dilation), groups: groups, hasBias: bias != nil)
    return "conv_transpose1d(\(inChannels), \(outChannels), \(kernelSize)\(text.description))"
  }

  package var parameters: [LearnedParameter] { [weight] + (bias.map { [$0] } ?? []) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    let shape = try resultShapes(x.shape)[0]
    let result = try Variable.convTranspose2d(
      .reshape(x, x.shape.inserting(1, at: 2)), .reshape(weight, weight.shape.inserting(1, at: 2)), bias,
      stride: Size2d(1, stride), padding: Size2d(0, padding), outputPadding: Size2d(0, outputPadding),
      dilation: Size2d(1, dilation), groups: groups)
    return [try .reshape(result, shape)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    try Conv1d.checkRows(input, inChannels, description, "conv_transpose1d")
    let rest = dilation * (kernelSize - 1) + 1 + outputPadding - 2 * padding
    // Longer rows are refused below.
    guard input[2] > 0, (min(input[2], 1 << 30) - 1) * stride + rest > 0 else {
      throw TensorError(
        .shape, "conv_transpose1d", "\(description): nothing is left of rows of \(input)",
        suggestion: "use a larger kernel or less padding")
    }
    let geometry = try ConvolutionGeometry(
      transposing: input.replacing(1, with: inChannels / groups).inserting(1, at: 2),
      weight.shape.replacing(0, with: inChannels / groups).inserting(1, at: 2), stride: Size2d(1, stride),
      padding: Size2d(0, padding), outputPadding: Size2d(0, outputPadding), dilation: Size2d(1, dilation))
    return [[input[0], outChannels, geometry.inputShape[3]]]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try ConvTranspose1d(copying: self, copies: copies) }

  private init(copying other: ConvTranspose1d, copies: NetworkCopies) throws {
    (inChannels, outChannels, kernelSize, stride) = (
      other.inChannels, other.outChannels, other.kernelSize, other.stride
    )
    (padding, outputPadding, dilation, groups) = (other.padding, other.outputPadding, other.dilation, other.groups)
    weight = try copies.copy(other.weight)
    bias = try other.bias.map { try copies.copy($0) }
  }
}
