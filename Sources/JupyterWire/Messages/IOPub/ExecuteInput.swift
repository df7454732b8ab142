/// Tells all frontends which code is about to run.
///
/// Protocol: [Code inputs](https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-inputs).
public struct ExecuteInput: OutgoingContent {
  public static let type = "execute_input"

  /// The code of the cell.
  public let code: String
  /// The number of the cell: `In [3]`.
  public let executionCount: Int

  /// Announces a cell.
  public init(code: String, executionCount: Int) {
    self.code = code
    self.executionCount = executionCount
  }

  public var json: JSONObject { ["code": .string(code), "execution_count": .integer(executionCount)] }
}
