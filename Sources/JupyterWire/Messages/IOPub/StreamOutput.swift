/// Text that a cell printed.
///
/// Protocol: [Streams (stdout, stderr, etc)](https://jupyter-client.readthedocs.io/en/stable/messaging.html#streams-stdout-stderr-etc).
public struct StreamOutput: OutgoingContent {
  public static let type = "stream"

  /// The two streams.
  public enum Name: String, Sendable {
    /// What a cell prints.
    case stdout
    /// Warnings and progress.
    case stderr
  }

  /// The stream.
  public let name: Name
  /// The text, with its line breaks.
  public let text: String

  /// Text for a stream.
  public init(name: Name, text: String) {
    self.name = name
    self.text = text
  }

  public var json: JSONObject { ["name": .string(name.rawValue), "text": .string(text)] }
}
