/// Greets a subscriber (JEP 65), who knows from it that nothing published from now on will pass it by.
public struct IOPubWelcome: OutgoingContent {
  public static let type = "iopub_welcome"

  /// The topic that was subscribed to; empty for all of them.
  public let subscription: String

  public init(subscription: String) { self.subscription = subscription }

  public var json: JSONObject { ["subscription": .string(subscription)] }
}
