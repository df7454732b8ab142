import Files
import Text

/// Bytes that are read at any place: in memory, or in a file that stays on the disk, so that it may be larger than the
/// memory. (A file is not mapped: where another program cuts it off meanwhile, a mapping ends the process.)
struct PlacedBytes {
  let path: String
  let count: Int
  private let place: Place

  private enum Place {
    case memory([UInt8])
    case file(FileReader)
  }

  init(_ bytes: [UInt8], _ path: String) { (self.path, count, place) = (path, bytes.count, .memory(bytes)) }

  /// - Throws: ``DatasetError`` where the file does not exist, is no regular file, or may not be read.
  init(path: String) throws(DatasetError) {
    let file: FileReader
    do throws(FileError) { file = try FileReader(path) } catch { throw DatasetError(reading: error) }
    (self.path, count, place) = (path, file.count, .file(file))
  }

  /// Reads at least one byte from a place on, and at most as many as there is room for; 0 only at the end.
  func read(into room: UnsafeMutableRawBufferPointer, at start: Int) throws(DatasetError) -> Int {
    guard start < count, !room.isEmpty else { return 0 }
    switch place {
    case .memory(let bytes):
      let part = start..<min(bytes.count, start + room.count)
      bytes.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[part])) }
      return part.count
    case .file(let file):
      do throws(FileError) { return try file.read(into: room, at: start) } catch { throw DatasetError(reading: error) }
    }
  }

  /// The bytes of a range that lies within.
  ///
  /// - Throws: ``DatasetError`` where the file has become shorter meanwhile.
  func bytes(_ range: Range<Int>) throws(DatasetError) -> [UInt8] {
    if case .memory(let bytes) = place { return Array(bytes[range]) }
    let result = try PlacedSource(self, range).bytes(range.count)
    guard result.count == range.count else {
      throw .wrong(.damaged, path: path, expected: "\(counted(count, "byte"))", found: "the end before that")
    }
    return result
  }
}

/// A range of placed bytes, read from its front to its back.
final class PlacedSource: ByteSource {
  let path: String
  private let bytes: PlacedBytes
  private var rest: Range<Int>

  /// - Parameters:
  ///   - range: inside of the bytes.
  ///   - path: what errors call it; the file where nothing is said.
  init(_ bytes: PlacedBytes, _ range: Range<Int>, path: String? = nil) {
    (self.bytes, rest, self.path) = (bytes, range, path ?? bytes.path)
  }

  var mostBytes: Int { rest.count }

  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    let part = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, rest.count)])
    let count = try bytes.read(into: part, at: rest.lowerBound)
    rest = rest.dropFirst(count)
    return count
  }
}
