/// A console asks whether Enter should run the code or continue it.
///
/// Protocol: [Code completeness](https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness).
public struct IsCompleteRequest: RequestContent {
  public static let type = "is_complete_request"
  public typealias Reply = IsCompleteReply

  /// The code so far.
  public let code: String

  public init(_ content: JSONObject) throws(WireError) {
    code = try content.requiredString("code", of: Self.type)
  }
}
