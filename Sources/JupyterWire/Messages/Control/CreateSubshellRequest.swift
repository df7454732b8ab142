/// Asks for a new subshell (JEP 91).
///
/// Protocol: [Create subshell](https://jupyter-client.readthedocs.io/en/stable/messaging.html#create-subshell).
public struct CreateSubshellRequest: RequestContent, EmptyContent {
  public static let type = "create_subshell_request"
  public typealias Reply = CreateSubshellReply

  public init() {}
}
