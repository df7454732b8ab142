/// Answers a ``CreateSubshellRequest``.
public struct CreateSubshellReply: OutgoingContent {
  public static let type = "create_subshell_reply"

  public let subshellID: String

  public init(subshellID: String) { self.subshellID = subshellID }

  public var json: JSONObject { ["status": "ok", "subshell_id": .string(subshellID)] }
}
