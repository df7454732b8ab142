/// Answers a ``ListSubshellRequest``.
public struct ListSubshellReply: OutgoingContent {
  public static let type = "list_subshell_reply"

  public let subshellIDs: [String]

  public init(subshellIDs: [String]) { self.subshellIDs = subshellIDs }

  public var json: JSONObject { ["status": "ok", "subshell_id": .array(subshellIDs.map(JSON.string))] }
}
