import ElbowKernel
import JupyterKernel
import JupyterWire
import KernelSupport
import Language
import TestSupport
import Testing
import Workbench

/// A whole kernel of Elbow's with a client, in one process.
@Suite(.serialized) struct KernelSessionTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel(ElbowLanguage(version: "1.2.3", session: Session(catalog: SmallDataset.catalog)))
    frontend = try DummyFrontend(kernel)
  }

  private func subshell() throws -> String {
    try #require(
      try frontend.request("create_subshell_request", on: .control).reply.content["subshell_id"]?.stringValue)
  }

  /// Starts a training, and waits for its first sign.
  private func startTraining() throws -> String {
    #expect(try frontend.execute("data mnist, batch=16\nmodel mlp, hidden=8, latent=2\nquotient = 2").status == "ok")
    let training = frontend.sendExecute("train epochs=100000")
    try frontend.nextPublished { $0.parentID == training && $0.header.type == "display_data" }
    return training
  }

  @Test func introducesItself() throws {
    let info = try frontend.request("kernel_info_request").reply.content
    #expect(info["implementation"] == "elbow" && info["implementation_version"] == "1.2.3")
    #expect(info["language_info"]?["file_extension"] == ".elbow")
    #expect(info["supported_features"] == ["kernel subshells", "debugger"])
  }

  @Test func readsAndRefusesBesideATraining() throws {
    let id = try subshell()
    let training = try startTraining()
    #expect(try frontend.execute("quotient * 21", subshell: id).value == "42")
    let refused = try frontend.execute("seed 4", subshell: id)
    #expect(refused.reply.content["ename"] == "SessionBusy")
    #expect(refused.reply.content["evalue"]?.stringValue?.contains("`seed`") == true)
    #expect(refused.types == ["execute_input", "error"])
    let completed = try frontend.request("complete_request", ["code": "quot", "cursor_pos": 4])
    #expect(completed.reply.content["matches"] == ["quotient"])
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.reply(to: training).content["ename"] == "Interrupted")
    #expect(try frontend.execute("seed 4", subshell: id).status == "ok")
  }

  @Test func aQuestionLeavesTheSessionToReaders() throws {
    let id = try subshell()
    let asking = frontend.sendExecute("z = 42\nx = input('name? ')")
    #expect(try frontend.next(on: .stdin).content["prompt"] == "name? ")
    #expect(try frontend.execute("z", subshell: id).value == "42")
    frontend.send("input_reply", ["value": "Ada"], on: .stdin)
    #expect(try frontend.result(of: asking).status == "ok")
    #expect(try frontend.execute("x", subshell: id).value == "'Ada'")
  }

  @Test func anExpressionOfTheClientsLetsReadersInToo() throws {
    let id = try subshell()
    let definition = "z = 42\ndef spin():\n    print('looping')\n    while True:\n        pass"
    #expect(try frontend.execute(definition).status == "ok")
    let spinning = frontend.sendExecute("1", ["user_expressions": ["a": "spin()"]])
    try frontend.awaitLooping(spinning)
    #expect(try frontend.execute("z", subshell: id).value == "42")
    frontend.send("interrupt_request", on: .control)
    let values = try frontend.result(of: spinning).reply.content["user_expressions"]
    #expect(values?["a"]?["ename"] == "Interrupted")
  }

  @Test func interruptsAQuestionAndShowsDiagnostics() throws {
    let asking = frontend.sendExecute("x = input('name? ')")
    _ = try frontend.next(on: .stdin)
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: asking).reply.content["ename"] == "Interrupted")
    let failed = try frontend.execute("x = 1\ny = missing")
    #expect(failed.reply.content["ename"] == "NameError")
    #expect(failed.reply.content["traceback"]?.arrayValue?.count ?? 0 > 1)
    let content: JSONObject = ["user_expressions": ["a": "1 + 1", "b": "None", "c": "1 / 0"]]
    let values = try frontend.execute("2", content).reply.content["user_expressions"]
    #expect(values?["a"]?["data"]?["text/plain"] == "2")
    #expect(values?["b"]?["data"]?["text/plain"] == "None")
    #expect(values?["c"]?["ename"] == "ZeroDivisionError")
  }
}
