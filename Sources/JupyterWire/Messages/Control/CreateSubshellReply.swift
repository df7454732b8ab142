/// Answers a ``CreateSubshellRequest``.
///
/// Protocol: [Create subshell](https://jupyter-client.readthedocs.io/en/stable/messaging.html#create-subshell).
public struct CreateSubshellReply: OutgoingContent {
  public static let type = "create_subshell_reply"

  /// The new subshell, for the headers of requests to it.
  public let subshellID: String

  /// A reply that names the new subshell.
  public init(subshellID: String) { self.subshellID = subshellID }

  public var json: JSONObject { ["status": "ok", "subshell_id": .string(subshellID)] }
}
