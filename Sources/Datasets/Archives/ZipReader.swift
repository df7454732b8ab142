import CZlib
import Text

/// The files in a zip archive, in memory or on the disk: stored or deflated, with the long sizes (zip64) that NumPy writes.
///
/// See https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. Every size and place that the archive states is
/// looked at before it is believed, and every checksum.
struct ZipReader {
  struct File {
    let name: String
    /// Its stated size, unpacked.
    var size: Int { unpacked }
    fileprivate var method = 0, flags = 0, checksum = 0
    fileprivate var packed = 0, unpacked = 0, header = 0
  }

  private(set) var files: [File] = []
  private let bytes: PlacedBytes
  private let path: String

  /// - Throws: ``DatasetError`` where the bytes are no whole zip archive.
  init(_ bytes: [UInt8], _ path: String) throws(DatasetError) { try self.init(PlacedBytes(bytes, path)) }

  /// - Throws: ``DatasetError`` where the bytes are no whole zip archive, or cannot be read.
  init(_ bytes: PlacedBytes) throws(DatasetError) {
    (self.bytes, path) = (bytes, bytes.path)
    guard let end = try Self.end(bytes) else { throw damaged("a whole zip archive", try Self.withoutEnd(bytes)) }
    var (count, place) = (try number(end + 10, 2), try number(end + 16, 4))
    if end >= 20, try number(end - 20, 4) == 0x0706_4b50 {
      let long = try number(end - 12, 8)
      guard try number(long, 4) == 0x0606_4b50 else { throw damaged("the end of a zip64 archive", "other bytes") }
      (count, place) = (try number(long + 32, 8), try number(long + 48, 8))
    }
    // A count that lies ends where an entry is no longer one.
    for _ in 0..<count { files.append(try entry(at: &place)) }
  }

  /// The unpacked bytes of a file, from its front to its back; its checksum is looked at where they end.
  ///
  /// - Throws: ``DatasetError`` where the archive states what cannot be, or a packing that is not read.
  func source(of file: File) throws(DatasetError) -> any ByteSource {
    let place = "\(file.name) in the archive"
    guard file.flags & 1 == 0, file.method == 0 || file.method == 8 else {
      throw .wrong(
        .format, path: path, expected: "\(place) stored or deflated",
        found: file.flags & 1 == 0 ? "method \(file.method)" : "encryption")
    }
    guard try number(file.header, 4) == 0x0403_4b50 else { throw damaged("\(place)", "other bytes") }
    let start = file.header + 30 + (try number(file.header + 26, 2)) + (try number(file.header + 28, 2))
    guard start <= bytes.count, file.packed <= bytes.count - start else {
      throw damaged("\(counted(file.packed, "byte")) of \(place)", "the archive's end")
    }
    let most = file.method == 0 ? file.packed : file.packed * Inflater.mostGrowth
    guard file.unpacked <= most else {
      throw damaged("\(place)", "a stated size of \(counted(file.unpacked, "byte")), more than it can have")
    }
    return try ZipEntrySource(
      bytes, start..<start + file.packed, isPacked: file.method != 0,
      stated: ZipEntrySource.Stated(count: file.unpacked, checksum: file.checksum), path: "\(path) (\(file.name))")
  }

  /// zlib's CRC-32, as zip archives state it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = crc32(0, nil, 0)
    // zlib counts in 32 bits.
    for start in stride(from: 0, to: bytes.count, by: 1 << 30) {
      let part = bytes[start..<min(bytes.count, start + 1 << 30)]
      sum = part.withUnsafeBufferPointer { crc32(sum, $0.baseAddress, UInt32($0.count)) }
    }
    return UInt32(sum)
  }

  /// Where the archive's last record begins: before a comment of any length.
  private static func end(_ bytes: PlacedBytes) throws(DatasetError) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let start = max(0, bytes.count - 22 - 65_535)
    let tail = try bytes.bytes(start..<bytes.count)
    return stride(from: tail.count - 22, through: 0, by: -1).first {
      tail[$0..<$0 + 4].elementsEqual([0x50, 0x4b, 5, 6])
    }.map { start + $0 }
  }

  /// What bytes are that have no end of an archive: one that was cut off, or something else.
  private static func withoutEnd(_ bytes: PlacedBytes) throws(DatasetError) -> String {
    let front = try bytes.bytes(0..<min(32, bytes.count))
    return front.starts(with: [0x50, 0x4b]) ? "no end of one: it was cut off" : FileKind.phrase(of: front)
  }

  /// One file's entry in the directory; moves on to the next.
  private func entry(at place: inout Int) throws(DatasetError) -> File {
    guard try number(place, 4) == 0x0201_4b50 else { throw damaged("an entry of a zip archive", "other bytes") }
    let (nameLength, extraLength) = (try number(place + 28, 2), try number(place + 30, 2))
    let commentLength = try number(place + 32, 2)
    let extra = place + 46 + nameLength
    guard extra + extraLength <= bytes.count else { throw damaged("an entry of a zip archive", "its end") }
    var file = File(name: String(decoding: try bytes.bytes(place + 46..<extra), as: UTF8.self))
    (file.flags, file.method) = (try number(place + 8, 2), try number(place + 10, 2))
    (file.checksum, file.packed) = (try number(place + 16, 4), try number(place + 20, 4))
    (file.unpacked, file.header) = (try number(place + 24, 4), try number(place + 42, 4))
    // Sizes that do not fit stand in an extra field of kind 1, in this order.
    var field = extra
    while field + 4 <= extra + extraLength {
      let (kind, length) = (try number(field, 2), try number(field + 2, 2))
      if kind == 1 {
        var long = field + 4
        for size in [\File.unpacked, \File.packed, \File.header] where file[keyPath: size] == 0xffff_ffff {
          file[keyPath: size] = try number(long, 8)
          long += 8
        }
      }
      field += 4 + length
    }
    place = extra + extraLength + commentLength
    return file
  }

  /// A number of so many bytes, the least significant first.
  private func number(_ place: Int, _ length: Int) throws(DatasetError) -> Int {
    guard place >= 0, place <= bytes.count - length else { throw damaged("a whole zip archive", "its end") }
    let number = try bytes.bytes(place..<place + length).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // No file is so long that this is a size or a place in it.
    guard number < 1 << 53 else { throw damaged("sizes in a zip archive", "\(number)") }
    return Int(number)
  }

  private func damaged(_ expected: String, _ found: String) -> DatasetError {
    .wrong(.damaged, path: path, expected: expected, found: found)
  }
}
