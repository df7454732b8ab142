/// Answers a ``DeleteSubshellRequest``.
///
/// Protocol: [Delete subshell](https://jupyter-client.readthedocs.io/en/stable/messaging.html#delete-subshell).
public struct DeleteSubshellReply: OutgoingContent {
  public static let type = "delete_subshell_reply"

  /// The subshell has gone.
  public init() {}

  public var json: JSONObject { ["status": "ok"] }
}
