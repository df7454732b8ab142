/// Answers a ``DeleteSubshellRequest``.
public struct DeleteSubshellReply: OutgoingContent {
  public static let type = "delete_subshell_reply"

  public init() {}

  public var json: JSONObject { ["status": "ok"] }
}
