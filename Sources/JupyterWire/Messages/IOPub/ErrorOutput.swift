/// The failure of a cell, as all frontends see it; exactly one for each failing cell.
public struct ErrorOutput: OutgoingContent {
  public static let type = "error"

  public let error: ErrorReply

  public init(_ error: ErrorReply) { self.error = error }

  public var json: JSONObject {
    [
      "ename": .string(error.name), "evalue": .string(error.value),
      "traceback": .array(error.traceback.map(JSON.string)),
    ]
  }
}
