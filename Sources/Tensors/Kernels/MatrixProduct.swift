import Kernels

/// A product of matrices on the thread that calls it, by our own kernels or by BLAS.
enum MatrixProduct {
  /// c = op(a) · op(b), or that added to what is there: op(a) [m, k], op(b) [k, n], row-major; `lda`, `ldb`, `ldc` are the
  /// distances between rows in memory.
  ///
  /// Our kernels read both sides as they lie there. BLAS packs them first, which costs a third of the time where one side
  /// is a batch of 64; it is for what they cannot read (b transposed) and for results too narrow for a vector.
  static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, lda: Int, transposeA: Bool = false,
    _ b: UnsafePointer<Float>, ldb: Int, transposeB: Bool = false, into c: UnsafeMutablePointer<Float>, ldc: Int,
    adding: Bool = false
  ) {
    if !transposeB && suitsKernels(columns: n) {
      let sizes = Product(
        rows: m, columns: n, depth: k, aRow: transposeA ? 1 : lda, aDepth: transposeA ? lda : 1, bRow: ldb, cRow: ldc,
        isAdded: adding)
      Processor.kernels.multiply(a, b, into: c, sizes)
    } else {
      BLAS.multiply(
        m, n, k, a, lda: lda, transposeA: transposeA, b, ldb: ldb, transposeB: transposeB, beta: adding ? 1 : 0, c,
        ldc: ldc)
    }
  }

  static func suitsKernels(columns: Int) -> Bool { columns >= Processor.kernels.lanes }
}
