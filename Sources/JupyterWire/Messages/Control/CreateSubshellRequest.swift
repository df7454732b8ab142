/// Asks for a new subshell (JEP 91).
public struct CreateSubshellRequest: RequestContent, EmptyContent {
  public static let type = "create_subshell_request"
  public typealias Reply = CreateSubshellReply

  public init() {}
}
