/// Answers a ``HistoryRequest``.
public struct HistoryReply: OutgoingContent {
  public static let type = "history_reply"

  public struct Entry: Sendable, Equatable {
    public var session: Int
    public var line: Int
    public var input: String
    public var output: String?

    public init(session: Int, line: Int, input: String, output: String?) {
      self.session = session
      self.line = line
      self.input = input
      self.output = output
    }
  }

  public var entries: [Entry]
  /// Whether the outputs were asked for.
  public var withOutput: Bool

  public init(entries: [Entry], withOutput: Bool) {
    self.entries = entries
    self.withOutput = withOutput
  }

  public var json: JSONObject {
    let history = entries.map { entry -> JSON in
      let text: JSON =
        withOutput ? [.string(entry.input), entry.output.map(JSON.string) ?? .null] : .string(entry.input)
      return [.integer(entry.session), .integer(entry.line), text]
    }
    return ["status": "ok", "history": .array(history)]
  }
}
