/// Asks to end a subshell (JEP 91).
///
/// Protocol: [Delete subshell](https://jupyter-client.readthedocs.io/en/stable/messaging.html#delete-subshell).
public struct DeleteSubshellRequest: RequestContent {
  public static let type = "delete_subshell_request"
  public typealias Reply = DeleteSubshellReply

  /// The subshell to end.
  public let subshellID: String

  public init(_ content: JSONObject) throws(WireError) {
    subshellID = try content.requiredString("subshell_id", of: Self.type)
  }
}
