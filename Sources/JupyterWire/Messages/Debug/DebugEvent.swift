/// Tells all frontends what happens to a program that is being debugged: an event of the Debug Adapter Protocol.
///
/// Protocol: [Debug event](https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-event).
public struct DebugEvent: OutgoingContent, Equatable {
  public static let type = "debug_event"

  /// Its place among what the kernel has said of debugging.
  public var seq: Int
  /// What happened, such as `stopped`.
  public var event: String
  /// More of it; nil where the event says all.
  public var body: JSONObject?

  /// Something that happened.
  public init(seq: Int, event: String, body: JSONObject? = nil) {
    self.seq = seq
    self.event = event
    self.body = body
  }

  public var json: JSONObject {
    var object: JSONObject = ["seq": .integer(seq), "type": "event", "event": .string(event)]
    if let body { object["body"] = .object(body) }
    return object
  }
}
