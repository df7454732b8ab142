/// Answers a ``ListSubshellRequest``.
///
/// Protocol: [List subshell](https://jupyter-client.readthedocs.io/en/stable/messaging.html#list-subshell).
public struct ListSubshellReply: OutgoingContent {
  public static let type = "list_subshell_reply"

  /// All subshells; the main shell is none.
  public let subshellIDs: [String]

  /// A reply with these subshells.
  public init(subshellIDs: [String]) { self.subshellIDs = subshellIDs }

  public var json: JSONObject { ["status": "ok", "subshell_id": .array(subshellIDs.map(JSON.string))] }
}
