/// Asks to run a cell.
///
/// Protocol: [Execute](https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute).
public struct ExecuteRequest: RequestContent {
  public static let type = "execute_request"
  public typealias Reply = ExecuteReply

  /// The cell.
  public let code: String
  /// Run as quietly as possible: nothing is shown, counted or remembered.
  public let silent: Bool
  /// Whether the cell counts and enters the history; never for a silent one.
  public let storeHistory: Bool
  /// Expressions to evaluate after the cell, by a name of the client's.
  public let userExpressions: [(name: String, expression: String)]
  /// Whether the client can answer an `input_request`.
  public let allowStdin: Bool
  /// Whether a failure aborts the requests queued behind this one.
  public let stopOnError: Bool

  public init(_ content: JSONObject) throws(WireError) {
    code = try content.requiredString("code", of: Self.type)
    silent = content.bool("silent", default: false)
    storeHistory = !silent && content.bool("store_history", default: true)
    userExpressions = content.object("user_expressions").members.compactMap { member in
      member.value.stringValue.map { (name: member.key, expression: $0) }
    }
    allowStdin = content.bool("allow_stdin", default: true)
    stopOnError = content.bool("stop_on_error", default: true)
  }
}
