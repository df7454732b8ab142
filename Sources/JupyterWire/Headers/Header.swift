/// A message's description of itself.
///
/// Protocol: [Message header](https://jupyter-client.readthedocs.io/en/stable/messaging.html#message-header).
public struct Header: Sendable {
  /// Tells the message from all others of its session.
  public let messageID: String
  /// The kind of message, such as `execute_request`.
  public let type: String
  /// The session of the sender, a UUID as a rule; empty where a client left it out.
  public let session: String
  /// The sender's name; empty where a client left it out.
  public let username: String
  /// When it was made, as ISO 8601; empty where a client left it out.
  public let date: String
  /// The protocol version that the sender speaks.
  public let version: String
  /// The subshell that a request is meant for; nil for the main shell.
  public let subshellID: String?

  /// A header of now, in this library's version of the protocol.
  public init(
    messageID: String, type: String, session: String, username: String, date: String = Timestamp.now,
    version: String = ProtocolVersion.current, subshellID: String? = nil
  ) {
    self.messageID = messageID
    self.type = type
    self.session = session
    self.username = username
    self.date = date
    self.version = version
    self.subshellID = subshellID
  }

  /// Reads a received header. Only the id, which may be a number, and the type are indispensable: old clients leave out
  /// the rest, or send `null`.
  ///
  /// - Throws: ``WireError`` `.malformedHeader`.
  public init(_ json: JSON) throws(WireError) {
    let id = json["msg_id"]
    guard let messageID = id?.stringValue ?? id?.integerValue.map(String.init), let type = json["msg_type"]?.stringValue
    else {
      throw WireError(.malformedHeader, "a message's header has no msg_id or no msg_type")
    }
    self.init(
      messageID: messageID, type: type, session: json["session"]?.stringValue ?? "",
      username: json["username"]?.stringValue ?? "", date: json["date"]?.stringValue ?? "",
      version: json["version"]?.stringValue ?? "", subshellID: json["subshell_id"]?.stringValue)
  }

  /// The header as JSON, without `subshell_id` where there is none.
  public var json: JSONObject {
    var object: JSONObject = [
      "msg_id": .string(messageID), "msg_type": .string(type), "session": .string(session),
      "username": .string(username), "date": .string(date), "version": .string(version),
    ]
    if let subshellID { object["subshell_id"] = .string(subshellID) }
    return object
  }
}

/// The header of the message that caused this one, byte for byte as it was received, so that members unknown to us survive.
public struct ParentHeader: Sendable, Equatable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// Of a message that nobody asked for.
  public static let none = ParentHeader(bytes: Array("{}".utf8))
}

/// The version of the Jupyter messaging protocol that this library speaks.
public enum ProtocolVersion {
  /// The version in every header, and in `kernel_info_reply`.
  public static let current = "5.5"
}
