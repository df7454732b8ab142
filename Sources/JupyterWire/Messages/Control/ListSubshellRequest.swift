/// Asks which subshells there are (JEP 91).
///
/// Protocol: [List subshell](https://jupyter-client.readthedocs.io/en/stable/messaging.html#list-subshell).
public struct ListSubshellRequest: RequestContent, EmptyContent {
  public static let type = "list_subshell_request"
  public typealias Reply = ListSubshellReply

  public init() {}
}
