import Glibc
import Synchronization

/// Writing a file so that at every moment, whatever fails or is killed, the old one or the new one is there, whole.
package enum AtomicFile {
  /// What the names of files end in that are being written: a process that was killed leaves one behind.
  package static let unfinished = ".unfinished"

  private static let written = Atomic<Int>(0)

  /// Writes beside the file, sees the bytes onto the disk, and only then gives them the file's name.
  ///
  /// - Throws: ``FileError`` where a step failed; the file is then as it was (only after the last step, when the name has
  ///   been given but perhaps not yet lies on the disk, it is the new one).
  package static func write(_ bytes: [UInt8], to path: String, _ files: any FileSystem = SystemFiles()) throws {
    guard FirstProcess.isNeeded else { return try writeHere(bytes, to: path, files) }
    try FirstProcess.does("write", path) { try writeHere(bytes, to: path, files) }
  }

  private static func writeHere(_ bytes: [UInt8], to path: String, _ files: any FileSystem) throws {
    let name = path
    // A link stays one, and what it leads to is written.
    let path = Paths.resolved(path)
    // Only a file may give way to a new one. A device such as /dev/null is written to, and what else has a name there (a pipe,
    // a disk) stays what it is.
    if let kind = Paths.kind(path), kind != S_IFREG, kind != S_IFDIR {
      guard kind == S_IFCHR else { throw FileError("write", name, code: ENODEV) }
      return try AppendedFile.append(bytes, to: path)
    }
    let folder = Paths.isBareName(path) ? "." : Paths.parent(path)
    // Of this process and this call alone: two may save under one name, and each must write its own bytes.
    let number = written.add(1, ordering: .relaxed).newValue
    let temporary = Paths.join(folder.isEmpty ? "." : folder, ".\(Paths.name(path)).\(getpid())-\(number)\(unfinished)")
    do {
      let descriptor = try files.create(temporary)
      do {
        try fill(descriptor, temporary, bytes, files)
        try files.sync(descriptor, temporary)
      } catch {
        try? files.close(descriptor, temporary)
        throw error
      }
      try files.close(descriptor, temporary)
      try files.rename(temporary, to: path)
    } catch {
      files.remove(temporary)
      // The reader knows the file by the name that was given.
      guard let error = error as? FileError else { throw error }
      throw FileError(error.action, name, code: error.code)
    }
    try files.syncFolder(folder.isEmpty ? "." : folder)
  }

  private static func fill(
    _ descriptor: Int32, _ path: String, _ bytes: [UInt8], _ files: any FileSystem
  ) throws {
    // A megabyte at a time: no call takes long.
    let most = 1 << 20
    try bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + most)])
        start += try files.write(part, to: descriptor, path)
      }
    }
  }
}

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
