import Autodiff
import Tensors
import Text

/// Each example's last dimensions to mean 0 and variance 1, then scaled and shifted by what is learned, a number for each
/// place in them.
package final class LayerNorm: Layer {
  /// Of the last dimensions that are normalized together.
  package let shape: Shape
  package let epsilon: Double
  package private(set) var weight, bias: LearnedParameter?

  /// - Parameter affine: whether a weight and a bias are learned.
  /// - Throws: ``TensorError`` of code `memory`, or `value` where the shape is empty.
  package init(_ shape: Shape, epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true) throws {
    guard shape.rank > 0, !shape.dimensions.contains(where: { $0 < 1 }) else {
      throw TensorError(.value, "layer_norm", "layer_norm needs at least one dimension, each at least 1")
    }
    self.shape = shape
    self.epsilon = epsilon
    weight = affine ? try LearnedParameter(Initializer.constant(shape, 1), name: "weight") : nil
    self.bias = affine && bias ? try LearnedParameter(Initializer.constant(shape, 0), name: "bias") : nil
  }

  package var description: String {
    let lengths = shape.dimensions.map(String.init).joined(separator: ", ")
    var text = "layer_norm(\(shape.rank == 1 ? lengths : "(\(lengths))")"
    if epsilon != 1e-5 { text += ", eps=\(epsilon)" }
    if weight == nil { text += ", elementwise_affine=False" } else if bias == nil { text += ", bias=False" }
    return text + ")"
  }

  package var parameters: [LearnedParameter] { [weight, bias].compactMap(\.self) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    _ = try resultShapes(x.shape)
    return [try .layerNorm(x, over: shape, weight, bias, epsilon: Float(epsilon))]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank >= shape.rank, Shape(Array(input.dimensions.suffix(shape.rank))) == shape else {
      throw TensorError(
        .shape, "layer_norm",
        "\(description) needs \(shape) in the last \(shape.rank == 1 ? "dimension" : counted(shape.rank, "dimension")), and the "
          + "input is \(input)",
        suggestion: shape.rank == 1 && input.rank > 0
          ? "rebuild the layer as layer_norm(\(input[input.rank - 1]))" : nil)
    }
    return [input]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try LayerNorm(copying: self, copies: copies) }

  private init(copying other: LayerNorm, copies: NetworkCopies) throws {
    shape = other.shape
    epsilon = other.epsilon
    weight = try other.weight.map { try copies.copy($0) }
    bias = try other.bias.map { try copies.copy($0) }
  }
}
