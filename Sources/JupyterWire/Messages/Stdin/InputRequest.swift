/// The kernel asks the frontend for a line of input.
///
/// Protocol: [Messages on the stdin channel](https://jupyter-client.readthedocs.io/en/stable/messaging.html#stdin-messages).
public struct InputRequest: OutgoingContent {
  public static let type = "input_request"

  /// The question.
  public let prompt: String
  /// Whether the answer is a secret.
  public let password: Bool

  /// A question.
  public init(prompt: String, password: Bool) {
    self.prompt = prompt
    self.password = password
  }

  public var json: JSONObject { ["prompt": .string(prompt), "password": .bool(password)] }
}
