/// The kind of a file that was taken for another, told by its first bytes.
enum FileKind {
  private static let beginnings: [(bytes: [UInt8], what: String)] = [
    (Array("version https://git-lfs".utf8), "a pointer of Git LFS, without the file itself (git lfs pull brings it)"),
    ([0x93] + Array("NUMPY".utf8), "an array of NumPy's (.npy)"),
    ([0x89] + Array("PNG".utf8), "a PNG picture"), ([0xff, 0xd8, 0xff], "a JPEG picture"),
    (Array("GIF8".utf8), "a GIF picture"), (Array("BM".utf8), "a BMP picture"), (Array("RIFF".utf8), "a WebP picture"),
    (Array("PK".utf8), "a zip archive"), ([0x1f, 0x8b], "a gzip'd file"), (Array("BZh".utf8), "a bzip2 file"),
    ([0xfd] + Array("7zXZ".utf8), "an xz file"), ([0x80, 2], pickle), ([0x80, 3], pickle), ([0x80, 4], pickle),
    ([0x80, 5], pickle), ([0x89] + Array("HDF".utf8), "an HDF5 file"), (Array("MATLAB".utf8), "a MATLAB file"),
    (Array("%PDF".utf8), "a PDF"),
  ]

  /// The remark on a file that is none of those that are known.
  static let unknown = "something else"
  private static let pickle = "a file of Python's pickle"

  /// The kind of a file, or else its first bytes; for the end of an error's sentence.
  ///
  /// - Parameter front: its first bytes, or all of them.
  static func phrase(of front: [UInt8]) -> String {
    guard !front.isEmpty else { return "an empty file" }
    if isWebPage(front) { return "a web page (HTML): the download was answered by a page instead of the file" }
    // A beginning that is longer than the front that is known may match it in part, which is enough.
    let known = beginnings.first { kind in
      front.count >= min(4, kind.bytes.count) && zip(front, kind.bytes).allSatisfy { $0 == $1 }
    }
    return known?.what ?? unknown
  }

  /// Blanks, a mark of UTF-8, and `<`.
  private static func isWebPage(_ front: [UInt8]) -> Bool {
    front.drop { $0 <= 0x20 || $0 == 0xef || $0 == 0xbb || $0 == 0xbf }.first == UInt8(ascii: "<")
  }
}
