import Glibc
import Threads

// Square matrices [ …, n, n], each of a batch by itself.

extension Tensor {
  /// - Throws: ``TensorError`` where the last two dimensions are no square, or larger than what is done at a time.
  package func requireSquares(for operation: String) throws {
    guard rank >= 2, shape[rank - 1] == shape[rank - 2] else {
      throw TensorError(
        .shape, operation, "\(operation) takes square matrices, and this is \(shape)",
        suggestion: "its last two dimensions have one length")
    }
    guard shape[rank - 1] <= LAPACK.mostRows else {
      throw TensorError(
        .value, operation, "\(operation) takes matrices of at most \(LAPACK.mostRows) rows, and this is \(shape)")
    }
  }

  private var matrixCount: Int { shape.dropLast(2).count }

  private func matrix(_ index: Int) -> Tensor {
    let n = shape[rank - 1]
    return view([shape[rank - 2], n], offset: index * shape[rank - 2] * n)
  }

  /// The sign of each determinant, and the logarithm of its magnitude; 0 and -∞ where it is 0.
  package func signsAndLogarithmsOfDeterminants() throws -> (signs: Tensor, logarithms: Tensor) {
    try requireSquares(for: "slogdet")
    let (signs, logarithms) = (
      try Tensor(uninitialized: shape.dropLast(2), for: "slogdet"),
      try Tensor(uninitialized: shape.dropLast(2), for: "slogdet")
    )
    for index in 0..<matrixCount {
      try Cancellation.current.check()
      let (diagonal, sign) = try LAPACK.Factors(matrix(index)).diagonal
      let negative = diagonal.count { $0 < 0 }
      let total = diagonal.reduce(0.0) { $0 + Glibc.log(Double(Swift.abs($1))) }
      signs.mutablePointer[index] =
        total.isNaN ? .nan : total == -.infinity ? 0 : sign * (negative % 2 == 0 ? 1 : -1)
      logarithms.mutablePointer[index] = Float(total)
    }
    return (signs, logarithms)
  }

  package func determinants() throws -> Tensor {
    try requireSquares(for: "det")
    let result = try Tensor(uninitialized: shape.dropLast(2), for: "det")
    for index in 0..<matrixCount {
      try Cancellation.current.check()
      let (diagonal, sign) = try LAPACK.Factors(matrix(index)).diagonal
      result.mutablePointer[index] = Float(diagonal.reduce(Double(sign)) { $0 * Double($1) })
    }
    return result
  }

  /// x with self · x = b, or selfᵀ · x = b, for b [ …, n, k].
  ///
  /// - Throws: ``TensorError`` of code `matrix` where a matrix is singular.
  package func solved(_ b: Tensor, transposed: Bool = false, for operation: String) throws -> Tensor {
    let (n, k) = (shape[rank - 1], b.shape[b.rank - 1])
    // Column by column.
    let columns = try b.transposed(b.rank - 2, b.rank - 1).copy().as(.real)
    for index in 0..<matrixCount {
      try Cancellation.current.check()
      let factors = try LAPACK.Factors(matrix(index))
      guard !factors.isSingular else { throw Self.singular(operation, index, of: matrixCount) }
      factors.solve(columns.view([k, n], offset: index * k * n), transposed: transposed)
    }
    return try columns.transposed(b.rank - 2, b.rank - 1)
  }

  /// The inverse of each matrix.
  package func inverted(for operation: String = "inv") throws -> Tensor {
    try requireSquares(for: operation)
    let n = shape[rank - 1]
    let identity = try Tensor.generate([n, n], for: operation) { $0 / n == $0 % n ? 1 : 0 }
    return try solved(try identity.expanded(to: shape), for: operation)
  }

  /// The lower triangles L with L · Lᵀ = self.
  ///
  /// - Throws: ``TensorError`` of code `matrix` where a matrix is not positive definite.
  package func cholesky() throws -> Tensor {
    try requireSquares(for: "cholesky")
    let (n, result) = (shape[rank - 1], try Tensor.zeros(shape))
    for index in 0..<matrixCount {
      try Cancellation.current.check()
      guard let lower = try LAPACK.cholesky(matrix(index)) else {
        throw TensorError(
          .matrix, "cholesky",
          "cholesky: \(matrixCount == 1 ? "this matrix" : "matrix \(index) of the batch") is not positive definite",
          suggestion: "x + 1e-4 * eye(\(n)) moves its eigenvalues away from 0")
      }
      let to = result.mutablePointer + index * n * n
      for row in 0..<n { (to + row * n).update(from: lower.pointer + row * n, count: row + 1) }
    }
    return result
  }

  private static func singular(_ operation: String, _ index: Int, of count: Int) -> TensorError {
    TensorError(
      .matrix, operation,
      "\(operation): \(count == 1 ? "this matrix" : "matrix \(index) of the batch") is singular: its rows depend on each "
        + "other", suggestion: "x + 1e-4 * eye(len(x)) is not, if that little does no harm")
  }
}
