/// Answers a ``DebugRequest``: a response of the Debug Adapter Protocol.
///
/// Protocol: [Debug request](https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request).
public struct DebugReply: OutgoingContent, Equatable {
  public static let type = "debug_reply"

  /// Its place among what the kernel has said of debugging.
  public var seq: Int
  /// The number of the request.
  public var requestSeq: Int
  /// The command of the request.
  public var command: String
  /// Whether that was done.
  public var success: Bool
  /// Why it was not; nil where it was.
  public var message: String?
  /// What the command gives; nil where it gives nothing.
  public var body: JSONObject?

  /// The reply to a command that was done, or that failed for the reason in `message`.
  public init(seq: Int, requestSeq: Int, command: String, message: String? = nil, body: JSONObject? = nil) {
    self.seq = seq
    self.requestSeq = requestSeq
    self.command = command
    success = message == nil
    self.message = message
    self.body = body
  }

  public var json: JSONObject {
    var object: JSONObject = [
      "seq": .integer(seq), "type": "response", "request_seq": .integer(requestSeq), "success": .bool(success),
      "command": .string(command),
    ]
    if let message { object["message"] = .string(message) }
    // A client that looks into the body of a failure finds an object.
    if let body { object["body"] = .object(body) } else if !success { object["body"] = [:] }
    return object
  }
}
