/// Answers an ``ExecuteRequest`` that succeeded.
///
/// Protocol: [Execute](https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute).
public struct ExecuteReply: OutgoingContent {
  public static let type = "execute_reply"

  /// The number of the cell: `In [3]`.
  public var executionCount: Int
  /// Things for the frontend to do: ``ExecutePayload/json``.
  public var payload: [JSONObject]
  /// A mime bundle or an error for each of the request's expressions.
  public var userExpressions: JSONObject

  /// The reply to a cell that succeeded.
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
