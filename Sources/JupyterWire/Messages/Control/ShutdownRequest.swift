/// Asks the kernel to exit; it must do so even where a new one is to take its place.
///
/// Protocol: [Kernel shutdown](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown).
public struct ShutdownRequest: RequestContent {
  public static let type = "shutdown_request"
  public typealias Reply = ShutdownReply

  /// Whether another kernel takes its place.
  public let restart: Bool

  public init(_ content: JSONObject) { restart = content.bool("restart", default: false) }
}
