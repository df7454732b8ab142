/// Answers an ``InterruptRequest``: the wish has been passed on.
///
/// Protocol: [Kernel interrupt](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt).
public struct InterruptReply: OutgoingContent {
  public static let type = "interrupt_reply"

  /// The wish has been passed on.
  public init() {}

  public var json: JSONObject { ["status": "ok"] }
}
