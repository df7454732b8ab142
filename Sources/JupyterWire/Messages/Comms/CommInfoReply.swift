/// Answers a ``CommInfoRequest``.
public struct CommInfoReply: OutgoingContent {
  public static let type = "comm_info_reply"

  public var comms: [(id: String, targetName: String)]

  public init(comms: [(id: String, targetName: String)]) { self.comms = comms }

  public var json: JSONObject {
    let members = comms.map { ($0.id, JSON.object(["target_name": .string($0.targetName)])) }
    return ["status": "ok", "comms": .object(JSONObject(members))]
  }
}
