/// The lengths of a tensor's dimensions, outermost first. A scalar has the empty shape.
package struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  package let dimensions: [Int]

  package init(_ dimensions: [Int]) { self.dimensions = dimensions }

  package init(arrayLiteral elements: Int...) { dimensions = elements }

  package static let scalar: Shape = []

  /// The most dimensions that a tensor may have: NumPy's limit, and far from what is of use.
  package static let maximumRank = 64

  package var rank: Int { dimensions.count }

  package subscript(_ dimension: Int) -> Int { dimensions[dimension] }

  /// The number of elements; 1 for a scalar. Saturates instead of overflowing, so that a preposterous shape is still
  /// refused by its size; an empty one too, where the lengths beside its 0 could not be multiplied either.
  package var count: Int {
    var count = 1
    for length in dimensions where length != 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      if overflow { return .max }
      count = product
    }
    return dimensions.contains(0) ? 0 : count
  }

  /// The distance in elements between neighbours along each dimension, row-major.
  package var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for dimension in stride(from: rank - 2, through: 0, by: -1) {
      strides[dimension] = strides[dimension + 1] * dimensions[dimension + 1]
    }
    return strides
  }

  package func dropFirst(_ count: Int = 1) -> Shape { Shape(Array(dimensions.dropFirst(count))) }

  package func dropLast(_ count: Int = 1) -> Shape { Shape(Array(dimensions.dropLast(count))) }

  package static func + (left: Shape, right: Shape) -> Shape { Shape(left.dimensions + right.dimensions) }

  package func replacing(_ dimension: Int, with length: Int) -> Shape {
    var dimensions = dimensions
    dimensions[dimension] = length
    return Shape(dimensions)
  }

  package func removing(_ dimension: Int) -> Shape {
    var dimensions = dimensions
    dimensions.remove(at: dimension)
    return Shape(dimensions)
  }

  package func inserting(_ length: Int, at dimension: Int) -> Shape {
    var dimensions = dimensions
    dimensions.insert(length, at: dimension)
    return Shape(dimensions)
  }

  /// The non-negative form of a dimension that may count from the end.
  ///
  /// - Throws: ``TensorError`` where there is no such dimension.
  package func axis(_ dimension: Int, for operation: String) throws -> Int {
    guard (-rank..<rank).contains(dimension) else {
      throw TensorError(
        .index, operation, "\(operation): there is no dimension \(dimension) in a tensor of shape \(self)",
        suggestion: rank == 0
          ? "leave out dim="
          : rank == 1 ? "dim=0, its only one" : "dim=0 to \(rank - 1), or from the end -1 to -\(rank)")
    }
    return dimension < 0 ? dimension + rank : dimension
  }

  /// The non-negative forms of several dimensions.
  ///
  /// - Throws: ``TensorError`` where there is no such dimension, or one is named twice.
  package func axes(_ dimensions: [Int], for operation: String) throws -> [Int] {
    let axes = try dimensions.map { try axis($0, for: operation) }
    for (place, axis) in axes.enumerated() where axes[..<place].contains(axis) {
      throw TensorError(
        .index, operation, "\(operation): dimension \(axis) is named twice in dim=\(dimensions)",
        suggestion: "name each dimension once")
    }
    return axes
  }

  /// Whether this is a scalar, and the dimension one that PyTorch lets it have: it is a row of one element then.
  package func isRow(along dimension: Int) -> Bool { rank == 0 && (-1...0).contains(dimension) }

  /// The shape two operands have together under NumPy's rule: dimensions are matched from the last, and one of length 1
  /// is repeated.
  ///
  /// - Throws: ``TensorError`` where two lengths differ and neither is 1.
  package func broadcast(with other: Shape, for operation: String) throws -> Shape {
    if self == other { return self }
    let rank = max(self.rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for fromEnd in 1...max(rank, 1) where fromEnd <= rank {
      let left = fromEnd <= self.rank ? self[self.rank - fromEnd] : 1
      let right = fromEnd <= other.rank ? other[other.rank - fromEnd] : 1
      guard left == right || left == 1 || right == 1 else {
        throw TensorError(
          .shape, operation,
          "\(operation): \(self) and \(other) do not broadcast: dimension \(self.rank == other.rank ? rank - fromEnd : -fromEnd) "
            + "has \(left) on the left and \(right) on the right",
          suggestion: self.rank == other.rank
            ? "make the two lengths equal, or one of them 1"
            : "shapes are compared from their last dimensions: give both as many, with flatten or reshape")
      }
      result[rank - fromEnd] = left == 1 ? right : left
    }
    return Shape(result)
  }
}

extension Shape: CustomStringConvertible {
  /// `64×30`; `scalar` for the empty shape.
  package var description: String {
    dimensions.isEmpty ? "scalar" : dimensions.map(String.init).joined(separator: "×")
  }
}
