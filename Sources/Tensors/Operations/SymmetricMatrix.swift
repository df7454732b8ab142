/// A symmetric matrix of doubles, for sums that float32 is too coarse for.
package struct SymmetricMatrix: Sendable {
  package let side: Int
  /// Row after row.
  package private(set) var numbers: [Double]

  /// - Parameter numbers: side · side of them, row after row; the lower triangle is read.
  package init(_ numbers: [Double], side: Int) { (self.side, self.numbers) = (side, numbers) }

  /// XᵀX / divisor for X [rows, side], given a part of its rows at a time, each less the mean.
  ///
  /// - Throws: what `check`, called between parts, throws.
  package init(covarianceOf rows: Tensor, mean: [Double], divisor: Double, check: () throws -> Void) throws {
    side = rows.shape[1]
    numbers = [Double](repeating: 0, count: side * side)
    let together = 512
    for start in stride(from: 0, to: rows.shape[0], by: together) {
      try check()
      let count = min(together, rows.shape[0] - start)
      let first = rows.pointer + start * side
      let centred = (0..<count * side).map { Double(first[$0]) - mean[$0 % side] }
      BLAS.multiply(side, side, count, centred, transposeA: true, centred, adding: &numbers)
    }
    for place in numbers.indices { numbers[place] /= divisor }
  }

  /// The sum of the diagonal.
  package var trace: Double { (0..<side).reduce(0) { $0 + numbers[$1 * (side + 1)] } }

  /// The least first.
  ///
  /// - Throws: ``TensorError`` where they cannot be found.
  package func eigenvalues() throws -> [Double] {
    try LAPACK.symmetricEigen(numbers, side, withVectors: false).values
  }

  /// The lower triangle L with L · Lᵀ = this, row after row, zeros above; nil where there is none.
  ///
  /// - Throws: ``TensorError`` where OpenBLAS has no room to work in.
  package func cholesky() throws -> [Double]? { try LAPACK.cholesky(numbers, side) }

  /// The inverse of a lower triangle, row after row, without zeros on its diagonal.
  ///
  /// - Throws: ``TensorError`` where OpenBLAS has no room to work in.
  package static func inverse(ofLower lower: [Double], side: Int) throws -> [Double] {
    try LAPACK.inverse(ofLower: lower, side)
  }

  /// The matrix with the same eigenvectors and other eigenvalues.
  ///
  /// - Throws: ``TensorError`` where they cannot be found.
  package func map(_ change: (Double) -> Double) throws -> SymmetricMatrix {
    let (values, vectors) = try LAPACK.symmetricEigen(numbers, side)
    let changed = values.map(change)
    let scaled = vectors.indices.map { vectors[$0] * changed[$0 / side] }
    var result = [Double](repeating: 0, count: side * side)
    BLAS.multiply(side, side, side, vectors, transposeA: true, scaled, adding: &result)
    return SymmetricMatrix(result, side: side)
  }

  /// self · other · self.
  package func around(_ other: SymmetricMatrix) -> SymmetricMatrix {
    var (half, whole) = ([Double](repeating: 0, count: side * side), [Double](repeating: 0, count: side * side))
    BLAS.multiply(side, side, side, numbers, other.numbers, adding: &half)
    BLAS.multiply(side, side, side, half, numbers, adding: &whole)
    return SymmetricMatrix(whole, side: side)
  }
}
