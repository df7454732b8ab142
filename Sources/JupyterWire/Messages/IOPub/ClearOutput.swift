/// Clears what a cell has shown.
///
/// Protocol: [Clear output](https://jupyter-client.readthedocs.io/en/stable/messaging.html#clear-output).
public struct ClearOutput: OutgoingContent {
  public static let type = "clear_output"

  /// Whether to put it off until the next output, which avoids flicker.
  public let wait: Bool

  /// Clears at once, or with the next output.
  public init(wait: Bool) { self.wait = wait }

  public var json: JSONObject { ["wait": .bool(wait)] }
}
