/// Answers a ``CommInfoRequest``.
///
/// Protocol: [Comm info](https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info).
public struct CommInfoReply: OutgoingContent {
  public static let type = "comm_info_reply"

  /// The open comms.
  public var comms: [(id: String, targetName: String)]

  /// A reply with these comms.
  public init(comms: [(id: String, targetName: String)]) { self.comms = comms }

  public var json: JSONObject {
    let members = comms.map { ($0.id, JSON.object(["target_name": .string($0.targetName)])) }
    return ["status": "ok", "comms": .object(JSONObject(members))]
  }
}
