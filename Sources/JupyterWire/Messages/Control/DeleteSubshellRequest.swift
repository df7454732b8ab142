/// Asks to end a subshell (JEP 91).
public struct DeleteSubshellRequest: RequestContent {
  public static let type = "delete_subshell_request"
  public typealias Reply = DeleteSubshellReply

  public let subshellID: String

  public init(_ content: JSONObject) throws(WireError) {
    subshellID = try content.requiredString("subshell_id", of: Self.type)
  }
}
