/// Puts files together into a zip archive, none of them compressed.
///
/// See https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT.
package struct ZipWriter {
  private var archive: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  /// Each file's bytes begin at a multiple of this, where it is more than 1.
  private let alignment: Int

  package init(alignment: Int = 1) { self.alignment = alignment }

  /// Adds a file.
  ///
  /// - Returns: whether it fits: an archive has short sizes here, of less than 4 GB and 65,535 files.
  package mutating func add(_ name: String, _ file: [UInt8]) -> Bool {
    let name = Array(name.utf8)
    guard name.count < 1 << 16, count < 65_535,
      archive.count + directory.count + file.count + 3 * name.count + 1_000 < 1 << 32
    else { return false }
    // Both headers say: version 2.0, names in UTF-8, stored, written on the first day that can be stated.
    let facts =
      Self.little(20, 2) + Self.little(1 << 11, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(1 << 5 | 1, 2)
      + Self.little(Int(ZipReader.checksum(file)), 4) + Self.little(file.count, 4) + Self.little(file.count, 4)
      + Self.little(name.count, 2)
    directory +=
      Self.little(0x0201_4b50, 4) + Self.little(20, 2) + facts + Self.little(0, 12) + Self.little(archive.count, 4)
    directory += name
    // What is between the name and the file is an extra field, with PyTorch's own kind, FB.
    let front = archive.count + 30 + name.count
    let padding = alignment > 1 ? (alignment - (front + 4) % alignment) % alignment + 4 : 0
    archive += Self.little(0x0403_4b50, 4) + facts + Self.little(padding, 2) + name
    if padding > 0 {
      archive +=
        Array("FB".utf8) + Self.little(padding - 4, 2) + [UInt8](repeating: UInt8(ascii: "Z"), count: padding - 4)
    }
    archive += file
    count += 1
    return true
  }

  /// The whole archive.
  package var encoded: [UInt8] {
    archive + directory + Self.little(0x0605_4b50, 4) + Self.little(0, 4) + Self.little(count, 2)
      + Self.little(count, 2) + Self.little(directory.count, 4) + Self.little(archive.count, 4) + Self.little(0, 2)
  }

  private static func little(_ number: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
