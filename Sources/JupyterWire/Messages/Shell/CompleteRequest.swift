/// Asks how the word at the cursor may go on.
///
/// Protocol: [Completion](https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion).
public struct CompleteRequest: RequestContent {
  public static let type = "complete_request"
  public typealias Reply = CompleteReply

  /// The code around the cursor, the whole cell as a rule.
  public let code: String
  /// Where the cursor is, in Unicode scalars from the start of the code; never beyond its end.
  public let cursor: Int

  public init(_ content: JSONObject) throws(WireError) {
    code = try content.requiredString("code", of: Self.type)
    cursor = content.cursor(in: code)
  }
}

extension JSONObject {
  /// `cursor_pos`, held within the code; its end where it is missing.
  func cursor(in code: String) -> Int {
    let end = code.unicodeScalars.count
    return Swift.max(0, Swift.min(end, integer("cursor_pos", default: end)))
  }
}
