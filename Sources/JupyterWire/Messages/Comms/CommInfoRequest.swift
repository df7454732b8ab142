/// Asks which comms are open, as a page does that was loaded again.
///
/// Protocol: [Comm info](https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info).
public struct CommInfoRequest: RequestContent {
  public static let type = "comm_info_request"
  public typealias Reply = CommInfoReply

  /// Only the comms of this target; nil for all of them.
  public let targetName: String?

  public init(_ content: JSONObject) {
    targetName = content["target_name"]?.stringValue
  }
}
