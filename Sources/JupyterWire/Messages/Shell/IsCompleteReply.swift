/// Answers an ``IsCompleteRequest``.
///
/// Protocol: [Code completeness](https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness).
public enum IsCompleteReply: OutgoingContent, Equatable {
  public static let type = "is_complete_reply"

  /// Enter runs it.
  case complete
  /// More lines are needed, the next one beginning with `indent`.
  case incomplete(indent: String)
  /// No continuation can make it right.
  case invalid
  /// The console has to decide.
  case unknown

  public var json: JSONObject {
    switch self {
    case .complete: ["status": "complete"]
    case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
    case .invalid: ["status": "invalid"]
    case .unknown: ["status": "unknown"]
    }
  }
}
