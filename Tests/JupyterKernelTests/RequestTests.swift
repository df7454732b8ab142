import JupyterKernel
import JupyterWire
import KernelSupport
import Testing

/// Each suite of this room is serialized within: the kernels in it want a core for themselves.
@Suite(.serialized) struct RequestTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel()
    frontend = try DummyFrontend(kernel)
  }

  @Test func answersKernelInfoOnShellAndControl() throws {
    for channel in [DummyFrontend.Channel.shell, .control] {
      let info = try frontend.request("kernel_info_request", on: channel)
      #expect(info.reply.header.type == "kernel_info_reply")
      #expect(info.reply.content["protocol_version"] == "5.5")
      #expect(info.reply.content["language_info"]?["file_extension"] == ".test")
      #expect(info.reply.content["supported_features"] == [])
      #expect(info.reply.content["help_links"] == [["text": "help", "url": "https://example.org"]])
    }
  }

  @Test func ordersTheMessagesOfACell() throws {
    let result = try frontend.execute("order")
    #expect(result.types == ["execute_input", "stream", "stream", "display_data", "stream"])
    #expect(result.text() == "one\nfour\n")
    #expect(result.reply.header.type == "execute_reply")
    #expect(result.reply.content["execution_count"] == 1)
    #expect(result.reply.content["payload"] == [])
    #expect(result.reply.content["user_expressions"] == [:])
  }

  @Test func keepsOneSessionAndGivesEveryMessageItsOwnId() throws {
    let results = try (0..<20).map { _ in try frontend.execute("order") }
    let messages = results.flatMap { [$0.reply] + $0.outputs }
    #expect(Set(messages.map(\.header.session)).count == 1)
    #expect(Set(messages.map(\.header.messageID)).count == messages.count)
    #expect(messages[0].header.session != frontend.identity.session)
  }

  @Test func countsWhatIsStored() throws {
    #expect(try frontend.execute("value a").reply.content["execution_count"] == 1)
    #expect(try frontend.execute("value b", ["store_history": false]).reply.content["execution_count"] == 1)
    #expect(try frontend.execute(" \n").reply.content["execution_count"] == 1)
    #expect(try frontend.execute("fail").reply.content["execution_count"] == 2)
    #expect(try frontend.execute("value", ["silent": true]).reply.content["execution_count"] == 2)
    #expect(try frontend.execute("value c").reply.content["execution_count"] == 3)
  }

  @Test func showsNothingOfASilentCell() throws {
    #expect(try frontend.execute("order", ["silent": true]).types == [])
    #expect(try frontend.execute("value 1", ["silent": true]).types == [])
    let failed = try frontend.execute("fail", ["silent": true])
    #expect(failed.types == [])
    #expect(failed.status == "error")
  }

  @Test func tellsOfAFailureOnce() throws {
    let result = try frontend.execute("fail badly")
    #expect(result.types == ["execute_input", "error"])
    for content in [result.reply.content, result.outputs[1].content] {
      #expect(content["ename"] == "TestError")
      #expect(content["evalue"] == "badly")
      #expect(content["traceback"] == ["\u{1B}[31mhere\u{1B}[0m", "TestError: badly"])
    }
  }

  @Test func tellsOfErrorsThatItDoesNotKnow() throws {
    #expect(try frontend.execute("throw").reply.content["ename"] == "Surprise")
  }

  @Test func letsNoNumberOutThatIsNoJSON() throws {
    let result = try frontend.execute("nan")
    #expect(result.outputs.last?.content["data"]?["application/json"] == [nil])
  }

  @Test func displaysAndUpdates() throws {
    #expect(try frontend.execute("show a").outputs[1].content["transient"] == ["display_id": "the id"])
    let update = try frontend.execute("update b").outputs[1]
    #expect(update.header.type == "update_display_data")
    #expect(update.content["transient"] == ["display_id": "the id"])
    #expect(update.content["data"] == ["text/plain": "b"])
    #expect(try frontend.execute("clear").outputs[1].content == ["wait": true])
  }

  @Test func carriesPayloads() throws {
    #expect(
      try frontend.execute("page help").reply.content["payload"]
        == [["source": "page", "data": ["text/plain": "help"], "start": 2]])
    #expect(
      try frontend.execute("next more").reply.content["payload"]
        == [["source": "set_next_input", "text": "more", "replace": true]])
  }

  @Test func evaluatesExpressionsEachForItself() throws {
    let result = try frontend.execute("", ["user_expressions": ["a": "x", "b": "bad"]])
    let values = result.reply.content["user_expressions"]
    #expect(values?["a"]?["data"] == ["text/plain": "x"])
    #expect(values?["b"]?["status"] == "error")
    #expect(result.status == "ok")
  }

  @Test func completesInspectsAndJudges() throws {
    let completion = try frontend.request("complete_request", ["code": "pr", "cursor_pos": 2]).reply.content
    #expect(completion["matches"] == ["print"])
    #expect(completion["cursor_end"] == 2)
    let inspection = try frontend.request("inspect_request", ["code": "print", "detail_level": 1]).reply.content
    #expect(inspection["found"] == true)
    #expect(inspection["data"] == ["text/plain": "print full"])
    let nothing = try frontend.request("inspect_request", ["code": "nothing"]).reply.content
    #expect(nothing["found"] == false)
    #expect(nothing["status"] == "ok")
    let judged = try frontend.request("is_complete_request", ["code": "if:"]).reply.content
    #expect(judged["indent"] == "  ")
  }

  @Test func answersWithAnErrorWhatItCannotRead() throws {
    for (type, content): (String, JSONObject) in [
      ("execute_request", [:]), ("execute_request", ["code": 1]), ("complete_request", [:]),
      ("inspect_request", ["code": []]), ("is_complete_request", [:]), ("history_request", ["hist_access_type": "x"]),
    ] {
      let result = try frontend.request(type, content)
      #expect(result.status == "error")
      #expect(result.reply.content["ename"] == "MalformedRequest")
      if type == "execute_request" { #expect(result.reply.content["execution_count"] == 0) }
    }
    #expect(try frontend.request("complete_request", ["code": "fail"]).status == "error")
  }

  @Test func goesBusyAndIdleOverWhatItDoesNotKnow() throws {
    for channel in [DummyFrontend.Channel.shell, .control] {
      #expect(try frontend.outputs(of: frontend.send("make_coffee_request", on: channel)).isEmpty)
    }
    #expect(try frontend.outputs(of: frontend.send("debug_request", on: .control)).isEmpty)
    #expect(try frontend.execute("value 1").value == "1")
  }

  @Test func losesNoneOfAHundredThousandLines() throws {
    let result = try frontend.execute("lines 100000")
    let expected = (0..<100_000).map { "line \($0)\n" }.joined()
    #expect(result.text() == expected)
    #expect(result.outputs.count < 100)
  }

  @Test func recursesDeeply() throws {
    #expect(try frontend.execute("deep 50000").value == "50000")
  }

  @Test func answersTheHeartbeat() throws {
    let id = frontend.sendExecute("loop")
    try frontend.awaitLooping(id)
    for beat in 0..<5 {
      frontend.sendRaw([[UInt8(beat)]], on: .heartbeat)
      #expect(frontend.receiveRaw(on: .heartbeat, within: 1000) == [[UInt8(beat)]])
    }
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: id).status == "error")
  }
}
