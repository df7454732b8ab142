import Autodiff
import Tensors

/// A learned row of numbers for each whole number: [ … ] to [ …, width].
package final class Embedding: Layer {
  package let count, width: Int
  /// A number whose row is zeros and stays so.
  package let paddingIndex: Int?
  package private(set) var weight: LearnedParameter

  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ count: Int, _ width: Int, paddingIndex: Int? = nil, random: inout RandomSource) throws {
    (self.count, self.width, self.paddingIndex) = (count, width, paddingIndex)
    let values =
      AbstractTensors.inUse
      ? try Tensor(uninitialized: [count, width], for: "network")
      : try random.next(.initialization).normal([count, width])
    if let paddingIndex, !AbstractTensors.inUse {
      (values.mutablePointer + paddingIndex * width).update(repeating: 0, count: width)
    }
    weight = try LearnedParameter(values, name: "weight")
  }

  package var description: String {
    "embedding(\(count), \(width)\(paddingIndex.map { ", padding_idx=\($0)" } ?? ""))"
  }

  package var parameters: [LearnedParameter] { [weight] }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    guard name == "weight", let parameter else { return false }
    weight = parameter
    return true
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    let (shape, indices) = (try resultShapes(x.shape)[0], x.value)
    try indices.checkIndices(below: count, for: "embedding")
    let rows = indices.array.map { Int($0) }
    var result = try Variable.select(weight, 0, rows)
    if let paddingIndex, rows.contains(paddingIndex) {
      // The row's own values, through which no gradient passes.
      let isPadding = try Tensor(rows.map { $0 == paddingIndex ? 1 : 0 }, [rows.count, 1])
      result = try .choose(Variable(isPadding), .detach(result), result)
    }
    return [try .reshape(result, shape)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input + [width]] }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Embedding(copying: self, copies: copies) }

  private init(copying other: Embedding, copies: NetworkCopies) throws {
    (count, width, paddingIndex) = (other.count, other.width, other.paddingIndex)
    weight = try copies.copy(other.weight)
  }
}

/// x where positive, a learned part of it elsewhere: one for all, or one for each channel.
package final class PReLU: Layer {
  package let count: Int
  package let start: Double
  package private(set) var weight: LearnedParameter

  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ count: Int = 1, start: Double = 0.25) throws {
    (self.count, self.start) = (count, start)
    weight = try LearnedParameter(Initializer.constant([count], Float(start)), name: "weight")
  }

  package var description: String {
    var parts: [String] = []
    if count != 1 { parts.append("num_parameters=\(count)") }
    if start != 0.25 { parts.append("init=\(start)") }
    return parts.isEmpty ? "prelu()" : "prelu(\(parts.joined(separator: ", ")))"
  }

  package var parameters: [LearnedParameter] { [weight] }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    guard name == "weight", let parameter else { return false }
    weight = parameter
    return true
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    _ = try resultShapes(x.shape)
    var slope: Variable = weight
    if count > 1 { slope = try .reshape(weight, Shape([count] + Array(repeating: 1, count: max(0, x.shape.rank - 2)))) }
    let isPositive = Variable(try .compare(x.value, .greater, .scalar(0)))
    // Zeros where x is positive, or the slope's gradient would have 0 · ∞ of an infinite one.
    return [try .choose(isPositive, x, slope * .choose(isPositive, .constant(0), x))]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard count == 1 || input.rank >= 2 && input[1] == count else {
      throw TensorError(
        .shape, "prelu", "\(description) needs \(count) channels in the second dimension, and the input is \(input)")
    }
    return [input]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try PReLU(copying: self, copies: copies) }

  private init(copying other: PReLU, copies: NetworkCopies) throws {
    (count, start) = (other.count, other.start)
    weight = try copies.copy(other.weight)
  }
}
