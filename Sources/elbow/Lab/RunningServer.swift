import Files
import FoundationEssentials
import Glibc
import JupyterWire

/// A Jupyter server of the user's that runs, as its file in Jupyter's runtime folder tells.
struct RunningServer {
  /// Its address in a browser, with the token that lets one in.
  let address: String

  /// The one that shows this folder; nil where none does.
  static func showing(_ folder: String, _ environment: [String: String] = ProcessInfo.processInfo.environment) -> Self?
  {
    guard let runtime = runtimeFolder(environment) else { return nil }
    let files = Paths.names(in: runtime).sorted().filter { $0.hasPrefix("jpserver-") && Paths.hasEnding($0, ".json") }
    return files.lazy.compactMap { server(in: Paths.join(runtime, $0), showing: folder) }.first
  }

  /// As Jupyter finds it (jupyter_core/paths.py, `jupyter_runtime_dir`).
  private static func runtimeFolder(_ environment: [String: String]) -> String? {
    func named(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let folder = named("JUPYTER_RUNTIME_DIR") { return folder }
    let data =
      named("JUPYTER_DATA_DIR") ?? named("XDG_DATA_HOME").map { Paths.join($0, "jupyter") }
      ?? named("HOME").map { Paths.join($0, ".local/share/jupyter") }
    return data.map { Paths.join($0, "runtime") }
  }

  private static func server(in file: String, showing folder: String) -> Self? {
    guard let bytes = try? FileReader.bytes(of: file), let json = try? JSON(parsing: bytes),
      let root = json["root_dir"]?.stringValue, Paths.resolved(root) == folder,
      let process = json["pid"]?.integerValue, let url = json["url"]?.stringValue, !url.isEmpty,
      json["sock"]?.stringValue ?? "" == "", isJupyter(pid_t(clamping: process))
    else { return nil }
    let token = json["token"]?.stringValue ?? ""
    return Self(address: url + (url.hasSuffix("/") ? "lab" : "/lab") + (token.isEmpty ? "" : "?token=\(token)"))
  }

  /// Whether the process is there, and is a Jupyter: a server that was killed has left its file, and its number may be another's.
  private static func isJupyter(_ process: pid_t) -> Bool {
    guard process > 0, kill(process, 0) == 0 || errno == EPERM else { return false }
    guard let words = try? FileReader.bytes(of: "/proc/\(process)/cmdline") else { return true }
    return String(decoding: words, as: UTF8.self).contains("jupyter")
  }
}
