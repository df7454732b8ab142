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
    let name = path
    // A link stays one, and what it leads to is written.
    let path = Paths.resolved(path)
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
