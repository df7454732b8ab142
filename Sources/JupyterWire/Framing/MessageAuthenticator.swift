import Crypto

/// Signs messages and checks signatures with HMAC-SHA256 under the connection's key.
///
/// With an empty key nothing is signed and everything is accepted, as the protocol has it.
public struct MessageAuthenticator: Sendable {
  /// The hash already fed with the key: copying it is cheaper than hashing the key again for each message.
  private let keyed: HMAC<SHA256>?

  public init(key: String) {
    keyed = key.isEmpty ? nil : HMAC<SHA256>(key: SymmetricKey(data: Array(key.utf8)))
  }

  /// Whether there is a key at all.
  public var isSigning: Bool { keyed != nil }

  /// The signature of the four parts as lower-case hexadecimal digits; empty without a key.
  public func signature(of frames: SignedFrames) -> [UInt8] {
    guard var hash = keyed else { return [] }
    hash.update(data: frames.header)
    hash.update(data: frames.parentHeader)
    hash.update(data: frames.metadata)
    hash.update(data: frames.content)
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in hash.finalize() {
      digits.append(hexDigit(byte >> 4))
      digits.append(hexDigit(byte & 15))
    }
    return digits
  }

  /// Checks the signature of the parts as they were received, in a time that does not depend on where it differs.
  ///
  /// - Throws: ``WireError`` `.badSignature`.
  public func verify(_ frames: SignedFrames) throws(WireError) {
    guard isSigning else { return }
    let expected = signature(of: frames)
    guard expected.count == frames.signature.count else {
      throw WireError(.badSignature, "a message's signature has \(frames.signature.count) bytes, not \(expected.count)")
    }
    var difference: UInt8 = 0
    for (one, other) in zip(expected, frames.signature) { difference |= one ^ other }
    guard difference == 0 else { throw WireError(.badSignature, "a message's signature is wrong") }
  }
}
