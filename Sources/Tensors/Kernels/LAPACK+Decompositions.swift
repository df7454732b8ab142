import CBLAS

extension LAPACK {
  /// The lower triangle L with L · Lᵀ = a matrix [n, n], of which the lower triangle is read, zeros above; nil where there is none
  /// (`dpotrf`).
  ///
  /// - Throws: ``TensorError`` where OpenBLAS has no room to work in.
  static func cholesky(_ matrix: [Double], _ n: Int) throws -> [Double]? {
    _ = BLAS.ready
    try BLASRoom.shared.check("cholesky")
    var (lower, size, info) = (matrix, blasint(n), blasint(0))
    // LAPACK's upper triangle is the lower one here.
    var (letter, leading): (CChar, blasint) = (85, blasint(max(1, n)))
    BLASRoom.shared.working { dpotrf_(&letter, &size, &lower, &leading, &info, 1) }
    for row in 0..<n { for column in row + 1..<max(row + 1, n) { lower[row * n + column] = 0 } }
    return info == 0 ? lower : nil
  }

  /// The inverse of a lower triangle [n, n] without zeros on its diagonal (`dtrtri`).
  ///
  /// - Throws: ``TensorError`` where OpenBLAS has no room to work in.
  static func inverse(ofLower lower: [Double], _ n: Int) throws -> [Double] {
    _ = BLAS.ready
    try BLASRoom.shared.check("inv")
    var (inverse, size, info) = (lower, blasint(n), blasint(0))
    var (letter, diagonal, leading): (CChar, CChar, blasint) = (85, 78, blasint(max(1, n)))
    BLASRoom.shared.working { dtrtri_(&letter, &diagonal, &size, &inverse, &leading, &info, 1, 1) }
    return inverse
  }

  /// Eigenvalues of a symmetric matrix [n, n], the least first, and their vectors, one row after another (`dsyevd`).
  ///
  /// - Parameter withVectors: whether these are wanted: they take most of the time.
  /// - Throws: ``TensorError`` where it does not converge, or OpenBLAS has no room to work in.
  static func symmetricEigen(
    _ matrix: [Double], _ n: Int, withVectors: Bool = true
  ) throws -> (values: [Double], vectors: [Double]) {
    guard n > 0 else { return ([], []) }
    _ = BLAS.ready
    try BLASRoom.shared.check("eigh")
    var (vectors, values) = (matrix, [Double](repeating: 0, count: n))
    var (size, info) = (blasint(n), blasint(0))
    // V or N; of the lower triangle, which is either.
    var (job, half): (CChar, CChar) = (withVectors ? 86 : 78, 76)
    var (work, whole) = ([0.0], [blasint(0)])
    // Asked for nothing, it says how much room it wants.
    for isQuestion in [true, false] {
      var length = blasint(isQuestion ? -1 : work.count)
      var wholeLength = blasint(isQuestion ? -1 : whole.count)
      BLASRoom.shared.working {
        dsyevd_(
          &job, &half, &size, &vectors, &size, &values, &work, &length, &whole, &wholeLength, &info, 1, 1)
      }
      guard isQuestion else { break }
      (work, whole) = (
        [Double](repeating: 0, count: max(1, Int(work[0]))), [blasint](repeating: 0, count: max(1, Int(whole[0])))
      )
    }
    guard info == 0 else { throw doesNotConverge("eigh", n, n) }
    return (values, vectors)
  }

  /// The singular values of a matrix [rows, columns], the greatest first, the left vectors as columns [rows, k] and the right ones as
  /// rows [k, columns], k the smaller of both (`dgesdd`).
  ///
  /// - Throws: ``TensorError`` where it does not converge, or OpenBLAS has no room to work in.
  static func singular(
    _ matrix: [Double], rows: Int, columns: Int
  ) throws -> (left: [Double], values: [Double], right: [Double]) {
    let count = min(rows, columns)
    guard count > 0 else { return ([], [], []) }
    _ = BLAS.ready
    try BLASRoom.shared.check("svd")
    // LAPACK sees the transpose, whose left vectors are the right ones here, and the other way round.
    var (copy, values) = (matrix, [Double](repeating: 0, count: count))
    var (right, left) = ([Double](repeating: 0, count: columns * count), [Double](repeating: 0, count: count * rows))
    var (m, n, k, info) = (blasint(columns), blasint(rows), blasint(count), blasint(0))
    var job: CChar = 83
    var (work, whole) = ([0.0], [blasint](repeating: 0, count: 8 * count))
    for isQuestion in [true, false] {
      var length = blasint(isQuestion ? -1 : work.count)
      BLASRoom.shared.working {
        dgesdd_(
          &job, &m, &n, &copy, &m, &values, &right, &m, &left, &k, &work, &length, &whole, &info, 1)
      }
      guard isQuestion else { break }
      work = [Double](repeating: 0, count: max(1, Int(work[0])))
    }
    guard info == 0 else { throw doesNotConverge("svd", rows, columns) }
    return (left, values, right)
  }

  private static func doesNotConverge(_ name: String, _ rows: Int, _ columns: Int) -> TensorError {
    TensorError(.matrix, name, "\(name) of this \(rows)×\(columns) matrix does not converge")
  }
}
