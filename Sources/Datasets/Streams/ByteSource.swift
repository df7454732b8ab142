/// More bytes than this in one file are no data set that fits into memory here, but a damaged header.
package let largestFile = 1 << 31

/// Bytes read once, from the front to the back.
protocol ByteSource: AnyObject {
  /// The file they come from, for errors.
  var path: String { get }
  /// More bytes than this cannot come; known before anything is read, so that a header that lies about its size is
  /// refused before memory is taken for it.
  var mostBytes: Int { get }
  /// Reads at least one byte and at most as many as there is room for; 0 only at the end.
  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int
}

extension ByteSource {
  /// Reads until the room is full or the bytes end, and returns how many came.
  func fill(_ room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    var filled = 0
    while filled < room.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// The next `count` bytes, or as many as there are.
  func bytes(_ count: Int) throws(DatasetError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let outcome = bytes.withUnsafeMutableBytes { room -> Result<Int, DatasetError> in
      do throws(DatasetError) { return .success(try fill(room)) } catch { return .failure(error) }
    }
    let filled = try outcome.get()
    bytes.removeLast(count - filled)
    return bytes
  }
}

/// Opens a file, unpacking it on the way where it is gzip'd, whatever its name says.
func openSource(_ path: String) throws(DatasetError) -> any ByteSource {
  let magic = try FileSource(path: path).bytes(2)
  let file = try FileSource(path: path)
  return magic == [0x1f, 0x8b] ? try GzipSource(file) : file
}

/// Bytes that are in memory already: a part of a file that was read whole.
final class MemorySource: ByteSource {
  let path: String
  private let bytes: [UInt8]
  private var rest: Range<Int>

  /// - Parameter range: inside of the bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>, path: String) { (self.bytes, rest, self.path) = (bytes, range, path) }

  var mostBytes: Int { rest.count }

  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    let count = min(room.count, rest.count)
    bytes.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[rest.prefix(count)])) }
    rest = rest.dropFirst(count)
    return count
  }
}
