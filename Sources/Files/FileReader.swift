import Glibc

/// The bytes of a file, read from the front to the back.
package final class FileReader {
  package let path: String
  /// How many bytes the file has, by its own account; 0 for what has no size, such as a pipe.
  package let count: Int
  private let descriptor: Int32

  /// - Throws: ``FileError`` where the file does not exist, is no regular file, or may not be read.
  package init(_ path: String) throws(FileError) {
    // Without O_NONBLOCK, opening a named pipe would wait for somebody to write to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError("read", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError("read", path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENODEV)
    }
    (self.path, self.descriptor, count) = (path, descriptor, Int(status.st_size))
  }

  /// Takes over what is open already, of whatever kind.
  package init(_ descriptor: Int32, named path: String) { (self.path, self.descriptor, count) = (path, descriptor, 0) }

  deinit { close(descriptor) }

  /// Reads at least one byte and at most as many as there is room for; 0 only at the end.
  ///
  /// - Throws: ``FileError``
  package func read(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = Glibc.read(descriptor, room.baseAddress, room.count)
      if count >= 0 { return count }
      if errno != EINTR { throw FileError("read", path) }
    }
  }

  /// Reads from a place on, wherever reading from the front has come to: at least one byte and at most as many as there
  /// is room for; 0 only at the end.
  ///
  /// - Throws: ``FileError``
  package func read(into room: UnsafeMutableRawBufferPointer, at place: Int) throws(FileError) -> Int {
    while true {
      let count = pread(descriptor, room.baseAddress, room.count, off_t(place))
      if count >= 0 { return count }
      if errno != EINTR { throw FileError("read", path) }
    }
  }

  /// The next bytes: so many, and fewer only at the end.
  ///
  /// - Throws: ``FileError``
  package func next(_ count: Int) throws(FileError) -> [UInt8] {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { room.deallocate() }
    var filled = 0
    while filled < count {
      let more = try read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
      if more == 0 { break }
      filled += more
    }
    return Array(room[..<filled])
  }

  /// All bytes from here to the end.
  ///
  /// - Throws: ``FileError``
  package func rest() throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { part.deallocate() }
    while case let count = try read(into: part), count > 0 { bytes += part[..<count] }
    return bytes
  }

  /// All bytes of a file of any kind, of a pipe too, for which it waits.
  ///
  /// - Throws: ``FileError``
  package static func bytes(of path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
    return try FileReader(descriptor, named: path).rest()
  }
}
