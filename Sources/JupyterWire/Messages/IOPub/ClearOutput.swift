/// Clears what a cell has shown.
public struct ClearOutput: OutgoingContent {
  public static let type = "clear_output"

  /// Whether to put it off until the next output, which avoids flicker.
  public let wait: Bool

  public init(wait: Bool) { self.wait = wait }

  public var json: JSONObject { ["wait": .bool(wait)] }
}
