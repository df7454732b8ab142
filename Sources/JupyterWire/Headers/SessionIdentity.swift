import Synchronization

/// Who signs a kernel's messages: one session id for its whole life, and a new id for each message.
public final class SessionIdentity: Sendable {
  public let session: String
  public let username: String
  private let count = Atomic<Int>(0)

  public init(session: String = SessionIdentity.makeUUID(), username: String = "kernel") {
    self.session = session
    self.username = username
  }

  /// A header for a new message. Safe to call from any thread.
  public func makeHeader(type: String) -> Header {
    let number = count.add(1, ordering: .relaxed).newValue
    return Header(messageID: "\(session)_\(number)", type: type, session: session, username: username)
  }

  /// A random (version 4) UUID in lower case.
  public static func makeUUID() -> String {
    var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var digits: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { digits.append(UInt8(ascii: "-")) }
      digits.append(hexDigit(byte >> 4))
      digits.append(hexDigit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
