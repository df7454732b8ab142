import FoundationEssentials
import JupyterKernel
import JupyterWire
import Testing

struct KernelSpecTests {
  private let spec = KernelSpec(
    name: "echo", displayName: "Echo", language: "echo", command: ["/bin/echo-kernel", "{connection_file}"],
    resources: ["logo-svg.svg": Array("<svg/>".utf8)])

  @Test func followsJupytersRulesForFolders() throws {
    let home = ["HOME": "/home/ada"]
    func folder(_ location: KernelSpecLocation, _ more: [String: String] = [:]) throws -> String {
      try location.folder(of: "echo", environment: home.merging(more) { $1 })
    }
    #expect(try folder(.user) == "/home/ada/.local/share/jupyter/kernels/echo")
    #expect(try folder(.user, ["XDG_DATA_HOME": "/x"]) == "/x/jupyter/kernels/echo")
    // As Jupyter itself looks for it.
    #expect(try folder(.user, ["XDG_DATA_HOME": "rel", "HOME": "/h"]) == "rel/jupyter/kernels/echo")
    #expect(try folder(.user, ["XDG_DATA_HOME": "/x", "JUPYTER_DATA_DIR": "/j"]) == "/j/kernels/echo")
    #expect(try folder(.activeEnvironment, ["VIRTUAL_ENV": "/v"]) == "/v/share/jupyter/kernels/echo")
    #expect(try folder(.activeEnvironment, ["CONDA_PREFIX": "/c"]) == "/c/share/jupyter/kernels/echo")
    #expect(try folder(.prefix("/usr/local")) == "/usr/local/share/jupyter/kernels/echo")
    #expect(throws: KernelError.self) { try folder(.activeEnvironment) }
    #expect(throws: KernelError.self) { try KernelSpecLocation.user.folder(of: "echo", environment: [:]) }
  }

  @Test(arguments: ["", "Echo", "a b", "../x", ".."])
  func refusesNamesThatJupyterDoesNotTake(name: String) {
    #expect(throws: KernelError.self) { try KernelSpecLocation.prefix("/p").folder(of: name) }
  }

  @Test func installsReplacesAndRemoves() throws {
    let prefix = FileManager.default.temporaryDirectory.path + "/spec-\(SessionIdentity.makeUUID())"
    defer { try? FileManager.default.removeItem(atPath: prefix) }
    let folder = try spec.install(in: .prefix(prefix))
    try Data().write(to: URL(filePath: folder + "/left over"))
    #expect(try spec.install(in: .prefix(prefix)) == folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["kernel.json", "logo-svg.svg"])

    let json = try JSON(parsing: Array(Data(contentsOf: URL(filePath: folder + "/kernel.json"))))
    #expect(json["argv"] == ["/bin/echo-kernel", "{connection_file}"])
    #expect(json["interrupt_mode"] == "message")
    #expect(json["metadata"] == ["supported_encryption": ["curve"]])
    var debugged = spec
    debugged.hasDebugger = true
    #expect(debugged.json["metadata"]?["debugger"] == true)

    #expect(try KernelSpec.uninstall(name: "echo", from: .prefix(prefix)) == folder)
    #expect(try KernelSpec.uninstall(name: "echo", from: .prefix(prefix)) == nil)
  }

  @Test func saysWhereItCannotWrite() {
    let error = #expect(throws: KernelError.self) { try spec.install(in: .prefix("/dev/null")) }
    #expect(error?.code == .kernelSpec)
  }
}
