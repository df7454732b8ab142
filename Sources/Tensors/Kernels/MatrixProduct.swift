import Kernels

/// Products of matrices on the thread that calls for them, by our own kernels or by BLAS.
struct MatrixProduct {
  /// Those of the thread that began the operation: its slices, on whatever thread, use the same.
  let kernels = Processor.kernels

  /// - Parameter operation: in whose name there is no room for it.
  /// - Throws: ``TensorError`` of code `memory`.
  init(for operation: String) throws { try BLASRoom.shared.check(operation) }

  /// c = op(a) · op(b), or that added to what is there: op(a) [m, k], op(b) [k, n], row-major; `lda`, `ldb`, `ldc` are the
  /// distances between rows in memory.
  ///
  /// Our kernels read both sides as they lie there. BLAS packs them first, which costs a third of the time where one side
  /// is a batch of 64; it is for what they cannot read (b transposed) and for results too narrow for a vector.
  func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, lda: Int, transposeA: Bool = false,
    _ b: UnsafePointer<Float>, ldb: Int, transposeB: Bool = false, into c: UnsafeMutablePointer<Float>, ldc: Int,
    adding: Bool = false
  ) {
    if !transposeB && suitsKernels(columns: n) {
      let sizes = Product(
        rows: m, columns: n, depth: k, aRow: transposeA ? 1 : lda, aDepth: transposeA ? lda : 1, bRow: ldb, cRow: ldc,
        isAdded: adding)
      kernels.multiply(a, b, into: c, sizes)
    } else {
      BLAS.multiply(
        m, n, k, a, lda: lda, transposeA: transposeA, b, ldb: ldb, transposeB: transposeB, beta: adding ? 1 : 0, c,
        ldc: ldc)
    }
  }

  func suitsKernels(columns: Int) -> Bool { columns >= kernels.lanes }
}
