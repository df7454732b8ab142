/// Answers a ``HistoryRequest``.
///
/// Protocol: [History](https://jupyter-client.readthedocs.io/en/stable/messaging.html#history).
public struct HistoryReply: OutgoingContent {
  public static let type = "history_reply"

  /// One cell of the past.
  public struct Entry: Sendable, Equatable {
    /// The session it ran in, counted from 1.
    public var session: Int
    /// Its number in that session.
    public var line: Int
    /// Its code.
    public var input: String
    /// Its value as text; nil where it had none.
    public var output: String?

    /// A cell of the past.
    public init(session: Int, line: Int, input: String, output: String?) {
      self.session = session
      self.line = line
      self.input = input
      self.output = output
    }
  }

  /// The cells, oldest first.
  public var entries: [Entry]
  /// Whether the outputs were asked for.
  public var withOutput: Bool

  /// A reply with these cells.
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
