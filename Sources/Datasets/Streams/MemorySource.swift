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
