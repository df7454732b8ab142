/// NumPy's files of any type, written by hand.
enum NumPyFixture {
  /// A file of an array.
  ///
  /// - Parameter type: as NumPy's header names it: `<f4`, `>u2`.
  static func array(_ type: String, _ shape: [Int], _ values: [Double]) -> [UInt8] {
    let lengths = shape.map { "\($0), " }.joined()
    return file(
      "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }", values.flatMap { bytes($0, type) })
  }

  /// A file with this header.
  static func file(_ header: String, _ numbers: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let text = Array((header + "\n").utf8)
    let length = [UInt8(text.count & 0xff), UInt8(text.count >> 8)] + (version > 1 ? [0, 0] : [])
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + numbers
  }

  private static func bytes(_ value: Double, _ type: String) -> [UInt8] {
    let order = type.first ?? "<"
    func raw(_ number: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: order == ">" ? number.bigEndian : number.littleEndian) { Array($0) }
    }
    return switch type.drop(while: { "<>=|".contains($0) }) {
    case "f8": raw(value.bitPattern)
    case "f4": raw(Float(value).bitPattern)
    case "f2": raw(Float16(value).bitPattern)
    case "i8": raw(Int64(value))
    case "i4": raw(Int32(value))
    case "i2": raw(Int16(value))
    case "i1": raw(Int8(value))
    case "u8": raw(UInt64(value))
    case "u4": raw(UInt32(value))
    case "u2": raw(UInt16(value))
    default: raw(UInt8(value))
    }
  }
}
