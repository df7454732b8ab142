/// Answers a ``ShutdownRequest``, on control and on IOPub.
public struct ShutdownReply: OutgoingContent {
  public static let type = "shutdown_reply"

  public let restart: Bool

  public init(restart: Bool) { self.restart = restart }

  public var json: JSONObject { ["status": "ok", "restart": .bool(restart)] }
}
