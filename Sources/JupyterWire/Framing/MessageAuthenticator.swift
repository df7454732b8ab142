import Crypto

/// Signs messages and checks signatures with HMAC-SHA256 under the connection's key.
///
/// With an empty key nothing is signed and everything is accepted, as the protocol has it.
public struct MessageAuthenticator: Sendable {
  /// The hash already fed with the key: copying it is cheaper than hashing the key again for each message.
  private let keyed: HMAC<SHA256>?

  /// - Parameter key: the connection file's, whose UTF-8 bytes are hashed; empty for unsigned messages.
  public init(key: String) {
    keyed = key.isEmpty ? nil : HMAC<SHA256>(key: SymmetricKey(data: Array(key.utf8)))
  }

  /// Whether there is a key at all.
  public var isSigning: Bool { keyed != nil }

  /// The signature of the four parts as lower-case hexadecimal digits; empty without a key.
  public func signature(of frames: SignedFrames) -> [UInt8] {
    guard let code = code(of: frames) else { return [] }
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * code.byteCount)
    for byte in code {
      digits.append(hexDigit(byte >> 4))
      digits.append(hexDigit(byte & 15))
    }
    return digits
  }

  /// Checks the signature of the parts as they were received, in a time that does not depend on where it differs.
  ///
  /// - Throws: ``WireError`` `.badSignature`.
  public func verify(_ frames: SignedFrames) throws(WireError) {
    guard let code = code(of: frames) else { return }
    let digits = frames.signature
    guard digits.count == 2 * code.byteCount else {
      throw WireError(.badSignature, "a message's signature has \(digits.count) bytes, not \(2 * code.byteCount)")
    }
    // The comparison of swift-crypto's, whose time does not tell how much is right.
    guard let received = Self.bytes(ofHexadecimal: digits), code == received else {
      throw WireError(.badSignature, "a message's signature is wrong")
    }
  }

  /// The authentication code of the four parts; nil without a key.
  private func code(of frames: SignedFrames) -> HMAC<SHA256>.MAC? {
    guard var hash = keyed else { return nil }
    hash.update(data: frames.header)
    hash.update(data: frames.parentHeader)
    hash.update(data: frames.metadata)
    hash.update(data: frames.content)
    return hash.finalize()
  }

  /// The bytes that pairs of lower-case hexadecimal digits stand for; nil where one is none.
  private static func bytes(ofHexadecimal digits: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for (place, digit) in digits.enumerated() {
      guard let value = hexValue(digit) else { return nil }
      if place.isMultiple(of: 2) { bytes.append(value << 4) } else { bytes[place / 2] |= value }
    }
    return bytes
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
