/// A request of the Debug Adapter Protocol, on the control channel.
///
/// The content of the message is the protocol's own request: its arguments depend on the command, and whoever answers the
/// command reads them.
///
/// Protocol: [Debug request](https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request),
/// [Debug Adapter Protocol](https://microsoft.github.io/debug-adapter-protocol/specification).
public struct DebugRequest: RequestContent {
  public static let type = "debug_request"
  public typealias Reply = DebugReply

  /// The number that the client gave it; 0 where it gave none.
  public let seq: Int
  /// What is to be done, such as `setBreakpoints`.
  public let command: String
  /// What the command needs; empty where a client sent none, or something that is no object.
  public let arguments: JSONObject

  public init(_ content: JSONObject) throws(WireError) {
    seq = content.integer("seq", default: 0)
    command = try content.requiredString("command", of: Self.type)
    arguments = content.object("arguments")
  }
}
