import Glibc
import JupyterKernel
import KernelSupport
import Testing

/// The rest that a language is given when nobody asks anything of it.
struct RestTests {
  @Test func comesOnceInAPause() throws {
    let kernel = try TestKernel(TestLanguage(), restInterval: 100)
    let frontend = try DummyFrontend(kernel)
    #expect(try frontend.execute("print a").status == "ok")
    // Several times the interval: a second rest would have come.
    usleep(1_500_000)
    #expect(try frontend.execute("rests").value == "1")
    usleep(1_500_000)
    #expect(try frontend.execute("rests").value == "2")
  }

  @Test func doesNotComeWhileACellRuns() throws {
    let kernel = try TestKernel(TestLanguage(), restInterval: 300)
    let frontend = try DummyFrontend(kernel)
    let napping = frontend.sendExecute("nap 1200")
    let asking = frontend.sendExecute("rests")
    #expect(try frontend.result(of: napping).status == "ok")
    #expect(try frontend.result(of: asking).value == "0")
  }

  @Test func keepsNobodyWaitingAtTheEnd() throws {
    let kernel = try TestKernel(TestLanguage(), restInterval: 600_000)
    let frontend = try DummyFrontend(kernel)
    #expect(try frontend.execute("print a").status == "ok")
    frontend.send("shutdown_request", ["restart": false], on: .control)
    #expect(kernel.exitCode(within: 5000) == 0)
  }
}
