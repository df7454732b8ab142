import Autodiff
import Tensors
import Text

/// y = x · wᵀ + b over the last dimension: x […, in], w [out, in], b [out].
package final class Linear: Layer {
  package let inFeatures: Int
  package let outFeatures: Int
  package private(set) var weight: LearnedParameter
  package private(set) var bias: LearnedParameter?

  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, random: inout RandomSource) throws {
    self.inFeatures = inFeatures
    self.outFeatures = outFeatures
    weight = try Initializer.uniform([outFeatures, inFeatures], fanIn: inFeatures, name: "weight", &random)
    self.bias = bias ? try Initializer.uniform([outFeatures], fanIn: inFeatures, name: "bias", &random) : nil
  }

  package var description: String { "linear(\(inFeatures), \(outFeatures)\(bias == nil ? ", bias=False" : ""))" }

  package var parameters: [LearnedParameter] { [weight] + (bias.map { [$0] } ?? []) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    let shape = try resultShapes(x.shape)[0]
    if x.shape.rank == 2 { return [try .linear(x, weight, bias)] }
    let rows = try Variable.reshape(x, [x.shape.dropLast().count, inFeatures])
    return [try .reshape(try .linear(rows, weight, bias), shape)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard let last = input.dimensions.last, last == inFeatures else {
      let found = input.rank == 0 ? "one number" : "\(input)"
      throw TensorError(
        .shape, "linear",
        "\(description) needs \(counted(inFeatures, "feature")) in the last dimension, and the input is \(found)",
        suggestion: suggestion(for: input))
    }
    return [input.dropLast() + [outFeatures]]
  }

  /// Suggests what to do about an input of another length. After convolutions it is all the numbers of an image that go in.
  private func suggestion(for input: Shape) -> String? {
    guard let last = input.dimensions.last else { return nil }
    let whole = input.dropFirst().count
    // A row of numbers, each of which is meant to be an input.
    if inFeatures == 1, input.rank == 1 || input.rank == 2 && input[0] == 1 {
      return "a row for each number: x.reshape(-1, 1)"
    }
    if input.rank > 2, whole == inFeatures { return "flatten the input first: flatten(x)" }
    if input.rank == 4 { return "put flatten before it, and rebuild it: flatten, linear(\(whole), \(outFeatures))" }
    return "rebuild the layer as linear(\(last), \(outFeatures))"
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Linear(copying: self, copies: copies) }

  private init(copying other: Linear, copies: NetworkCopies) throws {
    inFeatures = other.inFeatures
    outFeatures = other.outFeatures
    weight = try copies.copy(other.weight)
    bias = try other.bias.map { try copies.copy($0) }
  }
}
