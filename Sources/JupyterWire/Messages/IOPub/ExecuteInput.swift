/// Tells all frontends which code is about to run.
public struct ExecuteInput: OutgoingContent {
  public static let type = "execute_input"

  public let code: String
  public let executionCount: Int

  public init(code: String, executionCount: Int) {
    self.code = code
    self.executionCount = executionCount
  }

  public var json: JSONObject { ["code": .string(code), "execution_count": .integer(executionCount)] }
}
