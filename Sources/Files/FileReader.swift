import Glibc

/// The bytes of a file, read from the front to the back.
package final class FileReader {
  package let path: String
  /// How many bytes the file has, by its own account; 0 for what has no size, such as a pipe.
  package let count: Int
  private let descriptor: Int32
  /// What the first of several processes has read for all; nil where each reads for itself.
  private let bytes: [UInt8]?
  private var position = 0

  /// - Throws: ``FileError`` where the file does not exist, is no regular file, or may not be read.
  package convenience init(_ path: String) throws(FileError) {
    guard FirstProcess.isNeeded else {
      try self.init(here: path)
      return
    }
    self.init(try FirstProcess.told("read", path) { try FileReader(here: path).rest() }, named: path)
  }

  private init(_ bytes: [UInt8], named path: String) {
    (self.path, self.bytes, descriptor, count) = (path, bytes, -1, bytes.count)
  }

  private init(here path: String) throws(FileError) {
    // Without O_NONBLOCK, opening a named pipe would wait for somebody to write to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError("read", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError("read", path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENODEV)
    }
    (self.path, self.descriptor, count) = (path, descriptor, Int(status.st_size))
    bytes = nil
  }

  /// Takes over what is open already, of whatever kind.
  package init(_ descriptor: Int32, named path: String) {
    (self.path, self.descriptor, count, bytes) = (path, descriptor, 0, nil)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads at least one byte and at most as many as there is room for; 0 only at the end.
  ///
  /// - Throws: ``FileError``
  package func read(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    if let bytes {
      let count = copy(bytes, from: position, into: room)
      position += count
      return count
    }
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
    if let bytes { return copy(bytes, from: place, into: room) }
    while true {
      let count = pread(descriptor, room.baseAddress, room.count, off_t(place))
      if count >= 0 { return count }
      if errno != EINTR { throw FileError("read", path) }
    }
  }

  private func copy(_ bytes: [UInt8], from place: Int, into room: UnsafeMutableRawBufferPointer) -> Int {
    let count = max(0, min(room.count, bytes.count - place))
    if count > 0 { bytes[place..<place + count].withUnsafeBytes { room.copyMemory(from: $0) } }
    return count
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
    try FirstProcess.told("read", path) { try bytesHere(of: path) }
  }

  private static func bytesHere(of path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
    return try FileReader(descriptor, named: path).rest()
  }
}
