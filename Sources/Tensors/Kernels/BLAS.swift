import CBLAS

/// OpenBLAS, called with one thread: the threads are ours, so that work is cut the same way on every machine.
package enum BLAS {
  private static let ready: Void = openblas_set_num_threads(1)

  /// The processor core OpenBLAS chose its kernels for, as `Cooperlake` or `Haswell`.
  package static var coreName: String { String(cString: openblas_get_corename()) }

  /// The version and build options OpenBLAS reports.
  package static var configuration: String { String(cString: openblas_get_config()) }

  /// c = alpha · op(a) · op(b) + beta · c, row-major; `lda`, `ldb`, `ldc` are the distances between rows in memory.
  @inline(__always)
  static func multiply(
    _ m: Int, _ n: Int, _ k: Int, alpha: Float = 1,
    _ a: UnsafePointer<Float>, lda: Int, transposeA: Bool = false,
    _ b: UnsafePointer<Float>, ldb: Int, transposeB: Bool = false,
    beta: Float = 0, _ c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    _ = ready
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), alpha, a, blasint(lda), b, blasint(ldb), beta, c, blasint(ldc))
  }
}
