import JupyterWire
import Testing

struct RequestTests {
  private static func request(_ type: String, _ content: String = "{}") throws -> Request {
    let header = #"{"msg_id":"1","msg_type":"\#(type)"}"#
    return Request(
      try IncomingMessage(
        SignedFrames(
          identities: [], header: Array(header.utf8), parentHeader: Array("null".utf8), metadata: Array("null".utf8),
          content: Array(content.utf8))))
  }

  /// The types of the protocol that a kernel answers, with content that suffices.
  private static let answered = [
    "execute_request": #"{"code":"1"}"#, "complete_request": #"{"code":"1"}"#, "inspect_request": #"{"code":"1"}"#,
    "is_complete_request": #"{"code":"1"}"#, "history_request": "{}", "kernel_info_request": "null",
    "comm_info_request": "[]", "interrupt_request": "null", "shutdown_request": "null",
    "create_subshell_request": "null", "delete_subshell_request": #"{"subshell_id":"a"}"#,
    "list_subshell_request": "null", "debug_request": #"{"command":"debugInfo"}"#,
  ]

  @Test(arguments: answered.keys) func repliesAreNamedAfterTheirRequests(type: String) throws {
    let request = try Self.request(type, Self.answered[type] ?? "")
    #expect(request.replyType == type.replacing("request", with: "reply"))
    if case .unknown = request { Issue.record("\(type) is unknown") }
  }

  @Test(arguments: ["comm_open", "comm_msg", "comm_close", "input_reply"])
  func messagesWithoutRepliesHaveNone(type: String) throws {
    let request = try Self.request(type, #"{"comm_id":"a","value":"b"}"#)
    #expect(request.replyType == nil)
    if case .unknown = request { Issue.record("\(type) is unknown") }
  }

  @Test(arguments: ["", "execute", "debug_event", "execute_reply", "Execute_Request"])
  func unknownTypesKeepTheirName(type: String) throws {
    guard case .unknown(type) = try Self.request(type) else { throw Unexpected() }
  }

  @Test func contentHasItsType() throws {
    guard case .execute(.success(let cell)) = try Self.request("execute_request", #"{"code":"1 + 1","silent":1}"#)
    else { throw Unexpected() }
    #expect(cell.code == "1 + 1" && cell.silent)
    guard case .shutdown(let asked) = try Self.request("shutdown_request", #"{"restart":true}"#) else {
      throw Unexpected()
    }
    #expect(asked.restart)
    guard case .interrupt(let asked) = try Self.request("interrupt_request", #"{"subshell_id":"a"}"#) else {
      throw Unexpected()
    }
    #expect(asked.subshellID == "a")
  }

  /// A malformed message keeps its kind, so that its answer can come in its turn and under its type.
  @Test(arguments: ["null", "{}", #"{"code":1,"comm_id":2,"value":3,"subshell_id":4,"hist_access_type":"guess"}"#])
  func malformedContentKeepsItsKind(content: String) throws {
    func error<Content>(_ decoded: Decoded<Content>) -> WireError? {
      if case .failure(let error) = decoded { error } else { nil }
    }
    for type in ["execute_request", "complete_request", "inspect_request", "is_complete_request", "comm_open"] {
      let found: WireError? =
        switch try Self.request(type, content) {
        case .execute(let content): error(content)
        case .complete(let content): error(content)
        case .inspect(let content): error(content)
        case .isComplete(let content): error(content)
        case .commOpen(let content): error(content)
        default: nil
        }
      #expect(found?.code == .malformedContent, "\(type)")
    }
  }

  private struct Unexpected: Error {}
}
