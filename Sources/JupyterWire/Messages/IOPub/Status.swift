/// Says what the kernel is doing about a request.
///
/// Protocol: [Kernel status](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-status).
public enum Status: String, OutgoingContent {
  public static let type = "status"

  /// The kernel has begun to listen; once, for nobody's request.
  case starting
  /// The first message about a request.
  case busy
  /// The last message about a request.
  case idle

  public var json: JSONObject { ["execution_state": .string(rawValue)] }
}
