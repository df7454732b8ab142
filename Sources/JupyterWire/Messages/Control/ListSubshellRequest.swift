/// Asks which subshells there are (JEP 91).
public struct ListSubshellRequest: EmptyContent {
  public static let type = "list_subshell_request"

  public init() {}
}
