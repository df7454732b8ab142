/// The content of a message that a kernel receives.
public protocol IncomingContent: Sendable {
  /// The `msg_type` of the message.
  static var type: String { get }

  /// Reads the content; members that the protocol lets a client leave out have defaults.
  ///
  /// - Throws: ``WireError`` `.malformedContent` where an indispensable member is missing or of the wrong type.
  init(_ content: JSONObject) throws(WireError)
}

/// The content of a message that a kernel answers with a reply.
public protocol RequestContent: IncomingContent {
  /// The reply that a success has; a failure travels under its type too, as an ``ErrorReply``.
  associatedtype Reply: OutgoingContent
}

/// The content of a message that a kernel sends.
public protocol OutgoingContent: Sendable {
  /// The `msg_type` of the message.
  static var type: String { get }

  /// The `content` of the message.
  var json: JSONObject { get }
}

/// The content of a request without members.
public protocol EmptyContent: IncomingContent {
  /// Content without members.
  init()
}

extension EmptyContent {
  /// Takes no notice of the members.
  public init(_ content: JSONObject) { self.init() }
}

extension JSONObject {
  /// The text under `key`.
  ///
  /// - Throws: ``WireError`` `.malformedContent` where it is missing or no string.
  func requiredString(_ key: String, of type: String) throws(WireError) -> String {
    guard let text = self[key]?.stringValue else {
      throw WireError(.malformedContent, "the content of \(type) needs \"\(key)\" as a string")
    }
    return text
  }

  func string(_ key: String, default value: String = "") -> String { self[key]?.stringValue ?? value }
  /// A number counts as it does in Python: 0 is false.
  func bool(_ key: String, default value: Bool) -> Bool {
    self[key]?.boolValue ?? self[key]?.numberValue.map { $0 != 0 } ?? value
  }
  func integer(_ key: String, default value: Int) -> Int { self[key]?.integerValue ?? value }
  func object(_ key: String) -> JSONObject { self[key]?.objectValue ?? [:] }
}
