/// The kernel asks the frontend for a line of input.
public struct InputRequest: OutgoingContent {
  public static let type = "input_request"

  public let prompt: String
  /// Whether the answer is a secret.
  public let password: Bool

  public init(prompt: String, password: Bool) {
    self.prompt = prompt
    self.password = password
  }

  public var json: JSONObject { ["prompt": .string(prompt), "password": .bool(password)] }
}
