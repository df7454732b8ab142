/// A PNG of two pixels in a form that ``PNG`` does not write, and what it should be read as.
struct PNGFixture: Sendable, CustomStringConvertible {
  var description: String
  var channels: Int
  var pixels: [UInt8]
  /// The file in base 16.
  var hex: String

  var file: [UInt8] {
    let digits = Array(hex.utf8).map { $0 < 58 ? $0 - 48 : $0 - 87 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// The CRC-32 that ends a chunk, over its name and its bytes.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var remainder: UInt32 = .max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xedb8_8320 : 0) }
    }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~remainder >> $0) }
  }

  // Written chunk by chunk with Python's struct and zlib.
  static let all = [
    PNGFixture(
      description: "palette", channels: 3, pixels: [200, 100, 50, 10, 20, 30],
      hex: "89504e470d0a1a0a0000000d4948445200000002000000010803000000c3fc8fb800000006504c54450a141ec8643277a0b3"
        + "9c0000000b49444154789c636064000000050002d16633780000000049454e44ae426082"),
    PNGFixture(
      description: "palette with transparency", channels: 4, pixels: [200, 100, 50, 255, 10, 20, 30, 0],
      hex: "89504e470d0a1a0a0000000d4948445200000002000000010803000000c3fc8fb800000006504c54450a141ec8643277a0b3"
        + "9c0000000274524e5300ff5b9122b50000000b49444154789c636064000000050002d16633780000000049454e44ae426082"),
    PNGFixture(
      description: "grey of 16 bits", channels: 1, pixels: [128, 255],
      hex: "89504e470d0a1a0a0000000d494844520000000200000001100000000081d9fc150000000d49444154789c636868f8ff1f00"
        + "068202ffb3be51330000000049454e44ae426082"),
    PNGFixture(
      description: "RGB of 16 bits", channels: 3, pixels: [0, 64, 128, 255, 1, 2],
      hex: "89504e470d0a1a0a0000000d49484452000000020000000110020000002bd0349e0000001549444154789c63606070706868"
        + "f8ff9f9191890900174f03856235692c0000000049454e44ae426082"),
    PNGFixture(
      description: "grey with alpha", channels: 4, pixels: [7, 7, 7, 255, 9, 9, 9, 128],
      hex: "89504e470d0a1a0a0000000d49484452000000020000000108040000005e2bb7010000000d49444154789c6360ffcfd90000"
        + "03b001903969367a0000000049454e44ae426082"),
    PNGFixture(
      description: "one bit", channels: 1, pixels: [0, 255],
      hex: "89504e470d0a1a0a0000000d4948445200000002000000010100000000dc5942270000000a49444154789c63700000004200"
        + "412937f4ef0000000049454e44ae426082"),
  ]
}
