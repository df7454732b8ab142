import JupyterKernel
import JupyterWire
import KernelSupport
import Testing

@Suite(.serialized) struct WidgetTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel()
    frontend = try DummyFrontend(kernel)
  }

  private func send(_ id: String, _ data: JSONObject) throws -> [IncomingMessage] {
    try frontend.outputs(of: frontend.send("comm_msg", ["comm_id": .string(id), "data": .object(data)]))
  }

  private func open(_ value: Int = 3) throws -> String {
    let opened = try frontend.execute("widget \(value)").outputs.first { $0.header.type == "comm_open" }
    #expect(opened?.content["target_name"] == "jupyter.widget")
    #expect(opened?.metadata["version"] == "2.1.0")
    #expect(opened?.content["data"]?["state"]?["value"] == .integer(value))
    #expect(opened?.content["data"]?["buffer_paths"] == [["picture"]])
    #expect(opened?.buffers == [[1, 2, 3]])
    return try #require(opened?.content["comm_id"]?.stringValue)
  }

  @Test func anUpdateIsEchoedAndTaken() throws {
    let id = try open()
    let heard = try send(id, ["method": "update", "state": ["value": 7], "buffer_paths": []])
    #expect(heard.map { $0.content["data"] } == [["method": "echo_update", "state": ["value": 7], "buffer_paths": []]])
    #expect(try send(id, ["method": "request_state"]).first?.content["data"]?["state"]?["value"] == 7)
  }

  @Test func whatIsNotTakenStandsAsItWas() throws {
    let id = try open()
    let heard = try send(id, ["method": "update", "state": ["value": "seven", "unknown": 1]])
    #expect(heard.map { $0.content["data"]?["method"] } == ["echo_update", "update"])
    #expect(heard.last?.content["data"]?["state"] == ["value": 3])
  }

  @Test func aPageThatOpensAgainGetsEveryState() throws {
    let ids = try [open(1), open(2)]
    _ = try frontend.outputs(
      of: frontend.send("comm_open", ["comm_id": "all", "target_name": "jupyter.widget.control"]))
    let answer = try #require(try send("all", ["method": "request_states"]).first)
    let states = try #require(answer.content["data"]?["states"])
    for (place, id) in ids.enumerated() {
      #expect(states[id]?["state"]?["value"] == .integer(place + 1))
      #expect(states[id]?["model_name"] == "TestModel")
    }
    #expect(answer.buffers == [[1, 2, 3], [1, 2, 3]])
  }

  @Test func changesWhileACellRunsAreAnsweredOnceWhenItHasEnded() throws {
    let id = try open()
    let loop = frontend.sendExecute("loop")
    try frontend.awaitLooping(loop)
    for value in 10..<60 { _ = try send(id, ["method": "update", "state": ["value": .integer(value)]]) }
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: loop).status == "error")
    let result = try frontend.execute("handled")
    #expect(result.outputs.last?.content["data"]?["text/plain"] == "59 in 1")
  }

  @Test func aClosedOneIsGone() throws {
    let id = try open()
    _ = try frontend.outputs(of: frontend.send("comm_close", ["comm_id": .string(id), "data": [:]]))
    #expect(try send(id, ["method": "update", "state": ["value": 7]]).isEmpty)
    #expect(try frontend.request("comm_info_request").reply.content["comms"] == [:])
  }
}
