import Glibc

/// What writing a file asks of the system, one call each; tests put one in its place that fails.
package protocol FileSystem: Sendable {
  /// Makes a file that must not exist, for writing.
  func create(_ path: String) throws -> Int32
  /// Writes at least one byte, and returns how many.
  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws -> Int
  /// Returns when what was written lies on the disk.
  func sync(_ descriptor: Int32, _ path: String) throws
  func close(_ descriptor: Int32, _ path: String) throws
  /// Gives a file another name, in place of what has that name, with its permissions.
  func rename(_ path: String, to newPath: String) throws
  /// Returns when the names in a folder lie on the disk.
  func syncFolder(_ path: String) throws
  func remove(_ path: String)
}

/// The system's own files.
package struct SystemFiles: FileSystem {
  package init() {}

  package func create(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError("write", path) }
    return descriptor
  }

  package func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws -> Int {
    while true {
      let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      if count >= 0 { return count }
      if errno != EINTR { throw FileError("write", path) }
    }
  }

  package func sync(_ descriptor: Int32, _ path: String) throws {
    guard fsync(descriptor) == 0 else { throw FileError("write", path) }
  }

  package func close(_ descriptor: Int32, _ path: String) throws {
    guard Glibc.close(descriptor) == 0 || errno == EINTR else { throw FileError("write", path) }
  }

  package func rename(_ path: String, to newPath: String) throws {
    var old = stat()
    if stat(newPath, &old) == 0 { chmod(path, old.st_mode & 0o7777) }
    guard Glibc.rename(path, newPath) == 0 else { throw FileError("write", newPath) }
  }

  package func syncFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("write into", path) }
    defer { _ = Glibc.close(descriptor) }
    // Some network file systems know no such call, and need none.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("write into", path) }
  }

  package func remove(_ path: String) { unlink(path) }
}
