/// Austin Appleby's MurmurHash2, by which clients and kernels give a cell's text the same name.
enum Murmur2 {
  /// The hash of a text's bytes in UTF-8.
  static func hash(_ text: String, seed: UInt32) -> UInt32 {
    var text = text
    return text.withUTF8 { hash($0, seed: seed) }
  }

  private static let factor: UInt32 = 0x5BD1_E995

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt32) -> UInt32 {
    var hash = seed ^ UInt32(truncatingIfNeeded: bytes.count)
    let whole = bytes.count & ~3
    for start in stride(from: 0, to: whole, by: 4) {
      var part = word(bytes[start..<start + 4]) &* factor
      part ^= part >> 24
      hash = (hash &* factor) ^ (part &* factor)
    }
    if whole < bytes.count { hash = (hash ^ word(bytes[whole...])) &* factor }
    hash ^= hash >> 13
    hash = hash &* factor
    return hash ^ (hash >> 15)
  }

  /// Up to four bytes, the lowest first.
  private static func word(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
