import Tensors

/// NumPy's file of one array: a magic string, a header in the form of a Python dict, the numbers.
///
/// See https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. Written is version 1.0; read are 1.0, 2.0
/// and 3.0 with numbers and bools, little-endian, in C or Fortran order.
package enum NPY {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array as float32.
  package static func encoded(_ tensor: Tensor) -> [UInt8] {
    let lengths = tensor.shape.dimensions.map { "\($0)," }.joined(separator: " ")
    let shape = tensor.rank == 1 ? lengths : String(lengths.dropLast())
    var header = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }".utf8)
    // The numbers begin at a multiple of 64, and the header ends with a new line.
    header += [UInt8](repeating: 0x20, count: 63 - (10 + header.count) % 64) + [0x0a]
    let length = [UInt8(header.count & 0xff), UInt8(header.count >> 8)]
    return withExtendedLifetime(tensor.storage) {
      magic + [1, 0] + length + header + [UInt8](UnsafeRawBufferPointer(tensor.elements))
    }
  }

  /// - Throws: ``DatasetError`` where the file is anything but one whole array of numbers, ``TensorError`` of code `memory`.
  package static func read(_ path: String) throws -> Tensor { try decoded(try WholeFile.read(path), path) }

  package static func decoded(_ bytes: [UInt8], _ path: String) throws -> Tensor {
    guard bytes.count >= 12, bytes.starts(with: magic), (1...3).contains(bytes[6]) else {
      throw DatasetError.wrong(.format, path: path, expected: "NumPy's .npy format", found: "something else")
    }
    let wide = bytes[6] > 1
    let length = bytes[8..<(wide ? 12 : 10)].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = (wide ? 12 : 10) + length
    guard start <= bytes.count else {
      throw DatasetError.wrong(
        .damaged, path: path, expected: "a header of \(counted(length, "byte"))", found: "the file's end")
    }
    let header = try Header(String(decoding: bytes[(wide ? 12 : 10)..<start], as: UTF8.self), path)
    let (size, overflow) = header.shape.count.multipliedReportingOverflow(by: header.type.size)
    guard !overflow, bytes.count - start == size else {
      throw DatasetError.wrong(
        .damaged, path: path, expected: "\(header.shape) numbers of \(counted(header.type.size, "byte"))",
        found: "\(counted(bytes.count - start, "byte")) of them")
    }
    let flat = bytes.withUnsafeBytes { raw in
      (0..<header.shape.count).map { Float(header.type.number(in: raw, at: start + $0 * header.type.size)) }
    }
    guard header.isFortran, header.shape.rank > 1, !flat.isEmpty else { return try Tensor(flat, header.shape) }
    return try Tensor(rowMajor(flat, header.shape), header.shape)
  }

  /// The numbers of an array whose first index runs fastest, reordered so that the last one does.
  private static func rowMajor(_ numbers: [Float], _ shape: Shape) -> [Float] {
    var strides = [Int](repeating: 1, count: shape.rank)
    for dimension in 1..<shape.rank { strides[dimension] = strides[dimension - 1] * shape[dimension - 1] }
    return (0..<numbers.count).map { index in
      var (rest, place) = (index, 0)
      for dimension in (0..<shape.rank).reversed() {
        place += rest % shape[dimension] * strides[dimension]
        rest /= shape[dimension]
      }
      return numbers[place]
    }
  }

  /// The types by NumPy's names, for those whose least significant byte comes first.
  private static let types: [String: StoredNumber] = [
    "<f8": .float64, "<f4": .float32, "<f2": .float16, "<i8": .int64, "<i4": .int32, "<i2": .int16, "|i1": .int8,
    "<u8": .uint64, "<u4": .uint32, "<u2": .uint16, "|u1": .uint8, "|b1": .bool,
  ]

  /// The three things that the header's dict says.
  private struct Header {
    let type: StoredNumber
    let isFortran: Bool
    let shape: Shape

    init(_ text: String, _ path: String) throws {
      guard let descr = Self.value(of: "descr", in: text), let order = Self.value(of: "fortran_order", in: text),
        let sizes = Self.value(of: "shape", in: text), sizes.hasPrefix("("), let end = sizes.firstIndex(of: ")")
      else {
        throw DatasetError.wrong(.format, path: path, expected: "NumPy's header", found: String(text.prefix(80)))
      }
      let name = String(descr.dropFirst().prefix { $0 != "'" && $0 != "\"" })
      guard let type = NPY.types[name] else {
        throw DatasetError.wrong(
          .format, path: path, expected: "numbers, the least significant byte first, as <f4",
          found: "the type \(name.prefix(40))")
      }
      let lengths = sizes[sizes.index(after: sizes.startIndex)..<end].split(separator: ",")
        .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }.map { Int($0) }
      guard !lengths.contains(where: { $0 == nil || $0.map { $0 < 0 } == true }), lengths.count <= 64 else {
        throw DatasetError.wrong(.format, path: path, expected: "a shape", found: String(sizes.prefix(80)))
      }
      self.type = type
      isFortran = order.hasPrefix("True")
      shape = Shape(lengths.compactMap(\.self))
    }

    /// What follows a key of the dict.
    private static func value(of key: String, in text: String) -> Substring? {
      for quote in ["'", "\""] {
        guard let range = text.firstRange(of: quote + key + quote) else { continue }
        return text[range.upperBound...].drop { $0 == ":" || $0 == " " }
      }
      return nil
    }
  }
}
