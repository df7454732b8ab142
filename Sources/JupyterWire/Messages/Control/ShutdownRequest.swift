/// Asks the kernel to exit; it must do so even where a new one is to take its place.
public struct ShutdownRequest: RequestContent {
  public static let type = "shutdown_request"
  public typealias Reply = ShutdownReply

  public let restart: Bool

  public init(_ content: JSONObject) { restart = content.bool("restart", default: false) }
}
