import Glibc
import JupyterKernel
import JupyterWire
import KernelSupport
import Testing
import Threads

@Suite(.serialized) struct InterruptAndAbortTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel()
    frontend = try DummyFrontend(kernel)
  }

  @Test func interruptsACellAndAbortsWhatWaits() throws {
    let loop = frontend.sendExecute("loop")
    let waiting = frontend.sendExecute("print no")
    let completion = frontend.send("complete_request", ["code": "pr"])
    try frontend.awaitLooping(loop)
    let start = MonotonicTime.now
    #expect(try frontend.request("interrupt_request", on: .control).status == "ok")
    let interrupted = try frontend.result(of: loop)
    #expect(MonotonicTime.now < start.advanced(milliseconds: 300))
    #expect(interrupted.reply.content["ename"] == "Interrupted")
    let aborted = try frontend.result(of: waiting)
    #expect(aborted.reply.content["ename"] == "Aborted")
    // No number: JupyterLab would show that of the cell that failed.
    #expect(aborted.reply.content["execution_count"] == .null)
    #expect(aborted.types == [])
    #expect(try frontend.result(of: completion).status == "ok")
    #expect(try frontend.execute("ran").value == "loop;ran")
  }

  @Test func abortsOnlyWhatHasComeBeforeTheFailure() throws {
    let ids = ["nap 50", "fail", "print a", "print b"].map { frontend.sendExecute($0) }
    #expect(try frontend.result(of: ids[0]).status == "ok")
    let failed = try frontend.reply(to: ids[1])
    let later = frontend.sendExecute("print c")
    #expect(failed.content["ename"] == "TestError")
    #expect(try frontend.result(of: ids[2]).reply.content["ename"] == "Aborted")
    #expect(try frontend.result(of: ids[3]).reply.content["ename"] == "Aborted")
    #expect(try frontend.result(of: later).text() == "c\n")
  }

  @Test func abortsNothingWhereTheClientSaysSo() throws {
    let failing = frontend.sendExecute("fail", ["stop_on_error": false])
    let next = frontend.sendExecute("print a")
    #expect(try frontend.result(of: failing).status == "error")
    #expect(try frontend.result(of: next).text() == "a\n")
  }

  @Test func survivesInterruptsThatHitNothing() throws {
    for _ in 0..<200 { frontend.send("interrupt_request", on: .control) }
    for _ in 0..<20 {
      frontend.send("interrupt_request", on: .control)
      #expect(try frontend.execute("nap 1", ["stop_on_error": false]).status == "ok")
    }
    #expect(try frontend.execute("value 1").value == "1")
  }

  @Test func answersKernelInfoWhileACellRuns() throws {
    let loop = frontend.sendExecute("loop")
    try frontend.awaitLooping(loop)
    for channel in [DummyFrontend.Channel.shell, .control] {
      #expect(try frontend.request("kernel_info_request", on: channel).status == "ok")
    }
    #expect(try frontend.request("history_request", ["hist_access_type": "tail"]).status == "ok")
    #expect(try frontend.request("comm_info_request").status == "ok")
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: loop).status == "error")
  }
}

@Suite(.serialized) struct ShutdownTests {
  @Test(arguments: ["value 1", "loop"], [true, false])
  func exitsAtOnceEvenWhileACellRuns(code: String, restart: Bool) throws {
    let kernel = try TestKernel()
    let frontend = try DummyFrontend(kernel)
    let id = frontend.sendExecute(code)
    if code == "loop" { try frontend.awaitLooping(id) } else { _ = try frontend.result(of: id) }
    let shutdown = frontend.send("shutdown_request", ["restart": .bool(restart)], on: .control)
    #expect(kernel.exitCode(within: 300) == 0)
    let result = try frontend.result(of: shutdown, on: .control)
    #expect(result.reply.content == ["status": "ok", "restart": .bool(restart)])
    #expect(result.outputs.map(\.content) == [result.reply.content])
    #expect(result.types == ["shutdown_reply"])
  }

  @Test func startsAgainOnTheSameAddresses() throws {
    for _ in 0..<5 {
      let kernel = try TestKernel()
      let frontend = try DummyFrontend(kernel)
      #expect(try frontend.execute("value 1").value == "1")
      frontend.send("shutdown_request", ["restart": true], on: .control)
      #expect(kernel.exitCode(within: 1000) == 0)
    }
  }

  @Test func endsWithItsParent() throws {
    var child = pid_t()
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("60"), nil]
    defer { arguments.forEach { free($0) } }
    #expect(posix_spawnp(&child, "sleep", nil, nil, &arguments, environ) == 0)
    let kernel = try TestKernel(parent: child)
    let frontend = try DummyFrontend(kernel)
    #expect(try frontend.execute("value 1").value == "1")
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    #expect(kernel.exitCode(within: 2000) == 0)
  }

  @Test func saysInOneLineWhyItCannotStart() throws {
    let error = #expect(throws: KernelError.self) {
      try Kernel(connectionFile: "/nowhere.json", language: TestLanguage())
    }
    #expect(error?.description == "cannot read the connection file /nowhere.json")
  }
}
