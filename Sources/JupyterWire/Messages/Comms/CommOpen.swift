/// Opens a comm at the other side's target; travels both ways.
///
/// Protocol: [Opening a Comm](https://jupyter-client.readthedocs.io/en/stable/messaging.html#opening-a-comm).
public struct CommOpen: IncomingContent, OutgoingContent {
  public static let type = "comm_open"

  /// The comm that it is about.
  public let id: String
  /// Who is to take it at the other side.
  public let targetName: String
  /// Whatever the two ends have to say to each other.
  public let data: JSONObject

  /// Content for a message to a client.
  public init(id: String, targetName: String, data: JSONObject) {
    self.id = id
    self.targetName = targetName
    self.data = data
  }

  public init(_ content: JSONObject) throws(WireError) {
    self.init(
      id: try content.requiredString("comm_id", of: Self.type), targetName: content.string("target_name"),
      data: content.object("data"))
  }

  public var json: JSONObject {
    ["comm_id": .string(id), "target_name": .string(targetName), "data": .object(data)]
  }
}
