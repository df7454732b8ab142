/// Text that a cell printed.
public struct StreamOutput: OutgoingContent {
  public static let type = "stream"

  public enum Name: String, Sendable {
    case stdout, stderr
  }

  public let name: Name
  public let text: String

  public init(name: Name, text: String) {
    self.name = name
    self.text = text
  }

  public var json: JSONObject { ["name": .string(name.rawValue), "text": .string(text)] }
}
