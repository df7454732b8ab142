import JupyterWire
import KernelSupport
import Testing

@Suite(.serialized) struct SubshellTests {
  private let kernel: TestKernel
  private let frontend: DummyFrontend

  init() throws {
    kernel = try TestKernel(hasReader: true)
    frontend = try DummyFrontend(kernel)
  }

  private func createSubshell() throws -> String {
    let reply = try frontend.request("create_subshell_request", on: .control).reply
    #expect(reply.header.type == "create_subshell_reply")
    return try #require(reply.content["subshell_id"]?.stringValue)
  }

  @Test func offersListsAndDeletesSubshells() throws {
    #expect(
      try frontend.request("kernel_info_request").reply.content["supported_features"] == ["kernel subshells"])
    let ids = Set(try (0..<3).map { _ in try createSubshell() })
    func list() throws -> Set<String> {
      let reply = try frontend.request("list_subshell_request", on: .control).reply
      return Set(reply.content["subshell_id"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    }
    #expect(try list() == ids)
    for id in ids {
      #expect(
        try frontend.request("delete_subshell_request", ["subshell_id": .string(id)], on: .control).status == "ok")
      #expect(
        try frontend.request("delete_subshell_request", ["subshell_id": .string(id)], on: .control).status == "error")
      #expect(try frontend.execute("read", subshell: id).reply.content["ename"] == "UnknownSubshell")
    }
    #expect(try list().isEmpty)
  }

  @Test func tellsWhoeverWaitsForADeletedSubshell() throws {
    let id = try createSubshell()
    let running = frontend.sendExecute("loop", subshell: id)
    try frontend.awaitLooping(running)
    let waiting = (0..<3).map { _ in frontend.sendExecute("read", subshell: id) }
    #expect(try frontend.request("delete_subshell_request", ["subshell_id": .string(id)], on: .control).status == "ok")
    #expect(try frontend.result(of: running).status == "error")
    for request in waiting { #expect(try frontend.result(of: request).status == "error") }
  }

  @Test func refusesSubshellsWhereThereAreNone() throws {
    let plain = try DummyFrontend(TestKernel())
    #expect(try plain.request("create_subshell_request", on: .control).status == "error")
  }

  @Test func readsWhileACellRuns() throws {
    let id = try createSubshell()
    let loop = frontend.sendExecute("loop")
    try frontend.awaitLooping(loop)
    let read = try frontend.execute("read", subshell: id)
    #expect(read.value == "read")
    #expect(read.reply.parentHeader["subshell_id"] == .string(id))
    let changing = try frontend.execute("value 1", subshell: id)
    #expect(changing.reply.content["ename"] == "SessionBusy")
    #expect(changing.types == ["execute_input", "error"])
    #expect(try frontend.request("is_complete_request", ["code": "x"]).reply.content["status"] == "complete")
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: loop).reply.content["ename"] == "Interrupted")
  }

  /// A tab that comes back in the middle of a cell asks for kernel_info, and shows the last status that it sees.
  @Test func whoComesBackSeesThatACellRuns() throws {
    let id = try createSubshell()
    let loop = frontend.sendExecute("loop")
    try frontend.awaitLooping(loop)
    func status() throws -> String? {
      try frontend.nextPublished(within: 500) { $0.header.type == "status" && $0.parentID == loop }.state
    }
    #expect(try status() == "busy")
    let asked: [() throws -> DummyFrontend.Result] = [
      { try frontend.request("kernel_info_request") }, { try frontend.request("kernel_info_request", on: .control) },
      { try frontend.execute("read", subshell: id) },
    ]
    for ask in asked {
      _ = try ask()
      #expect(try status() == "busy")
    }
    frontend.send("interrupt_request", on: .control)
    _ = try frontend.reply(to: loop)
    while try status() == "busy" {}
    // The idle was the cell's last word.
    _ = try frontend.request("kernel_info_request")
    #expect(throws: DummyFrontend.Silence.self) { try status() }
  }

  @Test func changesTheSessionWhileNoCellRuns() throws {
    let id = try createSubshell()
    #expect(try frontend.execute("value 1", subshell: id).value == "1")
    #expect(try frontend.execute("ran").value == "value 1;ran")
    // Right behind the reply to a cell, too, in whatever state the main shell's thread is then.
    for _ in 0..<200 {
      let reply = try frontend.reply(to: frontend.sendExecute("value 2"))
      #expect(reply.content["status"] == "ok")
      #expect(try frontend.reply(to: frontend.sendExecute("value 3", subshell: id)).content["status"] == "ok")
    }
  }

  @Test func interruptsTheOneThatIsMeant() throws {
    let id = try createSubshell()
    let loop = frontend.sendExecute("loop")
    try frontend.awaitLooping(loop)
    let read = frontend.sendExecute("read for ever", subshell: id)
    try frontend.nextPublished { $0.parentID == read && $0.header.type == "execute_input" }
    frontend.send("interrupt_request", on: .control, subshell: id)
    #expect(try frontend.reply(to: read).content["ename"] == "Interrupted")
    #expect(throws: DummyFrontend.Silence.self) { try frontend.reply(to: loop, within: 50) }
    frontend.send("interrupt_request", on: .control)
    #expect(try frontend.result(of: loop).reply.content["ename"] == "Interrupted")
  }

  @Test func abortsOnlyItsOwnQueue() throws {
    let id = try createSubshell()
    let loop = frontend.sendExecute("loop")
    try frontend.awaitLooping(loop)
    let next = frontend.sendExecute("value next")
    #expect(try frontend.execute("read wrong", subshell: id).status == "error")
    frontend.send("interrupt_request", on: .control, subshell: id)
    #expect(try frontend.execute("read", subshell: id).value == "read")
    frontend.send("shutdown_request", on: .control)
    #expect(try frontend.reply(to: loop).content["ename"] == "Interrupted")
    #expect(kernel.exitCode(within: 200) == 0)
    _ = next
  }
}
