import CBLAS

/// The factors of square matrices, by OpenBLAS. Matrices here are row-major, and LAPACK's column-major: it sees transposes.
enum LAPACK {
  /// The most rows and columns: what takes some seconds, in which no interrupt gets through.
  static let mostRows = 8192

  /// A matrix as the product of a lower and an upper triangle, with exchanged rows (LU), of its transpose.
  struct Factors {
    let n: Int
    /// Both triangles, in LAPACK's order.
    let triangles: Tensor
    let pivots: [blasint]
    /// Whether the product is singular: a 0 stands on the diagonal.
    let isSingular: Bool

    /// - Parameter matrix: [n, n], which is copied.
    init(_ matrix: Tensor) throws {
      n = matrix.shape[0]
      _ = BLAS.ready
      try BLASRoom.shared.check("linalg")
      let copy = try matrix.copy()
      var (size, info, pivots) = (blasint(n), blasint(0), [blasint](repeating: 0, count: max(1, n)))
      var leading = blasint(max(1, n))
      BLASRoom.shared.working { sgetrf_(&size, &size, copy.mutablePointer, &leading, &pivots, &info) }
      (triangles, self.pivots, isSingular) = (copy, pivots, info > 0)
    }

    /// The diagonal of the upper triangle, with the sign that exchanging rows gives.
    var diagonal: (values: [Float], sign: Float) {
      let swaps = (0..<n).count { pivots[$0] != blasint($0 + 1) }
      return ((0..<n).map { triangles.pointer[$0 * n + $0] }, swaps % 2 == 0 ? 1 : -1)
    }

    /// x with matrix · x = b, or transposed · x = b: for each row of `columns` [k, n], one of b's columns, in place.
    func solve(_ columns: Tensor, transposed: Bool) {
      var (size, count, info) = (blasint(n), blasint(columns.shape[0]), blasint(0))
      var leading = blasint(max(1, n))
      // What LAPACK sees is the transpose.
      var letter: CChar = transposed ? 78 : 84
      BLASRoom.shared.working {
        sgetrs_(
          &letter, &size, &count, triangles.pointer, &leading, pivots, columns.mutablePointer, &leading, &info, 1)
      }
    }
  }

  /// The lower triangle L with L · Lᵀ = matrix, written over the lower triangle of a copy; nil where there is none.
  static func cholesky(_ matrix: Tensor) throws -> Tensor? {
    _ = BLAS.ready
    try BLASRoom.shared.check("cholesky")
    let copy = try matrix.copy()
    var (size, info) = (blasint(matrix.shape[0]), blasint(0))
    var leading = max(1, size)
    // LAPACK's upper triangle is the lower one here.
    var letter: CChar = 85
    BLASRoom.shared.working { spotrf_(&letter, &size, copy.mutablePointer, &leading, &info, 1) }
    return info == 0 ? copy : nil
  }
}
