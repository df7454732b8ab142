import Autodiff
import Tensors

/// The border of zeros around an image: so many pixels, or as many as keep its size (`padding="same"`).
package enum ConvolutionPadding: Hashable, Sendable {
  case size(Size2d)
  case same

  /// As the language writes it: `1`, `(1, 0)`, `"same"`.
  package var description: String {
    switch self {
    case .size(let size): size.description
    case .same: "\"same\""
    }
  }

  /// The border on either side that a kernel needs, and what is missing of it on the right and at the bottom.
  package func border(_ kernel: Size2d, dilation: Size2d) -> (both: Size2d, extra: Size2d) {
    switch self {
    case .size(let size): return (size, 0)
    case .same:
      let (height, width) = (dilation.height * (kernel.height - 1), dilation.width * (kernel.width - 1))
      return (Size2d(height / 2, width / 2), Size2d(height % 2, width % 2))
    }
  }
}

extension ConvolutionPadding: ExpressibleByIntegerLiteral {
  package init(integerLiteral both: Int) { self = .size(Size2d(both)) }
}

extension Variable {
  /// Images with further rows and columns of zeros at the bottom and on the right.
  package func extended(by extra: Size2d) throws -> Variable {
    var x = self
    for (dimension, more) in [(2, extra.height), (3, extra.width)] where more > 0 && x.shape.rank == 4 {
      x = try .concatenate([x, Variable(try .zeros(x.shape.replacing(dimension, with: more)))], dimension)
    }
    return x
  }
}

extension Shape {
  /// The shape of ``Variable/extended(by:)``.
  func extended(by extra: Size2d) -> Shape {
    rank == 4 ? [self[0], self[1], self[2] + extra.height, self[3] + extra.width] : self
  }
}

/// The settings that all convolutions have, as the language writes them behind the sides of the kernel.
struct ConvolutionText {
  var stride: Size2d = 1
  var padding: ConvolutionPadding = 0
  var outputPadding: Size2d = 0
  var dilation: Size2d = 1
  var groups = 1
  var hasBias = true

  var description: String {
    var text = ""
    if stride != 1 { text += ", stride=\(stride)" }
    if padding != 0 { text += ", padding=\(padding.description)" }
    if outputPadding != 0 { text += ", output_padding=\(outputPadding)" }
    if dilation != 1 { text += ", dilation=\(dilation)" }
    if groups != 1 { text += ", groups=\(groups)" }
    if !hasBias { text += ", bias=False" }
    return text
  }
}
