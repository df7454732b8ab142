import Text

/// The files of MNIST and its relatives: a magic number, the sizes, then the bytes.
///
/// The magic number is four bytes: two zeros, the type (8 for bytes) and the number of sizes; each size is four bytes,
/// the most significant first. Images have three sizes (2051: count, height, width), labels one (2049: count).
/// See http://yann.lecun.com/exdb/mnist/.
enum IDX {
  static let imagesMagic = 0x0803
  static let labelsMagic = 0x0801

  /// The types of numbers in IDX files, by the third byte of the magic number.
  private static let types = [
    8: "bytes", 9: "signed bytes", 11: "numbers of 16 bits", 12: "numbers of 32 bits", 13: "float32", 14: "float64",
  ]

  struct Images {
    var count: Int
    var height: Int
    var width: Int
    var pixels: [UInt8]
  }

  /// Reads a file of images, gzip'd or plain.
  ///
  /// - Throws: ``DatasetError`` where it is anything but one whole file of images.
  static func images(_ path: String) throws(DatasetError) -> Images {
    let source = try openSource(path)
    let sizes = try header(source, magic: imagesMagic, sizes: 3)
    let pixels = try body(source, sizes: sizes, what: description(sizes))
    return Images(count: sizes[0], height: sizes[1], width: sizes[2], pixels: pixels)
  }

  /// What the header of a file of images says; the images themselves are not read.
  ///
  /// - Throws: ``DatasetError`` where the file cannot be read, or is none of images.
  static func outline(_ path: String) throws(DatasetError) -> (count: Int, height: Int, width: Int) {
    let source = try openSource(path)
    let sizes = try header(source, magic: imagesMagic, sizes: 3)
    _ = try length(sizes, what: description(sizes), path)
    return (sizes[0], sizes[1], sizes[2])
  }

  /// Reads a file of labels, gzip'd or plain.
  ///
  /// - Throws: ``DatasetError`` where it is anything but one whole file of labels.
  static func labels(_ path: String) throws(DatasetError) -> [UInt8] {
    let source = try openSource(path)
    let sizes = try header(source, magic: labelsMagic, sizes: 1)
    return try body(source, sizes: sizes, what: counted(sizes[0], "label"))
  }

  /// The images of a file by their sizes.
  private static func description(_ sizes: [Int]) -> String {
    "\(counted(sizes[0], "image")) of \(grouped(sizes[1]))×\(grouped(sizes[2]))"
  }

  /// The sizes that the header states.
  private static func header(
    _ source: any ByteSource, magic expected: Int, sizes count: Int
  ) throws(DatasetError) -> [Int] {
    let length = 4 + 4 * count
    let bytes = try source.bytes(length)
    let numbers = stride(from: 0, to: bytes.count - 3, by: 4).map { first in
      bytes[first..<first + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    if let magic = numbers.first, magic != expected {
      throw .wrong(.format, path: source.path, expected: name(ofMagic: expected), found: name(ofMagic: magic, bytes))
    }
    guard bytes.count == length else {
      throw .wrong(
        .damaged, path: source.path, expected: "an IDX header of \(length) bytes",
        found: counted(bytes.count, "byte") + " in all")
    }
    return Array(numbers.dropFirst())
  }

  /// How many bytes the sizes say.
  ///
  /// - Throws: ``DatasetError`` where that is none, or too many for a set of images.
  private static func length(_ sizes: [Int], what: String, _ path: String) throws(DatasetError) -> Int {
    // Three sizes of 32 bits may overflow 64; saturating, they are too much all the same.
    let count = sizes.reduce(1) { product, size in
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? .max : next
    }
    guard sizes.allSatisfy({ $0 > 0 }), count <= largestFile else {
      throw .wrong(
        .format, path: path, expected: "a header with sizes from 1 and at most \(grouped(largestFile)) bytes",
        found: what)
    }
    return count
  }

  /// All bytes after the header: exactly as many as the sizes say.
  private static func body(
    _ source: any ByteSource, sizes: [Int], what: String
  ) throws(DatasetError) -> [UInt8] {
    let count = try length(sizes, what: what, source.path)
    let header = 4 + 4 * sizes.count
    let expected = "\(counted(header + count, "byte")) (\(what))"
    guard header + count <= source.mostBytes else {
      throw .wrong(
        .damaged, path: source.path, expected: expected, found: "a file of \(counted(source.mostBytes, "byte"))")
    }
    try MemoryRoom.check(count, for: source.path)
    let bytes = try source.bytes(count)
    guard bytes.count == count else {
      throw .wrong(
        .damaged, path: source.path, expected: expected, found: "its end after \(grouped(header + bytes.count))")
    }
    guard try source.bytes(1).isEmpty else {
      throw .wrong(.damaged, path: source.path, expected: expected, found: "more")
    }
    return bytes
  }

  /// - Parameter front: the file's first bytes, by which a file of another kind is known.
  private static func name(ofMagic magic: Int, _ front: [UInt8] = []) -> String {
    switch magic {
    case imagesMagic: "images (IDX magic number 2051)"
    case labelsMagic: "labels (IDX magic number 2049)"
    case let magic where types[magic >> 8] != nil && (1...8).contains(magic & 255):
      "an IDX file of \(types[magic >> 8] ?? "") in \(counted(magic & 255, "dimension")) (magic number \(magic))"
    default:
      switch FileKind.phrase(of: front) {
      case FileKind.unknown: "the magic number \(magic)"
      case let kind: kind
      }
    }
  }
}
