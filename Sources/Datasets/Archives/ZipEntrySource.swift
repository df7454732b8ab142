import CZlib
import Text

/// The unpacked bytes of one file of a zip archive. Where they end, their number and checksum are looked at.
final class ZipEntrySource: ByteSource {
  /// What the archive says of the file.
  struct Stated {
    let count: Int
    let checksum: Int
  }

  let path: String
  var mostBytes: Int { stated.count }

  private let packed: PlacedSource
  private let inflater: Inflater?
  private let stated: Stated
  private let input: UnsafeMutableRawBufferPointer
  private var unpacked = 0
  private var checksum = crc32(0, nil, 0)
  private var hasEnded = false

  /// - Parameter range: where the packed bytes lie in those of the archive.
  /// - Throws: ``DatasetError`` where there is no memory for zlib.
  init(
    _ bytes: PlacedBytes, _ range: Range<Int>, isPacked: Bool, stated: Stated, path: String
  ) throws(DatasetError) {
    (packed, self.stated, self.path) = (PlacedSource(bytes, range, path: path), stated, path)
    inflater = isPacked ? Inflater(.deflate) : nil
    guard !isPacked || inflater != nil else {
      throw DatasetError(.unreadable, path: path, "there is no memory to unpack it")
    }
    input = .allocate(byteCount: isPacked ? 1 << 16 : 0, alignment: 16)
  }

  deinit { input.deallocate() }

  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    guard !room.isEmpty, !hasEnded else { return 0 }
    let count: Int
    if let inflater { count = try inflated(inflater, room) } else { count = try packed.read(into: room) }
    let part = UnsafeRawBufferPointer(rebasing: room[..<count])
    // zlib counts in 32 bits, and nobody asks for 4 GB at a time.
    checksum = crc32(checksum, part.bindMemory(to: UInt8.self).baseAddress, UInt32(count))
    unpacked += count
    guard unpacked <= stated.count else { throw damaged("more") }
    if count == 0 || unpacked == stated.count { try end() }
    return count
  }

  /// Unpacks at least one byte, but at the end.
  private func inflated(_ inflater: Inflater, _ room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    while true {
      if inflater.isHungry {
        let count = try packed.read(into: input)
        guard count > 0 else { return 0 }
        inflater.feed(UnsafeRawBufferPointer(rebasing: input[..<count]))
      }
      switch inflater.read(into: room) {
      case .bytes(0): continue
      case .bytes(let count), .end(let count): return count
      case .damage(let reason, _): throw damaged("damage (\(reason))")
      }
    }
  }

  private func end() throws(DatasetError) {
    hasEnded = true
    guard unpacked == stated.count else { throw damaged("their end after \(grouped(unpacked))") }
    guard Int(checksum) == stated.checksum else { throw damaged("those of another") }
  }

  private func damaged(_ found: String) -> DatasetError {
    .wrong(
      .damaged, path: path, expected: "\(counted(stated.count, "byte")) of the right checksum", found: found)
  }
}
