import Glibc

/// Writing at the end of a file, as logs do.
package enum AppendedFile {
  /// Writes behind what is there; makes the file where there is none.
  ///
  /// - Throws: ``FileError``; a part of the bytes may then stand there.
  package static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
    try FirstProcess.does("write", path) { try appendHere(bytes, to: path) }
  }

  private static func appendHere(_ bytes: [UInt8], to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError("write", path) }
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start) }
      guard count >= 0 || errno == EINTR else {
        let error = FileError("write", path)
        close(descriptor)
        throw error
      }
      start += max(0, count)
    }
    // A full disk may come to light only now.
    guard close(descriptor) == 0 || errno == EINTR else { throw FileError("write", path) }
  }
}
