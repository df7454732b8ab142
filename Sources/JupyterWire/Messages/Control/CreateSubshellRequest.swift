/// Asks for a new subshell (JEP 91).
public struct CreateSubshellRequest: EmptyContent {
  public static let type = "create_subshell_request"

  public init() {}
}
