import JupyterWire
import Testing

struct ConnectionFileTests {
  private let usual: JSONObject = [
    "transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4,
    "hb_port": "5", "key": "k", "signature_scheme": "hmac-sha256", "kernel_name": "elbow",
  ]

  private func file(_ changes: JSONObject = [:]) throws -> ConnectionFile {
    var json = usual
    for (key, value) in changes.members { json[key] = value == .null ? nil : value }
    return try ConnectionFile(parsing: json.encoded)
  }

  @Test func namesEachChannelsAddress() throws {
    #expect(try file().endpoint(of: .shell) == "tcp://127.0.0.1:1")
    #expect(try file().endpoint(of: .heartbeat) == "tcp://127.0.0.1:5")
    #expect(try file(["transport": "ipc", "ip": "/tmp/k"]).endpoint(of: .iopub) == "ipc:///tmp/k-2")
  }

  @Test func hasDefaults() throws {
    let file = try file(["transport": nil, "ip": nil, "key": nil, "signature_scheme": nil])
    #expect(file.transport == .tcp)
    #expect(file.ip == "127.0.0.1")
    #expect(file.key.isEmpty)
  }

  @Test(
    arguments: [
      ["shell_port": nil], ["hb_port": "x"], ["iopub_port": 70000], ["stdin_port": 0], ["transport": "udp"],
      ["signature_scheme": "hmac-md5"], ["ip": ""], ["curve_publickey": "only this one"],
      ["curve_publickey": "short", "curve_secretkey": "short"],
    ] as [JSONObject])
  func refusesWhatItCannotUse(changes: JSONObject) {
    #expect(throws: ConnectionFileError.self) { try file(changes) }
  }

  @Test func saysWhichFileItCannotRead() {
    let error = #expect(throws: ConnectionFileError.self) { try ConnectionFile(path: "/nowhere/kernel-1.json") }
    #expect(error?.description == "cannot read the connection file /nowhere/kernel-1.json")
  }
}
