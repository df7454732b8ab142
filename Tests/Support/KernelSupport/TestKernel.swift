import CZeroMQ
import FoundationEssentials
import Glibc
import JupyterKernel
import JupyterWire
import Logging
import Threads

/// A kernel that runs in the test's own process, over ipc in a folder of its own.
package final class TestKernel: Sendable {
  package let key: String
  package let connection: ConnectionFile
  package let folder: String
  private let exitCode = Monitor<Int32?>(nil)

  package init(
    _ language: sending any KernelLanguage, key: String = "a key", curve: ConnectionFile.CurveKeys? = nil,
    history: HistoryLocation = .memory, parent: pid_t? = nil, restInterval: Int = 10_000,
    prepare: (Kernel) -> Void = { _ in }
  ) throws {
    self.key = key
    folder = FileManager.default.temporaryDirectory.path + "/kernel-\(SessionIdentity.makeUUID().prefix(13))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var json: JSONObject = [
      "transport": "ipc", "ip": .string(folder + "/socket"), "shell_port": 1, "iopub_port": 2, "stdin_port": 3,
      "control_port": 4, "hb_port": 5, "key": .string(key), "signature_scheme": "hmac-sha256",
    ]
    if let curve {
      json["curve_publickey"] = .string(curve.publicKey)
      json["curve_secretkey"] = .string(curve.secretKey)
    }
    let path = folder + "/connection.json"
    try Data(json.encoded).write(to: URL(filePath: path))
    connection = try ConnectionFile(path: path)

    var options = KernelOptions()
    options.ownsProcess = false
    options.history = history
    options.parentProcess = parent
    options.restInterval = restInterval
    options.logger.logLevel = .critical
    let box = Box(kernel: try Kernel(connectionFile: path, language: language, options: options))
    prepare(box.kernel)
    try Thread(name: "kernel") { [exitCode] in
      let code = (try? box.kernel.run()) ?? -1
      exitCode.update { $0 = code }
    }.detach()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Its exit code, if it ends in the given time.
  package func exitCode(within milliseconds: Int) -> Int32? {
    exitCode.wait(until: MonotonicTime.now.advanced(milliseconds: milliseconds)) { $0 }
  }

  private struct Box: @unchecked Sendable {
    let kernel: Kernel
  }
}
