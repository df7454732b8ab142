import FoundationEssentials
import JupyterKernel
import JupyterWire
import KernelSupport
import Testing

@Suite(.serialized) struct HistoryTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/history-\(SessionIdentity.makeUUID())"
  }

  private func history(_ frontend: DummyFrontend, _ content: JSONObject) throws -> JSON? {
    try frontend.request("history_request", content).reply.content["history"]
  }

  @Test func answersTailRangeAndSearch() throws {
    let kernel = try TestKernel()
    let frontend = try DummyFrontend(kernel)
    for code in ["value a", "value [b]", "print c", "value a"] { _ = try frontend.execute(code) }
    _ = try frontend.execute("value hidden", ["store_history": false])

    #expect(
      try history(frontend, ["hist_access_type": "tail", "n": 2]) == [[1, 3, "print c"], [1, 4, "value a"]])
    #expect(
      try history(frontend, ["hist_access_type": "range", "session": 0, "start": 2, "stop": 4, "output": true])
        == [[1, 2, ["value [b]", "[b]"]], [1, 3, ["print c", nil]]])
    #expect(
      try history(frontend, ["hist_access_type": "search", "pattern": "value*", "n": 2])
        == [[1, 2, "value [b]"], [1, 4, "value a"]])
    #expect(
      try history(frontend, ["hist_access_type": "search", "pattern": "value*", "unique": true])
        == [[1, 2, "value [b]"], [1, 4, "value a"]])
    #expect(try history(frontend, ["hist_access_type": "search", "pattern": "*[b]"]) == [[1, 2, "value [b]"]])
    #expect(try history(frontend, ["hist_access_type": "search", "pattern": "print ?"]) == [[1, 3, "print c"]])
    #expect(try history(frontend, ["hist_access_type": "search", "pattern": "value"]) == [])
    #expect(try history(frontend, ["hist_access_type": "tail", "n": -1]) == [])
    #expect(try history(frontend, ["hist_access_type": "range", "session": 99]) == [])
  }

  @Test func remembersEarlierSessions() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for code in ["value first", "value second"] {
      let kernel = try TestKernel(history: .file(folder + "/deeper/history.sqlite"))
      let frontend = try DummyFrontend(kernel)
      _ = try frontend.execute(code)
      if code == "value second" {
        #expect(
          try history(frontend, ["hist_access_type": "tail", "n": 5]) == [
            [1, 1, "value first"], [2, 1, "value second"],
          ])
        #expect(try history(frontend, ["hist_access_type": "range", "session": -1]) == [[1, 1, "value first"]])
        #expect(try history(frontend, ["hist_access_type": "range", "session": 1]) == [[1, 1, "value first"]])
      }
      frontend.send("shutdown_request", on: .control)
      #expect(kernel.exitCode(within: 500) == 0)
    }
  }

  @Test func startsAfreshWhereTheFileIsDamaged() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/history.sqlite"
    try Data(repeating: 0x41, count: 10_000).write(to: URL(filePath: path))
    let kernel = try TestKernel(history: .file(path))
    let frontend = try DummyFrontend(kernel)
    _ = try frontend.execute("value a")
    #expect(try history(frontend, ["hist_access_type": "tail"]) == [[1, 1, "value a"]])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.contains { $0.hasPrefix("history.sqlite.damaged") })
  }

  @Test func keepsEveryCharacter() throws {
    let frontend = try DummyFrontend(TestKernel())
    let code = "value a\u{0}b 😀 [*?] 'quoted' \n"
    _ = try frontend.execute(code)
    #expect(try history(frontend, ["hist_access_type": "tail"]) == [[1, 1, .string(code)]])
  }

  @Test func worksWhereNothingCanBeKept() throws {
    let kernel = try TestKernel(history: .file("/dev/null/history.sqlite"))
    let frontend = try DummyFrontend(kernel)
    _ = try frontend.execute("value a")
    #expect(try history(frontend, ["hist_access_type": "tail"]) == [[1, 1, "value a"]])
  }
}
