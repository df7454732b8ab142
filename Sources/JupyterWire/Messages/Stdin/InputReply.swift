/// Answers an ``InputRequest``.
///
/// Protocol: [Messages on the stdin channel](https://jupyter-client.readthedocs.io/en/stable/messaging.html#stdin-messages).
public struct InputReply: IncomingContent {
  public static let type = "input_reply"

  /// The line, without its end.
  public let value: String

  public init(_ content: JSONObject) throws(WireError) {
    value = try content.requiredString("value", of: Self.type)
  }
}
