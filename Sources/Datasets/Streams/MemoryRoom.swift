import Files
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
    guard let bytes = try? FileReader.bytes(of: "/proc/self/statm") else { return 0 }
    // The whole of its address space comes first, in pages, and then what lies in memory.
    let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
