import CBLAS
import CCairo
import CJPEGReading
import CPNG
import CSQLite
import CZeroMQ
import CZlib

/// The libraries that the program runs with, in it or beside it.
enum Libraries {
  /// Name and version of each.
  static var versions: [String] {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    zmq_version(&major, &minor, &patch)
    // It says how it was built too.
    let blas = String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
    return [
      blas, "libzmq \(major).\(minor).\(patch)", "Cairo \(String(cString: cairo_version_string()))",
      "libpng \(String(cString: png_get_libpng_ver(nil)))", String(cString: jpeg_reading_library()),
      "zlib \(String(cString: zlibVersion()))",
      "SQLite \(String(cString: sqlite3_libversion()))",
    ]
  }
}
