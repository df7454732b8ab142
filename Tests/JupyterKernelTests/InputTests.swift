import JupyterWire
import KernelSupport
import Testing

@Suite(.serialized) struct InputTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel()
    frontend = try DummyFrontend(kernel)
  }

  @Test(arguments: ["ask", "secret"])
  func asksAndWaits(command: String) throws {
    let id = frontend.sendExecute("\(command) name? ")
    let question = try frontend.next(on: .stdin)
    #expect(question.header.type == "input_request")
    #expect(question.parentID == id)
    #expect(question.content == ["prompt": "name?", "password": .bool(command == "secret")])
    frontend.send("input_reply", ["value": "Ada"], on: .stdin)
    #expect(try frontend.result(of: id).value == "Ada")
  }

  @Test func doesNotAskWhereItMayNot() throws {
    let result = try frontend.execute("ask name?", ["allow_stdin": false])
    #expect(result.reply.content["ename"] == "StdinNotAvailable")
    #expect(frontend.receiveRaw(on: .stdin, within: 50) == nil)
  }

  @Test func stopsWaitingWhenInterrupted() throws {
    let id = frontend.sendExecute("ask name?")
    _ = try frontend.next(on: .stdin)
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: id).reply.content["ename"] == "Interrupted")
    frontend.send("input_reply", ["value": "too late"], on: .stdin)
    let again = frontend.sendExecute("ask name?")
    _ = try frontend.next(on: .stdin)
    frontend.send("input_reply", ["value": "in time"], on: .stdin)
    #expect(try frontend.result(of: again).value == "in time")
  }

  @Test func takesNoAnswerFromOthers() throws {
    let other = try DummyFrontend(kernel)
    let id = frontend.sendExecute("ask name?")
    _ = try frontend.next(on: .stdin)
    other.send("input_reply", ["value": "not mine"], on: .stdin)
    #expect(try other.request("kernel_info_request").status == "ok")
    frontend.send("input_reply", ["value": "mine"], on: .stdin)
    #expect(try frontend.result(of: id).value == "mine")
  }

  @Test func endsWhileItWaits() throws {
    frontend.sendExecute("ask name?")
    _ = try frontend.next(on: .stdin)
    frontend.send("shutdown_request", on: .control)
    #expect(kernel.exitCode(within: 200) == 0)
  }
}
