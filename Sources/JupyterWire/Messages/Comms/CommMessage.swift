/// One message over an open comm; travels both ways.
///
/// Protocol: [Comm Messages](https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-messages).
public struct CommMessage: IncomingContent, OutgoingContent {
  public static let type = "comm_msg"

  /// The comm that it is about.
  public let id: String
  /// Whatever the two ends have to say to each other.
  public let data: JSONObject

  /// Content for a message to a client.
  public init(id: String, data: JSONObject) {
    self.id = id
    self.data = data
  }

  public init(_ content: JSONObject) throws(WireError) {
    self.init(id: try content.requiredString("comm_id", of: Self.type), data: content.object("data"))
  }

  public var json: JSONObject { ["comm_id": .string(id), "data": .object(data)] }
}
