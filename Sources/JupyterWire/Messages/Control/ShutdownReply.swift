/// Answers a ``ShutdownRequest``, on control and on IOPub.
///
/// Protocol: [Kernel shutdown](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown).
public struct ShutdownReply: OutgoingContent {
  public static let type = "shutdown_reply"

  /// Whether another kernel takes its place.
  public let restart: Bool

  /// A reply that says whether another kernel takes its place.
  public init(restart: Bool) { self.restart = restart }

  public var json: JSONObject { ["status": "ok", "restart": .bool(restart)] }
}
