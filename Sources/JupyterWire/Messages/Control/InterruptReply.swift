/// Answers an ``InterruptRequest``: the wish has been passed on.
public struct InterruptReply: OutgoingContent {
  public static let type = "interrupt_reply"

  public init() {}

  public var json: JSONObject { ["status": "ok"] }
}
