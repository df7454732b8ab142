/// Answers any request that failed; its message type is the one that the request's success would have had.
///
/// Protocol: [Request-Reply](https://jupyter-client.readthedocs.io/en/stable/messaging.html#request-reply).
public struct ErrorReply: Error, Equatable {
  /// The kind of error, such as `ShapeError`.
  public var name: String
  /// What went wrong.
  public var value: String
  /// Lines for people, in which ANSI colours are welcome; the last one says "name: value".
  public var traceback: [String]
  /// Only in the reply to an ``ExecuteRequest``, and there the cell's number, unless ``isUncounted``.
  public var executionCount: Int?
  /// Whether this answers an ``ExecuteRequest`` that was not run: `execution_count` is null then, and a frontend shows no number,
  /// where it would show that of another cell.
  public var isUncounted = false

  /// A failure; only a cell's has a number.
  public init(name: String, value: String, traceback: [String] = [], executionCount: Int? = nil) {
    self.name = name
    self.value = value
    self.traceback = traceback
    self.executionCount = executionCount
  }

  /// The content of the reply.
  public var json: JSONObject {
    var object: JSONObject = [
      "status": "error", "ename": .string(name), "evalue": .string(value),
      "traceback": .array(traceback.map(JSON.string)),
    ]
    if let executionCount {
      object["execution_count"] = .integer(executionCount)
    } else if isUncounted {
      object["execution_count"] = .null
    }
    return object
  }
}
