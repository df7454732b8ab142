import Glibc
import Tensors
import Text

/// Looks whether a run of bytes would fit into memory before it is taken.
enum MemoryRoom {
  /// - Throws: ``DatasetError`` where so many bytes are more than this process may still take.
  static func check(_ bytes: Int, for path: String) throws(DatasetError) {
    let free = max(0, MemoryLimit.bytes / 5 * 4 - used)
    guard bytes <= free else {
      throw DatasetError(
        .range, path: path,
        "it takes \(counted(bytes, "byte")) of memory, and \(grouped(free)) are left",
        suggestion: "a machine or a container with more memory, or fewer or smaller images in the file")
    }
  }

  /// Bytes of memory that the process has in use.
  private static var used: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = fread(&bytes, 1, bytes.count, file)
    let pages = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ").dropFirst().first.flatMap {
      Int($0)
    }
    return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
