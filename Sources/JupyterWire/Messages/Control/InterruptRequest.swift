/// Asks to interrupt what is running.
///
/// Protocol: [Kernel interrupt](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt).
public struct InterruptRequest: RequestContent {
  public static let type = "interrupt_request"
  public typealias Reply = InterruptReply

  /// Only what this subshell runs; nil for everything. Clients may name it in the header instead.
  public let subshellID: String?

  public init(_ content: JSONObject) { subshellID = content["subshell_id"]?.stringValue }
}
