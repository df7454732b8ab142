import Files
import Glibc
import Text

/// The bytes of a regular file.
final class FileSource: ByteSource {
  private let file: FileReader

  var path: String { file.path }
  var mostBytes: Int { file.count }

  /// - Throws: ``DatasetError`` where the file does not exist, is no regular file, or may not be read.
  init(path: String) throws(DatasetError) {
    do throws(FileError) { file = try FileReader(path) } catch { throw DatasetError(reading: error) }
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    do throws(FileError) { return try file.read(into: room) } catch { throw DatasetError(reading: error) }
  }
}

extension DatasetError {
  /// Why a file of data cannot be read.
  init(reading error: FileError) {
    let (code, reason): (Code, String) =
      switch error.code {
      case ENOENT, ENOTDIR: (.notFound, "there is no such file")
      case EACCES, EPERM: (.unreadable, "reading it is not permitted")
      case EIO: (.unreadable, "the disk reports an error")
      case EISDIR, ENODEV: (.unreadable, "not a file that can be read")
      default: (.unreadable, "it cannot be read (system error \(error.code))")
      }
    self.init(code, path: error.path, reason)
  }
}

/// Reading a file as a whole.
package enum WholeFile {
  /// - Throws: ``DatasetError`` where it is none that can be read, or is larger than `most` bytes.
  package static func read(_ path: String, most: Int = largestFile) throws(DatasetError) -> [UInt8] {
    let source = try FileSource(path: path)
    guard source.mostBytes <= most else {
      throw DatasetError(
        .format, path: path, "expected at most \(counted(most, "byte")), found \(grouped(source.mostBytes))")
    }
    try MemoryRoom.check(source.mostBytes, for: path)
    return try source.bytes(source.mostBytes)
  }
}
