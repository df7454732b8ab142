/// Something that an ``ExecuteReply`` asks the frontend to do.
///
/// Protocol: [Payloads (DEPRECATED)](https://jupyter-client.readthedocs.io/en/stable/messaging.html#payloads-deprecated).
public enum ExecutePayload: Sendable {
  /// Show a page in the pager.
  case page(MimeBundle, startLine: Int)
  /// Put `text` into the next cell, or into this one where it `replaces` it.
  case setNextInput(String, replaces: Bool)

  /// The payload as the reply carries it.
  public var json: JSONObject {
    switch self {
    case .page(let page, let startLine):
      ["source": "page", "data": .object(page.data), "start": .integer(startLine)]
    case .setNextInput(let text, let replaces):
      ["source": "set_next_input", "text": .string(text), "replace": .bool(replaces)]
    }
  }
}
