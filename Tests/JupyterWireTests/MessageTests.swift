import JupyterWire
import Testing

struct MessageTests {
  private func message(
    header: String = #"{"msg_id":"1","msg_type":"x"}"#, parent: String = "{}", metadata: String = "{}",
    content: String = "{}"
  ) throws -> IncomingMessage {
    try IncomingMessage(
      SignedFrames(
        identities: [], header: Array(header.utf8), parentHeader: Array(parent.utf8), metadata: Array(metadata.utf8),
        content: Array(content.utf8)))
  }

  @Test func keepsTheHeaderByteForByteForItsAnswers() throws {
    let header = #"{ "msg_id" : "1", "msg_type":"x", "unknown": [1.50] }"#
    let answer = OutgoingMessage(Status.busy, parent: try message(header: header).asParent)
      .frames(identities: [], from: SessionIdentity(), signedBy: MessageAuthenticator(key: ""))
    #expect(try SignedFrames(answer).parentHeader == Array(header.utf8))
  }

  @Test(arguments: ["{}", "[]", "1", "null", #"{"msg_id":null,"msg_type":"x"}"#, #"{"msg_id":"1"}"#, "{", ""])
  func refusesHeadersThatSayNothing(header: String) {
    #expect(throws: WireError.self) { try message(header: header) }
  }

  @Test func refusesHugeHeaders() {
    let padding = String(repeating: "a", count: 1 << 17)
    #expect(throws: WireError.self) { try message(header: #"{"msg_id":"1","msg_type":"\#(padding)"}"#) }
  }

  @Test(arguments: ["NaN", "{", ""])
  func refusesPartsThatAreNoJSON(part: String) {
    #expect(throws: WireError.self) { try message(parent: part) }
    #expect(throws: WireError.self) { try message(metadata: part) }
    #expect(throws: WireError.self) { try message(content: part) }
  }

  @Test(arguments: ["null", "[]", "[1]", "0", "false", "\"text\""])
  func takesPartsThatAreNoObjectsAsEmpty(part: String) throws {
    let message = try message(parent: part, metadata: part, content: part)
    #expect(message.parentHeader.isEmpty && message.metadata.isEmpty && message.content.isEmpty)
  }

  @Test func takesHeadersWithOnlyIdAndType() throws {
    #expect(try message().header.session.isEmpty)
    let nulls =
      #"{"msg_id":7,"msg_type":"x","session":null,"username":null,"date":null,"version":null,"subshell_id":null}"#
    let header = try message(header: nulls).header
    #expect(header.messageID == "7" && header.version.isEmpty && header.subshellID == nil)
  }

  @Test func givesEachMessageItsOwnIdUnderOneSession() {
    let sender = SessionIdentity()
    let headers = (0..<1000).map { _ in sender.makeHeader(type: "status") }
    #expect(Set(headers.map(\.messageID)).count == 1000)
    #expect(Set(headers.map(\.session)) == [sender.session])
    #expect(headers[0].json["version"] == "5.5")
  }

  @Test func datesAreISO8601() {
    #expect(Timestamp.string(secondsSince1970: 951_827_696, microseconds: 42) == "2000-02-29T12:34:56.000042Z")
    #expect(Timestamp.string(secondsSince1970: 4_102_444_799, microseconds: 0) == "2099-12-31T23:59:59.000000Z")
    #expect(Timestamp.now.count == 27)
  }
}

struct RequestContentTests {
  @Test func executeRequestsHaveDefaults() throws {
    let request = try ExecuteRequest(["code": "1"])
    #expect(!request.silent && request.storeHistory && request.allowStdin && request.stopOnError)
    #expect(try !ExecuteRequest(["code": "1", "silent": true, "store_history": true]).storeHistory)
    #expect(throws: WireError.self) { try ExecuteRequest(["code": 1]) }
    let nulls = try ExecuteRequest([
      "code": "1", "silent": nil, "store_history": nil, "user_expressions": nil, "allow_stdin": nil,
      "stop_on_error": nil,
    ])
    #expect(!nulls.silent && nulls.storeHistory && nulls.allowStdin && nulls.stopOnError)
    #expect(nulls.userExpressions.isEmpty)
    #expect(try !ExecuteRequest(["code": "1", "stop_on_error": 0]).stopOnError)
    #expect(try ExecuteRequest(["code": "1", "silent": 1]).silent)
    let odd = try ExecuteRequest(["code": "", "silent": "yes", "user_expressions": ["a": 1, "b": "x"]])
    #expect(!odd.silent)
    #expect(odd.userExpressions.map(\.name) == ["b"])
  }

  @Test(arguments: [(JSON.integer(2), 2), (2.0, 2), (99, 3), (-5, 0), (nil, 3), ("1", 3)])
  func cursorsStayWithinTheCode(position: JSON, cursor: Int) throws {
    #expect(try CompleteRequest(["code": "a😀b", "cursor_pos": position]).cursor == cursor)
  }

  @Test func historyRequestsOfAllKinds() throws {
    #expect(try HistoryRequest(["hist_access_type": "tail", "n": 3]).access == .tail(count: 3))
    #expect(
      try HistoryRequest(["hist_access_type": "range", "session": -1, "start": 2, "stop": 4]).access
        == .range(session: -1, start: 2, stop: 4))
    #expect(
      try HistoryRequest(["hist_access_type": "search", "pattern": "a*", "unique": true]).access
        == .search(pattern: "a*", count: nil, unique: true))
    #expect(throws: WireError.self) { try HistoryRequest(["hist_access_type": "guess"]) }
  }

  @Test func debugRequestsNeedACommand() throws {
    let asked = try DebugRequest(["seq": 4, "command": "variables", "arguments": ["variablesReference": 2]])
    #expect(asked.seq == 4 && asked.command == "variables" && asked.arguments["variablesReference"] == 2)
    let least = try DebugRequest(["command": "threads", "seq": "four", "arguments": [1]])
    #expect(least.seq == 0 && least.arguments.isEmpty)
    #expect(throws: WireError.self) { try DebugRequest(["seq": 4, "command": 7]) }
  }
}

struct ReplyContentTests {
  @Test func completionsCarryTheirTypes() {
    let reply = CompleteReply(matches: [.init("train", type: "function", signature: "(epochs)")], replacing: 2..<4)
    let types: JSON = [["text": "train", "type": "function", "start": 2, "end": 4, "signature": "(epochs)"]]
    #expect(reply.json["metadata"]?["_jupyter_types_experimental"] == types)
    #expect(reply.json["matches"] == ["train"])
  }

  @Test func debugRepliesSayWhetherItWasDone() {
    let done = DebugReply(seq: 9, requestSeq: 4, command: "threads", body: ["threads": []]).json
    #expect(done["type"] == "response" && done["success"] == true && done["message"] == nil)
    #expect(done["seq"] == 9 && done["request_seq"] == 4 && done["body"] == ["threads": []])
    let failed = DebugReply(seq: 9, requestSeq: 4, command: "threads", message: "why").json
    #expect(failed["success"] == false && failed["message"] == "why" && failed["body"] == [:])
    #expect(
      DebugEvent(seq: 1, event: "initialized").json == ["seq": 1, "type": "event", "event": "initialized"])
  }

  @Test func indentOnlyWhereMoreIsNeeded() {
    #expect(IsCompleteReply.incomplete(indent: "  ").json["indent"] == "  ")
    #expect(IsCompleteReply.complete.json["indent"] == nil)
  }

  @Test func historyEntriesHaveOutputsOnlyWhereAskedFor() {
    let entries = [HistoryReply.Entry(session: 1, line: 2, input: "a", output: nil)]
    #expect(HistoryReply(entries: entries, withOutput: false).json["history"] == [[1, 2, "a"]])
    #expect(HistoryReply(entries: entries, withOutput: true).json["history"] == [[1, 2, ["a", nil]]])
  }

  @Test func displaysAlwaysHaveTheirThreeMembers() {
    let json = DisplayData(MimeBundle(plain: "a")).json
    #expect(json["metadata"] == [:])
    #expect(json["transient"] == [:])
    #expect(UpdateDisplayData(MimeBundle(plain: "a"), displayID: "d").json["transient"] == ["display_id": "d"])
  }

  @Test func imagesAreBase64WithTheirSize() {
    var bundle = MimeBundle(plain: "a picture")
    bundle.add([0x89, 0x50, 0x4E, 0x47], as: "image/png", size: (width: 20, height: 10))
    #expect(bundle.data["image/png"] == "iVBORw==")
    #expect(bundle.metadata["image/png"] == ["width": 20, "height": 10])
    bundle.add([0x89], as: "image/png", alternative: "loss falls from 3 to 1")
    #expect(bundle.metadata["image/png"] == ["alt": "loss falls from 3 to 1"])
  }
}
