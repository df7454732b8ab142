/// Asks what the thing at the cursor is.
///
/// Protocol: [Introspection](https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection).
public struct InspectRequest: RequestContent {
  public static let type = "inspect_request"
  public typealias Reply = InspectReply

  /// How much to tell: `object?` or `object??`.
  public enum DetailLevel: Int, Sendable {
    /// In a few lines.
    case brief = 0
    /// All there is.
    case full = 1
  }

  /// The code around the cursor, the whole cell as a rule.
  public let code: String
  /// Where the cursor is, in Unicode scalars from the start of the code; never beyond its end.
  public let cursor: Int
  /// How much to tell.
  public let detailLevel: DetailLevel

  public init(_ content: JSONObject) throws(WireError) {
    code = try content.requiredString("code", of: Self.type)
    cursor = content.cursor(in: code)
    detailLevel = content.integer("detail_level", default: 0) > 0 ? .full : .brief
  }
}
