/// Closes a comm; travels both ways. Always carries `data`: nbclient reads it without looking.
public struct CommClose: IncomingContent, OutgoingContent {
  public static let type = "comm_close"

  public let id: String
  public let data: JSONObject

  public init(id: String, data: JSONObject = [:]) {
    self.id = id
    self.data = data
  }

  public init(_ content: JSONObject) throws(WireError) {
    self.init(id: try content.requiredString("comm_id", of: Self.type), data: content.object("data"))
  }

  public var json: JSONObject { ["comm_id": .string(id), "data": .object(data)] }
}
