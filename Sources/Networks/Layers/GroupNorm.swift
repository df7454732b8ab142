import Autodiff
import Tensors

/// Groups of an example's channels to mean 0 and variance 1 together, then each channel scaled and shifted by what is
/// learned. With a group for each channel, instance normalization.
package final class GroupNorm: Layer {
  /// Nil for instance normalization.
  package let groups: Int?
  package let channels: Int
  package let epsilon: Double
  package private(set) var weight, bias: LearnedParameter?

  /// - Parameter affine: whether a weight and a bias are learned.
  /// - Throws: ``TensorError`` of code `memory`, or `value` where the groups do not divide the channels.
  package init(_ groups: Int?, _ channels: Int, epsilon: Double = 1e-5, affine: Bool = true) throws {
    guard groups ?? 1 > 0, channels % (groups ?? 1) == 0 else {
      throw TensorError(
        .value, "group_norm", "group_norm: \(groups ?? 1) groups do not divide \(channels) channels",
        suggestion: "a number of groups that divides \(channels)")
    }
    (self.groups, self.channels, self.epsilon) = (groups, channels, epsilon)
    weight = affine ? try LearnedParameter(Initializer.constant([channels], 1), name: "weight") : nil
    bias = affine ? try LearnedParameter(Initializer.constant([channels], 0), name: "bias") : nil
  }

  private var name: String { groups == nil ? "instance_norm" : "group_norm" }

  package var description: String {
    var text = groups.map { "group_norm(\($0), \(channels)" } ?? "instance_norm(\(channels)"
    if epsilon != 1e-5 { text += ", eps=\(epsilon)" }
    // Instance normalization learns nothing unless it is asked to.
    if (weight == nil) != (groups == nil) { text += ", affine=\(weight == nil ? "False" : "True")" }
    return text + ")"
  }

  package var parameters: [LearnedParameter] { [weight, bias].compactMap(\.self) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    _ = try resultShapes(x.shape)
    let parts = groups ?? channels
    let rows: Shape = [x.shape[0], parts, channels / parts * x.shape.dropFirst(2).count]
    guard rows[2] > 0 else { return [x] }
    var result = try Variable.reshape(
      .layerNorm(.reshape(x, rows), over: [rows[2]], nil, nil, epsilon: Float(epsilon)), x.shape)
    let perChannel = Shape([channels] + Array(repeating: 1, count: x.shape.rank - 2))
    if let weight { result = try result * .reshape(weight, perChannel) }
    if let bias { result = try result + .reshape(bias, perChannel) }
    return [result]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank >= 2, input[1] == channels else {
      throw TensorError(
        .shape, name,
        "\(description) needs an input of shape batch×\(channels)×height×width, and the input is \(input)",
        suggestion: input.rank >= 2 ? "rebuild the layer for \(input[1]) channels" : nil)
    }
    guard groups != nil || input.rank > 2 && input.dropFirst(2).count != 1 else {
      throw TensorError(
        .shape, name, "\(description) needs more than one value in each channel, and the input is \(input)")
    }
    return [input]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try GroupNorm(copying: self, copies: copies) }

  private init(copying other: GroupNorm, copies: NetworkCopies) throws {
    (groups, channels, epsilon) = (other.groups, other.channels, other.epsilon)
    weight = try other.weight.map { try copies.copy($0) }
    bias = try other.bias.map { try copies.copy($0) }
  }
}
