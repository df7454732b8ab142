/// Asks which subshells there are (JEP 91).
public struct ListSubshellRequest: RequestContent, EmptyContent {
  public static let type = "list_subshell_request"
  public typealias Reply = ListSubshellReply

  public init() {}
}
