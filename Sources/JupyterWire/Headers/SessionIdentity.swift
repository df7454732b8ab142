import FoundationEssentials
import Synchronization

/// Who signs a kernel's messages: one session id for its whole life, and a new id for each message.
public final class SessionIdentity: Sendable {
  /// The session id in every header.
  public let session: String
  /// The name in every header.
  public let username: String
  private let count = Atomic<Int>(0)

  /// An identity with no messages yet.
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
    UUID().uuidString.lowercased()
  }
}
