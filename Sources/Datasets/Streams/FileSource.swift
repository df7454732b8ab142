import Glibc

/// The bytes of a regular file.
final class FileSource: ByteSource {
  let path: String
  let mostBytes: Int
  private let descriptor: Int32

  /// - Throws: ``DatasetError`` where the file does not exist, is no regular file, or may not be read.
  init(path: String) throws(DatasetError) {
    self.path = path
    // Without O_NONBLOCK, opening a named pipe would wait for somebody to write to it.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code: DatasetError.Code = errno == ENOENT || errno == ENOTDIR ? .notFound : .unreadable
      throw DatasetError(code, path: path, FileSource.reason(errno))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw DatasetError(.unreadable, path: path, "not a file that can be read")
    }
    mostBytes = Int(status.st_size)
  }

  deinit { close(descriptor) }

  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    while true {
      let count = Glibc.read(descriptor, room.baseAddress, room.count)
      if count >= 0 { return count }
      if errno != EINTR { throw DatasetError(.unreadable, path: path, FileSource.reason(errno)) }
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT, ENOTDIR: "there is no such file"
    case EACCES, EPERM: "reading it is not permitted"
    case EIO: "the disk reports an error"
    default: "it cannot be read (system error \(code))"
    }
  }
}
