/// Greets a subscriber (JEP 65), who knows from it that nothing published from now on will pass it by.
///
/// Protocol: [Welcome message](https://jupyter-client.readthedocs.io/en/stable/messaging.html#welcome-message).
public struct IOPubWelcome: OutgoingContent {
  public static let type = "iopub_welcome"

  /// The topic that was subscribed to; empty for all of them.
  public let subscription: String

  /// Greets a subscriber of this topic.
  public init(subscription: String) { self.subscription = subscription }

  public var json: JSONObject { ["subscription": .string(subscription)] }
}
