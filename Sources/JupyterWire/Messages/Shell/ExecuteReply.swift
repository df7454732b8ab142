/// Answers an ``ExecuteRequest`` that succeeded.
public struct ExecuteReply: OutgoingContent {
  public static let type = "execute_reply"

  public var executionCount: Int
  public var payload: [JSONObject]
  /// A mime bundle or an error for each of the request's expressions.
  public var userExpressions: JSONObject

  public init(executionCount: Int, payload: [JSONObject] = [], userExpressions: JSONObject = [:]) {
    self.executionCount = executionCount
    self.payload = payload
    self.userExpressions = userExpressions
  }

  public var json: JSONObject {
    [
      "status": "ok", "execution_count": .integer(executionCount), "payload": .array(payload.map(JSON.object)),
      "user_expressions": .object(userExpressions),
    ]
  }
}
