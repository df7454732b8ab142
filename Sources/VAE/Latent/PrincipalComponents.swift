import Tensors

/// The two directions in which points vary most, for a picture of a latent space of more than two dimensions.
package struct PrincipalComponents: Sendable {
  /// The points in the plane of the two directions, each less the mean.
  package let coordinates: [(x: Double, y: Double)]
  /// The share of all variance that each direction holds.
  package let shares: (x: Double, y: Double)
  /// The two directions, of length 1, and the mean: a point is the mean plus its coordinates times these.
  package let directions: [[Double]]
  package let centre: [Double]

  /// - Parameter points: [points, dimensions], of each at least one.
  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ points: Tensor) throws {
    let (count, dimensions) = (points.shape[0], points.shape[1])
    let share = 1 / Double(max(1, count))
    let mean = try points.sum(0).scaled(by: Float(share))
    let centred = try points - mean
    let products = try Tensor.matmul(centred.transposed(0, 1), centred).scaled(by: Float(share))
    var covariance = Square(dimensions, products.array.map(Double.init))
    let total = max(covariance.trace, .leastNormalMagnitude)
    let first = covariance.leading()
    // The variance along the first direction is taken out before the second is looked for.
    covariance.subtract(first)
    let second = covariance.leading()
    let plane = try Tensor((first.vector + second.vector).map(Float.init), [2, dimensions])
    let places = try Tensor.matmul(centred, plane.transposed(0, 1)).array
    coordinates = (0..<count).map { point in (x: Double(places[2 * point]), y: Double(places[2 * point + 1])) }
    shares = (first.value / total, second.value / total)
    directions = [first.vector, second.vector]
    centre = mean.array.map(Double.init)
  }
}

/// A symmetric matrix, row after row.
private struct Square {
  typealias Eigen = (value: Double, vector: [Double])

  let side: Int
  private var numbers: [Double]

  init(_ side: Int, _ numbers: [Double]) { (self.side, self.numbers) = (side, numbers) }

  var trace: Double { (0..<side).reduce(0) { $0 + numbers[$1 * (side + 1)] } }

  mutating func subtract(_ eigen: Eigen) {
    for i in 0..<side {
      for j in 0..<side { numbers[i * side + j] -= eigen.value * eigen.vector[i] * eigen.vector[j] }
    }
  }

  /// The largest eigenvalue and its vector, by repeated multiplication.
  func leading() -> Eigen {
    // Begin with the column of the largest diagonal entry: it cannot be at right angles to what is looked for.
    let start = (0..<side).max { numbers[$0 * (side + 1)] < numbers[$1 * (side + 1)] } ?? 0
    var vector = (0..<side).map { numbers[$0 * side + start] }
    var value = 0.0
    for _ in 0..<1000 {
      let length = Self.product(vector[...], vector).squareRoot()
      guard length > 0 else { return (0, (0..<side).map { $0 == start ? 1 : 0 }) }
      vector = vector.map { $0 / length }
      let next = (0..<side).map { Self.product(numbers[$0 * side..<($0 + 1) * side], vector) }
      let estimate = Self.product(next[...], vector)
      let isSettled = abs(estimate - value) <= 1e-12 * abs(estimate)
      (value, vector) = (estimate, next)
      if isSettled { break }
    }
    let length = Self.product(vector[...], vector).squareRoot()
    return (value, length > 0 ? vector.map { $0 / length } : vector)
  }

  private static func product(_ left: ArraySlice<Double>, _ right: [Double]) -> Double {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        var sum = 0.0
        for index in 0..<right.count { sum += left[index] * right[index] }
        return sum
      }
    }
  }
}
