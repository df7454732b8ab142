/// Answers an ``InputRequest``.
public struct InputReply: IncomingContent {
  public static let type = "input_reply"

  public let value: String

  public init(_ content: JSONObject) throws(WireError) {
    value = try content.requiredString("value", of: Self.type)
  }
}
