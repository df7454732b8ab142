import JupyterWire
import KernelSupport
import Testing

/// The debugger's protocol, with the smallest language that has one.
@Suite(.serialized) struct DebuggerTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel(LineLanguage())
    frontend = try DummyFrontend(kernel)
  }

  private static let cell = "a = 1\nb = 22\nc = 3"

  private func ask(_ command: String, _ arguments: JSON = [:], by frontend: DummyFrontend? = nil) throws -> JSONObject {
    let content: JSONObject = ["type": "request", "seq": 7, "command": .string(command), "arguments": arguments]
    let reply = try (frontend ?? self.frontend).request("debug_request", content, on: .control).reply
    #expect(reply.header.type == "debug_reply")
    #expect(reply.content["type"] == "response")
    #expect(reply.content["command"] == .string(command))
    #expect(reply.content["request_seq"] == 7)
    return reply.content
  }

  private func body(_ command: String, _ arguments: JSON = [:]) throws -> JSONObject {
    let reply = try ask(command, arguments)
    #expect(reply["success"] == true, "\(command): \(reply["message"] ?? .null)")
    return reply["body"]?.objectValue ?? [:]
  }

  /// Starts the debugger, and sets breakpoints in lines of a cell.
  private func start(_ lines: Int..., in cell: String = cell) throws {
    _ = try body("initialize")
    _ = try body("attach")
    try setBreakpoints(lines, in: cell)
    _ = try body("configurationDone")
  }

  @discardableResult
  private func setBreakpoints(_ lines: [Int], in cell: String = cell) throws -> [JSON] {
    let path = try #require(try body("dumpCell", ["code": .string(cell)])["sourcePath"])
    let places = JSON.array(lines.map { ["line": .integer($0)] })
    return try body("setBreakpoints", ["source": ["path": path], "breakpoints": places])["breakpoints"]?.arrayValue
      ?? []
  }

  private func event(_ name: String) throws -> JSONObject {
    try frontend.nextPublished { $0.header.type == "debug_event" && $0.content["event"] == .string(name) }.content
  }

  private func line() throws -> Int? {
    try body("stackTrace", ["threadId": 1])["stackFrames"]?.arrayValue?.first?["line"]?.integerValue
  }

  @Test func kernelInfoSaysSo() throws {
    let info = try frontend.request("kernel_info_request").reply.content
    #expect(info["debugger"] == true)
    #expect(info["supported_features"] == ["debugger"])
    let without = try DummyFrontend(TestKernel())
    #expect(try without.request("kernel_info_request").reply.content["debugger"] == false)
    // Where there is none, nobody answers, and the next request is.
    let id = without.send("debug_request", ["command": "debugInfo"], on: .control)
    #expect(try without.outputs(of: id).isEmpty)
  }

  /// The path that clients compute of a cell's text: the values are those of ipykernel.
  @Test(arguments: [
    (
      "def f(a):\n    b = a + 1\n    return b\n\ntotal = 0\nfor i in range(2):\n    total += f(i)\nprint(total)\n",
      "2184726542"
    ),
    ("", "3990065800"), ("x=1", "2629222579"), ("é ☃", "1941901228"),
  ])
  func pathsAreTheHashesOfCells(_ code: String, _ hash: String) throws {
    let info = try body("debugInfo")
    #expect(info["hashMethod"] == "Murmur2")
    #expect(info["hashSeed"] == 0xC70F_6907)
    let path = try body("dumpCell", ["code": .string(code)])["sourcePath"]
    let (prefix, suffix) = (info["tmpFilePrefix"]?.stringValue ?? "", info["tmpFileSuffix"]?.stringValue ?? "")
    #expect(path == .string(prefix + hash + suffix))
    #expect(try body("source", ["source": ["path": path ?? .null]])["content"] == .string(code))
  }

  @Test func stopsStepsAndGoesOn() throws {
    try start(2)
    let cell = frontend.sendExecute(Self.cell)
    let stopped = try event("stopped")
    #expect(stopped["body"]?["reason"] == "breakpoint")
    #expect(stopped["body"]?["threadId"] == 1)
    #expect(stopped["body"]?["allThreadsStopped"] == true)
    #expect(stopped["body"]?["hitBreakpointIds"]?.arrayValue?.count == 1)
    #expect(try body("debugInfo")["stoppedThreads"] == [1])
    #expect(try line() == 2)
    let frame = try #require(try body("stackTrace")["stackFrames"]?.arrayValue?.first?["id"])
    let scope = try #require(try body("scopes", ["frameId": frame])["scopes"]?.arrayValue?.first)
    #expect(scope["name"] == "Globals")
    let variables = try body("variables", ["variablesReference": scope["variablesReference"] ?? .null])["variables"]
    #expect(variables?.arrayValue?.map { $0["name"] } == ["a"])
    #expect(variables?.arrayValue?.first?["value"] == "1")
    #expect(try body("evaluate", ["expression": "a", "frameId": frame])["result"] == "1")
    #expect(try ask("evaluate", ["expression": "z", "frameId": frame])["success"] == false)

    _ = try body("next", ["threadId": 1])
    let continued = try event("continued")
    let step = try event("stopped")
    #expect(step["body"]?["reason"] == "step")
    #expect((continued["seq"]?.integerValue ?? 0) < (step["seq"]?.integerValue ?? 0))
    #expect(try line() == 3)
    // Numbers of before mean nothing any more.
    #expect(try ask("scopes", ["frameId": frame])["success"] == false)
    let open = try #require(
      try body("stackTrace")["stackFrames"]?.arrayValue?.first?["id"])
    #expect(
      try body("copyToGlobals", ["srcVariableName": "b", "dstVariableName": "d", "srcFrameId": open])["value"] == "22")
    _ = try body("continue", ["threadId": 1])
    #expect(try frontend.result(of: cell).status == "ok")
    #expect(try body("debugInfo")["stoppedThreads"] == [])
    #expect(try body("inspectVariables")["variables"]?.arrayValue?.map { $0["name"] } == ["a", "b", "d", "c"])
  }

  @Test func variablesAreSeenWithoutADebugger() throws {
    _ = try frontend.execute("a = 12")
    let variable = try #require(try body("inspectVariables")["variables"]?.arrayValue?.first)
    #expect(variable["value"] == "12")
    let parts = try body("variables", ["variablesReference": variable["variablesReference"] ?? .null])["variables"]
    #expect(parts?.arrayValue?.map { $0["value"] } == ["1", "2"])
    #expect(try body("richInspectVariables", ["variableName": "a"])["data"]?["text/plain"] == "12")
    #expect(try ask("richInspectVariables", ["variableName": "z"])["success"] == false)
    #expect(try ask("threads")["success"] == false)
    #expect(try ask("setBreakpoints", ["source": ["path": "/x"], "breakpoints": []])["success"] == false)
  }

  @Test func anInterruptEndsTheStoppedCell() throws {
    try start(2)
    let cell = frontend.sendExecute(Self.cell)
    _ = try event("stopped")
    #expect(try frontend.request("interrupt_request", on: .control).status == "ok")
    #expect(try frontend.result(of: cell).reply.content["ename"] == "Interrupted")
    _ = try event("continued")
    #expect(try body("debugInfo")["stoppedThreads"] == [])
  }

  @Test func aShutdownEndsTheStoppedCell() throws {
    try start(2)
    frontend.sendExecute(Self.cell)
    _ = try event("stopped")
    frontend.send("shutdown_request", ["restart": true], on: .control)
    #expect(kernel.exitCode(within: 5000) == 0)
  }

  @Test func whoDisconnectsLetsTheCellGoOn() throws {
    try start(1, 2, 3)
    let cell = frontend.sendExecute(Self.cell)
    _ = try event("stopped")
    let end = try frontend.request(
      "debug_request", ["seq": 1, "command": "disconnect", "arguments": ["restart": false]], on: .control)
    #expect(end.outputs.map { $0.content["event"] } == ["terminated"])
    #expect(try frontend.result(of: cell).status == "ok")
    #expect(try body("debugInfo")["isStarted"] == false)
    #expect(try body("debugInfo")["breakpoints"] == [])
    #expect(try frontend.execute(Self.cell).status == "ok")
  }

  @Test func twoClientsSeeOneDebugger() throws {
    let second = try DummyFrontend(kernel)
    try start(2)
    let info = try ask("debugInfo", by: second)["body"]
    #expect(info?["isStarted"] == true)
    #expect(info?["breakpoints"]?.arrayValue?.first?["breakpoints"] == [["line": 2]])
    let cell = frontend.sendExecute(Self.cell)
    _ = try second.nextPublished { $0.content["event"] == "stopped" }
    #expect(try ask("continue", ["threadId": 1], by: second)["success"] == true)
    #expect(try frontend.result(of: cell).status == "ok")
  }

  @Test func aPauseStopsAndTerminateEnds() throws {
    try start()
    _ = try body("pause", ["threadId": 1])
    let cell = frontend.sendExecute("a = 1\nloop")
    #expect(try event("stopped")["body"]?["reason"] == "pause")
    _ = try body("terminate")
    #expect(try frontend.result(of: cell).reply.content["ename"] == "Interrupted")
  }

  @Test func breakpointsSayWhereTheyAre() throws {
    try start()
    let places = try setBreakpoints([1, 9])
    #expect(places.map { $0["verified"] } == [true, false])
    #expect(places.map { $0["line"] } == [1, 9])
    #expect(places.last?["message"] != nil)
    let unknown = try body(
      "setBreakpoints", ["source": ["path": "/nowhere.py"], "breakpoints": [["line": 1]]])["breakpoints"]
    #expect(unknown?.arrayValue?.first?["verified"] == false)
    #expect(try setBreakpoints([]).isEmpty)
  }

  /// Whatever a client sends is answered, and the kernel lives.
  @Test(arguments: [
    #"{"command":"nonsense"}"#, #"{"command":"next","arguments":{"threadId":"one"}}"#,
    #"{"command":"setBreakpoints","arguments":{"source":7,"breakpoints":{}}}"#,
    #"{"command":"setBreakpoints","arguments":{"source":{"path":"/a"},"breakpoints":[null,3,{"line":"x"},{"line":-1}]}}"#,
    #"{"command":"setExceptionBreakpoints","arguments":{"filters":"all"}}"#,
    #"{"command":"variables","arguments":{"variablesReference":1e300}}"#,
    #"{"command":"variables","arguments":{"variablesReference":-1}}"#, #"{"command":"dumpCell","arguments":null}"#,
    #"{"command":"evaluate","arguments":{"expression":null}}"#, #"{"command":"source","arguments":[]}"#,
    #"{"command":"stackTrace","arguments":{"startFrame":-9223372036854775808,"levels":9223372036854775807}}"#,
    #"{"command":"richInspectVariables","arguments":{"variableName":["a"]}}"#, #"{"command":"copyToGlobals"}"#,
    #"{"command":"exceptionInfo"}"#, #"{"command":"continue"}"#, #"{"seq":"x","command":"debugInfo"}"#,
    #"{}"#, #"{"command":5}"#, #"null"#,
  ])
  func whateverIsAskedIsAnswered(_ text: String) throws {
    _ = try body("initialize")
    let content = try JSON(parsing: Array(text.utf8)).objectValue ?? [:]
    for isStopped in [false, true] {
      if isStopped {
        try start(1)
        frontend.sendExecute(Self.cell)
        _ = try event("stopped")
      }
      let reply = try frontend.request("debug_request", content, on: .control).reply
      #expect(reply.header.type == "debug_reply")
    }
    #expect(try body("debugInfo")["isStarted"] == true)
  }
}
