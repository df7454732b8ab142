/// Answers a ``CompleteRequest``.
public struct CompleteReply: OutgoingContent {
  public static let type = "complete_reply"

  /// One way to go on.
  public struct Match: Sendable, Equatable {
    public var text: String
    /// What it is, for the frontend's icon: `function`, `keyword`, `instance`, `module`, `path`…
    public var type: String
    /// The parameters of a function, such as `(epochs, lr)`.
    public var signature: String?

    public init(_ text: String, type: String, signature: String? = nil) {
      self.text = text
      self.type = type
      self.signature = signature
    }
  }

  public var matches: [Match]
  /// The range that a match replaces, in Unicode scalars of the code.
  public var range: Range<Int>

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
