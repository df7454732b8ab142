/// Asks for earlier inputs.
///
/// Protocol: [History](https://jupyter-client.readthedocs.io/en/stable/messaging.html#history).
public struct HistoryRequest: RequestContent {
  public static let type = "history_request"
  public typealias Reply = HistoryReply

  /// The cells to choose.
  public enum Access: Sendable, Equatable {
    /// The last `count` entries of all sessions.
    case tail(count: Int)
    /// Lines `start..<stop` of a session: 0 is this one, -1 the one before it.
    case range(session: Int, start: Int, stop: Int?)
    /// The last `count` entries that the whole `pattern` (with `*` and `?`) matches.
    case search(pattern: String, count: Int?, unique: Bool)
  }

  /// The cells that are asked for.
  public let access: Access
  /// Whether each entry is to bring its output along.
  public let output: Bool

  public init(_ content: JSONObject) throws(WireError) {
    output = content.bool("output", default: false)
    switch content.string("hist_access_type", default: "tail") {
    case "range":
      access = .range(
        session: content.integer("session", default: 0), start: content.integer("start", default: 1),
        stop: content["stop"]?.integerValue)
    case "search":
      access = .search(
        pattern: content.string("pattern", default: "*"), count: content["n"]?.integerValue,
        unique: content.bool("unique", default: false))
    case "tail": access = .tail(count: content.integer("n", default: 10))
    case let other:
      throw WireError(.malformedContent, "history_request knows tail, range and search, not \"\(other)\"")
    }
  }
}
