/// The two directions in which points vary most, for a picture of a latent space of more than two dimensions.
package struct PrincipalComponents: Sendable {
  /// The points in the plane of the two directions, each less the mean.
  package let coordinates: [(x: Double, y: Double)]
  /// The share of all variance that each direction holds.
  package let shares: (x: Double, y: Double)

  /// - Parameter points: each of the same number of coordinates, at least two.
  package init(_ points: [[Double]]) {
    let dimensions = points.first?.count ?? 0
    let count = Double(max(1, points.count))
    let mean = (0..<dimensions).map { dimension in points.reduce(0) { $0 + $1[dimension] } / count }
    let centred = points.map { point in zip(point, mean).map { $0 - $1 } }
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: dimensions), count: dimensions)
    for point in centred {
      for i in 0..<dimensions { for j in 0...i { covariance[i][j] += point[i] * point[j] / count } }
    }
    for i in 0..<dimensions { for j in i..<dimensions { covariance[i][j] = covariance[j][i] } }
    let total = max((0..<dimensions).reduce(0) { $0 + covariance[$1][$1] }, .leastNormalMagnitude)
    let first = Self.leading(covariance)
    // What the first direction explains is taken out before the second is looked for.
    for i in 0..<dimensions {
      for j in 0..<dimensions { covariance[i][j] -= first.value * first.vector[i] * first.vector[j] }
    }
    let second = Self.leading(covariance)
    func along(_ vector: [Double], _ point: [Double]) -> Double { zip(vector, point).reduce(0) { $0 + $1.0 * $1.1 } }
    coordinates = centred.map { (along(first.vector, $0), along(second.vector, $0)) }
    shares = (first.value / total, second.value / total)
  }

  /// The largest eigenvalue of a symmetric matrix and its vector, by repeated multiplication.
  private static func leading(_ matrix: [[Double]]) -> (value: Double, vector: [Double]) {
    // Begin with the column of the largest diagonal entry: it cannot be at right angles to what is looked for.
    let start = matrix.indices.max { matrix[$0][$0] < matrix[$1][$1] } ?? 0
    var vector = matrix.indices.map { matrix[$0][start] }
    var value = 0.0
    for _ in 0..<1000 {
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { return (0, matrix.indices.map { $0 == start ? 1 : 0 }) }
      vector = vector.map { $0 / length }
      let next = matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
      let estimate = zip(next, vector).reduce(0) { $0 + $1.0 * $1.1 }
      if abs(estimate - value) <= 1e-13 * abs(estimate) {
        value = estimate
        break
      }
      (value, vector) = (estimate, next)
    }
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return (value, length > 0 ? vector.map { $0 / length } : vector)
  }
}
