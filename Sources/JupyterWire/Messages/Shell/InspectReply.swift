/// Answers an ``InspectRequest``; finding nothing is no error.
///
/// Protocol: [Introspection](https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection).
public struct InspectReply: OutgoingContent {
  public static let type = "inspect_reply"

  /// What is known; nil for nothing.
  public var found: MimeBundle?

  /// A reply with what is known.
  public init(found: MimeBundle?) { self.found = found }

  public var json: JSONObject {
    [
      "status": "ok", "found": .bool(found != nil), "data": .object(found?.data ?? [:]),
      "metadata": .object(found?.metadata ?? [:]),
    ]
  }
}
