/// The failure of a cell, as all frontends see it; exactly one for each failing cell.
///
/// Protocol: [Execution errors](https://jupyter-client.readthedocs.io/en/stable/messaging.html#execution-errors).
public struct ErrorOutput: OutgoingContent {
  public static let type = "error"

  /// The failure, as the reply has it.
  public let error: ErrorReply

  /// The failure of a reply, for all to see.
  public init(_ error: ErrorReply) { self.error = error }

  public var json: JSONObject {
    [
      "ename": .string(error.name), "evalue": .string(error.value),
      "traceback": .array(error.traceback.map(JSON.string)),
    ]
  }
}
