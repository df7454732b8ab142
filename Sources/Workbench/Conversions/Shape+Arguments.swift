import Language
import Tensors

// Shapes from the numbers that a call gives.

extension Shape {
  /// - Throws: ``Diagnostic`` where a length is negative, or there are too many.
  init(lengths: [Int], for entry: String) throws {
    if let wrong = lengths.first(where: { $0 < 0 }) {
      throw Diagnostic(.value, "\(entry): a dimension cannot have the length \(wrong)")
    }
    self = try Shape(lengths).checked(for: entry)
  }

  /// - Throws: ``Diagnostic`` where the shape has too many dimensions.
  func checked(for entry: String) throws -> Shape {
    guard rank <= Self.maximumRank else {
      throw Diagnostic(
        .value, "\(entry): a tensor has at most \(Self.maximumRank) dimensions, and this would have \(rank)")
    }
    return self
  }

  /// The shape of `reshape`'s lengths for as many elements as this shape has: the one -1 is replaced by what is left.
  ///
  /// - Throws: ``Diagnostic`` where there are several, or what is left is no whole number.
  func reshaped(_ lengths: [Int]) throws -> Shape {
    guard let open = lengths.firstIndex(of: -1) else { return try Shape(lengths: lengths, for: "reshape") }
    guard lengths.lastIndex(of: -1) == open else {
      throw Diagnostic(
        .value, "reshape: only one length may be -1, to be found from the others",
        suggestion: "give all lengths but one")
    }
    var lengths = lengths
    lengths[open] = 1
    let known = try Shape(lengths: lengths, for: "reshape").count
    guard known > 0, count % known == 0 else {
      throw Diagnostic(
        .shape, "reshape: \(count) elements of a tensor of shape \(self) cannot be divided by \(known)",
        suggestion: "choose lengths whose product divides \(count)")
    }
    lengths[open] = count / known
    return try Shape(lengths: lengths, for: "reshape")
  }
}
