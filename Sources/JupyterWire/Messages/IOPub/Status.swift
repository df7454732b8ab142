/// Says what the kernel is doing about a request.
public enum Status: String, OutgoingContent {
  public static let type = "status"

  case starting, busy, idle

  public var json: JSONObject { ["execution_state": .string(rawValue)] }
}
