import Files
import Text

/// The files of a tar archive, one after another, read while it is unpacked.
///
/// Reads what `tar` writes: the old format, ustar, GNU's and pax. Only regular files are reported; names longer than
/// the header holds keep what the header has of them.
final class TarReader {
  struct File {
    var name: String
    var size: Int
  }

  private let source: any ByteSource
  /// Bytes of the current file and its padding that have not been read.
  private var left = (content: 0, padding: 0)

  init(_ source: any ByteSource) { self.source = source }

  /// The next regular file, or none at the end of the archive.
  ///
  /// - Throws: ``DatasetError`` where this is no tar archive, or it ends too early.
  func next() throws(DatasetError) -> File? {
    while true {
      try skipCurrent()
      let header = try source.bytes(512)
      // An archive ends with blocks of zeros, and also where the file ends between two members.
      if header.isEmpty || header.allSatisfy({ $0 == 0 }) { return nil }
      guard header.count == 512 else {
        throw .wrong(.damaged, path: source.path, expected: "a tar header of 512 bytes", found: grouped(header.count))
      }
      guard let size = TarReader.number(header[124..<136]), TarReader.isSumRight(header), size <= largestFile else {
        throw .wrong(.damaged, path: source.path, expected: "a tar archive", found: "a header that is damaged or none")
      }
      left = (size, (512 - size % 512) % 512)
      let isRegular = header[156] == UInt8(ascii: "0") || header[156] == 0
      if isRegular { return File(name: TarReader.name(header), size: size) }
    }
  }

  /// The next bytes of the current file into `room`, until it is full or the file ends; returns how many.
  ///
  /// - Throws: ``DatasetError`` where the archive ends before the file does.
  func fill(_ room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    let wanted = min(room.count, left.content)
    let count = try source.fill(UnsafeMutableRawBufferPointer(rebasing: room[..<wanted]))
    left.content -= count
    guard count == wanted else {
      throw .wrong(
        .damaged, path: source.path, expected: "\(counted(left.content, "byte")) more of a file in the archive",
        found: "its end")
    }
    return count
  }

  /// Goes on to the next header.
  private func skipCurrent() throws(DatasetError) {
    while left.content + left.padding > 0 {
      let wanted = min(left.content + left.padding, 1 << 16)
      let count = try source.bytes(wanted).count
      guard count == wanted else {
        throw .wrong(.damaged, path: source.path, expected: "a whole tar archive", found: "its end inside of a file")
      }
      let content = min(left.content, count)
      left = (left.content - content, left.padding - (count - content))
    }
  }

  /// Octal digits between spaces and zeros; none for anything else, such as the base 256 of files above 8 GB.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 32 }.prefix { $0 != 32 && $0 != 0 }
    guard digits.allSatisfy({ (48...55).contains($0) }) else { return nil }
    // Twelve digits of three bits always fit.
    return digits.reduce(0) { $0 << 3 | Int($1 - 48) }
  }

  /// The sum of the header's bytes, its own field taken as spaces.
  private static func isSumRight(_ header: [UInt8]) -> Bool {
    let stated = number(header[148..<156])
    let sum = header.reduce(0) { $0 + Int($1) } - header[148..<156].reduce(0) { $0 + Int($1) } + 8 * 32
    return stated == sum
  }

  private static func name(_ header: [UInt8]) -> String {
    let text = { (field: Range<Int>) in String(decoding: header[field].prefix { $0 != 0 }, as: UTF8.self) }
    let isUstar = header[257..<262].elementsEqual("ustar".utf8)
    let folder = isUstar ? text(345..<500) : ""
    return folder.isEmpty ? text(0..<100) : Paths.join(folder, text(0..<100))
  }
}
