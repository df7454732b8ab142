import Tensors
import Text

/// Looks whether a run of bytes would fit into memory before it is taken.
enum MemoryRoom {
  /// How many bytes this process may still take: four fifths of its limit are for what it holds.
  static var free: Int { max(0, MemoryLimit.bytes / 5 * 4 - MemoryLimit.used) }

  /// - Throws: ``DatasetError`` where so many bytes are more than this process may still take.
  static func check(_ bytes: Int, for path: String) throws(DatasetError) {
    let free = free
    guard bytes <= free else {
      throw DatasetError(
        .range, path: path,
        "it takes \(counted(bytes, "byte")) of memory, and \(grouped(free)) are left",
        suggestion: "a machine or a container with more memory, or fewer or smaller images in the file")
    }
  }
}
