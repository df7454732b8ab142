/// Opens a comm at the other side's target; travels both ways.
public struct CommOpen: IncomingContent, OutgoingContent {
  public static let type = "comm_open"

  public let id: String
  public let targetName: String
  public let data: JSONObject

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
