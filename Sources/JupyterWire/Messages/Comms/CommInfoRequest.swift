/// Asks which comms are open, as a page does that was loaded again.
public struct CommInfoRequest: IncomingContent {
  public static let type = "comm_info_request"

  /// Only the comms of this target; nil for all of them.
  public let targetName: String?

  public init(_ content: JSONObject) {
    targetName = content["target_name"]?.stringValue
  }
}
