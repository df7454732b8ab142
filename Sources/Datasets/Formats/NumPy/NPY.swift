import Tensors
import Text

/// NumPy's file of one array: a magic string, a header in the form of a Python dict, the numbers.
///
/// See https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. Written is version 1.0; read are 1.0, 2.0
/// and 3.0, in any order of bytes and of indices, as NumPy and other programs write them.
package enum NPY {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// A longer header is refused, as by NumPy.
  private static let longestHeader = 10_000

  /// The array as float32; a mask as bools, whole numbers as int64 or uint8.
  package static func encoded(_ tensor: Tensor) -> [UInt8] {
    let lengths = tensor.shape.dimensions.map { "\($0)," }.joined(separator: " ")
    let shape = tensor.rank == 1 ? lengths : String(lengths.dropLast())
    let type =
      switch tensor.kind {
      case .truth: "|b1"
      case .byte: "|u1"
      case .whole: "<i8"
      case .real: "<f4"
      }
    var header = Array("{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }".utf8)
    // The numbers begin at a multiple of 64, and the header ends with a new line.
    header += [UInt8](repeating: 0x20, count: 63 - (10 + header.count) % 64) + [0x0a]
    let length = [UInt8(header.count & 0xff), UInt8(header.count >> 8)]
    return withExtendedLifetime(tensor.storage) {
      magic + [1, 0] + length + header
        + StoredNumber.bytes(of: tensor)
    }
  }

  /// The one array in a file, its numbers not read yet.
  ///
  /// - Throws: ``DatasetError`` where the file is anything but one whole array of numbers.
  package static func read(_ path: String) throws -> StoredArray {
    switch try entry("", path: path, open: { () throws(DatasetError) in try FileSource(path: path) }) {
    case .array(let array): return array
    case .other(let contents):
      throw DatasetError.wrong(.format, path: path, expected: "an array of numbers", found: contents)
    }
  }

  /// The content of a file of NumPy's.
  enum Entry {
    case array(StoredArray)
    /// No numbers: what it is instead.
    case other(String)
  }

  /// The beginning of a source, which is opened once more when its numbers are wanted.
  ///
  /// - Throws: ``DatasetError`` where there is anything but one whole array.
  static func entry(
    _ name: String, path: String, open: @escaping () throws(DatasetError) -> any ByteSource
  ) throws -> Entry {
    let source = try open()
    let header = try header(source)
    guard let type = NPYType(header.type) else { return .other(NPYType.contents(header.type)) }
    let (size, overflow) = header.shape.count.multipliedReportingOverflow(by: type.number.size)
    let rest = source.mostBytes - header.length
    guard !overflow, rest == size else {
      throw DatasetError.wrong(
        .damaged, path: path,
        expected: "\(header.shape) numbers of \(counted(type.number.size, "byte"))",
        found: "\(counted(max(0, rest), "byte")) of them")
    }
    return .array(
      StoredArray(
        name: name, path: path, shape: header.shape, type: type.number, isBigEndian: type.isBigEndian,
        isColumnMajor: header.isFortran
      ) { () throws(DatasetError) in
        let source = try open()
        _ = try source.bytes(header.length)
        return source
      })
  }

  private struct Header {
    /// Bytes before the numbers.
    let length: Int
    let type: PythonLiteral
    let isFortran: Bool
    let shape: Shape
  }

  private static func header(_ source: any ByteSource) throws(DatasetError) -> Header {
    let path = source.path
    let front = try source.bytes(8)
    guard front.starts(with: magic), front.count == 8 else {
      throw .wrong(.format, path: path, expected: "NumPy's .npy format", found: FileKind.phrase(of: front))
    }
    let version = (front[6], front[7])
    guard (1...3).contains(version.0), version.1 == 0 else {
      throw .wrong(
        .format, path: path, expected: "version 1.0, 2.0 or 3.0 of NumPy's .npy format",
        found: "\(version.0).\(version.1)")
    }
    let lengthBytes = try source.bytes(version.0 > 1 ? 4 : 2)
    let count = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard count <= longestHeader else {
      throw .wrong(
        .format, path: path, expected: "a header of at most \(counted(longestHeader, "byte"))", found: grouped(count))
    }
    let bytes = try source.bytes(count)
    guard bytes.count == count, lengthBytes.count == (version.0 > 1 ? 4 : 2) else {
      throw .wrong(
        .damaged, path: path, expected: "a header of \(counted(count, "byte"))", found: "the file's end")
    }
    // Before version 3.0 a byte is a character.
    let text =
      version.0 < 3
      ? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })) : String(decoding: bytes, as: UTF8.self)
    return try header(text, length: front.count + lengthBytes.count + count, path)
  }

  /// The three things that the header's dict says.
  private static func header(_ text: String, length: Int, _ path: String) throws(DatasetError) -> Header {
    guard case .dict(let pairs)? = PythonLiteral(text), pairs.count == 3,
      let type = pairs.first(where: { $0.key == "descr" })?.value,
      case .bool(let isFortran)? = pairs.first(where: { $0.key == "fortran_order" })?.value,
      case .tuple(let sizes)? = pairs.first(where: { $0.key == "shape" })?.value
    else {
      throw .wrong(.format, path: path, expected: "NumPy's header", found: String(text.prefix(80)))
    }
    var lengths: [Int] = []
    for size in sizes {
      guard case .integer(let length) = size, length >= 0, lengths.count < 64 else {
        throw .wrong(.format, path: path, expected: "a shape", found: String(text.prefix(80)))
      }
      lengths.append(length)
    }
    return Header(length: length, type: type, isFortran: isFortran, shape: Shape(lengths))
  }
}
