/// Answers an ``InspectRequest``; finding nothing is no error.
public struct InspectReply: OutgoingContent {
  public static let type = "inspect_reply"

  public var found: MimeBundle?

  public init(found: MimeBundle?) { self.found = found }

  public var json: JSONObject {
    [
      "status": "ok", "found": .bool(found != nil), "data": .object(found?.data ?? [:]),
      "metadata": .object(found?.metadata ?? [:]),
    ]
  }
}
