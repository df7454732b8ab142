import JupyterKernel
import JupyterWire
import KernelSupport
import Testing

@Suite(.serialized) struct CommTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel { kernel in
      kernel.comms.register(target: "echo") { comm, opening in
        comm.send(["opened with": .object(opening.data)], parent: opening.parent)
        comm.onMessage { event in
          comm.send(event.data, metadata: event.metadata, buffers: event.buffers, parent: event.parent)
        }
        comm.onClose { event in comm.send(["never": "sent"], parent: event.parent) }
      }
      kernel.comms.register(target: "broken") { _, _ in throw TestLanguage.Surprise() }
    }
    frontend = try DummyFrontend(kernel)
  }

  /// A comm message has no reply; all that it leads to is published.
  private func send(_ type: String, _ content: JSONObject) throws -> [IncomingMessage] {
    try frontend.outputs(of: frontend.send(type, content))
  }

  @Test func carriesMessagesBothWays() throws {
    let opened = try send("comm_open", ["comm_id": "c", "target_name": "echo", "data": ["a": 1]])
    #expect(opened.map(\.content) == [["comm_id": "c", "data": ["opened with": ["a": 1]]]])
    #expect(
      try frontend.request("comm_info_request").reply.content["comms"] == ["c": ["target_name": "echo"]])
    #expect(
      try frontend.request("comm_info_request", ["target_name": "other"]).reply.content["comms"] == [:])
    let answered = try send("comm_msg", ["comm_id": "c", "data": ["x": [1, 2]]])
    #expect(answered.map(\.header.type) == ["comm_msg"])
    #expect(answered[0].content["data"] == ["x": [1, 2]])
    #expect(try send("comm_close", ["comm_id": "c", "data": [:]]).isEmpty)
    #expect(try frontend.request("comm_info_request").reply.content["comms"] == [:])
    #expect(try send("comm_msg", ["comm_id": "c", "data": [:]]).isEmpty)
  }

  @Test func closesWhatItCannotOpen() throws {
    for target in ["nobody", "broken"] {
      let closed = try send("comm_open", ["comm_id": "c", "target_name": .string(target), "data": [:]])
      #expect(closed.map(\.header.type) == ["comm_close"])
      #expect(closed[0].content["data"]?.objectValue != nil)
    }
    #expect(try frontend.request("comm_info_request").reply.content["comms"] == [:])
  }

  @Test func answersWhileACellRuns() throws {
    _ = try send("comm_open", ["comm_id": "c", "target_name": "echo"])
    let loop = frontend.sendExecute("loop")
    try frontend.awaitLooping(loop)
    #expect(try send("comm_msg", ["comm_id": "c", "data": ["x": 1]]).count == 1)
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: loop).status == "error")
  }

  @Test func opensCommsAtTheFrontend() throws {
    let result = try frontend.execute("open widget")
    #expect(result.types == ["execute_input", "comm_open"])
    #expect(result.outputs[1].content["target_name"] == "widget")
    #expect(result.outputs[1].content["data"] == ["hello": 1])
  }
}
