/// Answers a ``CompleteRequest``.
///
/// Protocol: [Completion](https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion).
public struct CompleteReply: OutgoingContent {
  public static let type = "complete_reply"

  /// One way to go on.
  public struct Match: Sendable, Equatable {
    /// The text that takes the range's place.
    public var text: String
    /// The kind of thing it is, for the frontend's icon: `function`, `keyword`, `instance`, `module`, `path`…
    public var type: String
    /// The parameters of a function, such as `(epochs, lr)`.
    public var signature: String?

    /// One way to go on.
    public init(_ text: String, type: String, signature: String? = nil) {
      self.text = text
      self.type = type
      self.signature = signature
    }
  }

  /// The ways to go on, the likeliest first.
  public var matches: [Match]
  /// The range that a match replaces, in Unicode scalars of the code.
  public var range: Range<Int>

  /// Ways to go on, for a range in Unicode scalars of the code.
  public init(matches: [Match], replacing range: Range<Int>) {
    self.matches = matches
    self.range = range
  }

  public var json: JSONObject {
    let types = matches.map { match -> JSON in
      var entry: JSONObject = [
        "text": .string(match.text), "type": .string(match.type), "start": .integer(range.lowerBound),
        "end": .integer(range.upperBound),
      ]
      if let signature = match.signature { entry["signature"] = .string(signature) }
      return .object(entry)
    }
    return [
      "status": "ok", "matches": .array(matches.map { .string($0.text) }), "cursor_start": .integer(range.lowerBound),
      "cursor_end": .integer(range.upperBound), "metadata": ["_jupyter_types_experimental": .array(types)],
    ]
  }
}
