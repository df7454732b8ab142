/// A console asks whether Enter should run the code or continue it.
public struct IsCompleteRequest: RequestContent {
  public static let type = "is_complete_request"
  public typealias Reply = IsCompleteReply

  public let code: String

  public init(_ content: JSONObject) throws(WireError) {
    code = try content.requiredString("code", of: Self.type)
  }
}
