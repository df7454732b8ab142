import CBLAS
import Glibc

/// OpenBLAS, called with one thread: the threads are ours, so that work is cut the same way on every machine.
package enum BLAS {
  /// Looked at before every call.
  static let ready: Void = openblas_set_num_threads(1)

  /// The processor core OpenBLAS chose its kernels for, as `Cooperlake` or `Haswell`.
  package static var coreName: String { String(cString: openblas_get_corename()) }

  /// The version and build options OpenBLAS reports.
  package static var configuration: String { String(cString: openblas_get_config()) }

  /// The core and the number of threads, with what decides it, in one line.
  package static var summary: String { "OpenBLAS with kernels for \(coreName), on \(ThreadPool.shared.summary)" }

  /// A sentence on lost speed and how to end it, where `OPENBLAS_CORETYPE` asks for kernels older than the processor's; else nil.
  package static let handicap: String? = {
    guard let forced = getenv("OPENBLAS_CORETYPE").map({ String(cString: $0) }), !forced.isEmpty else { return nil }
    // Cores by their vectors: with 512 bits, with 256, with less.
    let level =
      switch coreName {
      case "SkylakeX", "Cooperlake", "SapphireRapids": 2
      case "Haswell", "Zen", "Excavator": 1
      default: 0
      }
    guard level < Processor.available.count - 1 else { return nil }
    return "OPENBLAS_CORETYPE=\(forced) makes products slower than this processor can do them; unset it"
  }()

  /// c = op(a) · op(b) + beta · c, row-major; `lda`, `ldb`, `ldc` are the distances between rows in memory.
  static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, lda: Int, transposeA: Bool,
    _ b: UnsafePointer<Float>, ldb: Int, transposeB: Bool, beta: Float, _ c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    _ = ready
    BLASRoom.shared.working {
      cblas_sgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        blasint(m), blasint(n), blasint(k), 1, a, blasint(lda), b, blasint(ldb), beta, c, blasint(ldc))
    }
  }

  /// c + op(a) · op(b), in double precision: row-major, of matrices without gaps. op(a) is [m, k], op(b) is [k, n].
  static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: [Double], transposeA: Bool = false, _ b: [Double], transposeB: Bool = false,
    adding c: inout [Double]
  ) {
    guard m > 0, n > 0, k > 0 else { return }
    _ = ready
    BLASRoom.shared.working {
      cblas_dgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        blasint(m), blasint(n), blasint(k), 1, a, blasint(transposeA ? m : k), b, blasint(transposeB ? k : n), 1, &c,
        blasint(n))
    }
  }
}
