import FoundationEssentials
import JupyterWire

/// Makes a kernel known to Jupyter: a folder with `kernel.json` and its logos.
public struct KernelSpec: Sendable {
  /// The folder's name, by which `jupyter --kernel` knows it: lower-case letters, digits, `.`, `_` and `-`.
  public var name: String
  /// The name that people read in a launcher.
  public var displayName: String
  /// The language's name, by which notebooks choose a kernel.
  public var language: String
  /// The command; `{connection_file}` in it stands for the path that the launcher chooses.
  public var command: [String]
  /// Variables for the kernel's environment; `${NAME}` in them stands for the launcher's own.
  public var environment: [String: String]
  /// Other files of the folder by name, such as `logo-svg.svg` and `logo-64x64.png`.
  public var resources: [String: [UInt8]]
  /// Whether the kernel has a debugger, for which frontends then have buttons.
  public var hasDebugger: Bool

  /// A kernel to be made known.
  public init(
    name: String, displayName: String, language: String, command: [String], environment: [String: String] = [:],
    resources: [String: [UInt8]] = [:], hasDebugger: Bool = false
  ) {
    self.name = name
    self.displayName = displayName
    self.language = language
    self.command = command
    self.environment = environment
    self.resources = resources
    self.hasDebugger = hasDebugger
  }

  /// The content of `kernel.json`.
  public var json: JSONObject {
    let variables = environment.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
    return [
      "argv": .array(command.map(JSON.string)), "display_name": .string(displayName), "language": .string(language),
      "interrupt_mode": "message", "kernel_protocol_version": .string(ProtocolVersion.current),
      "env": .object(JSONObject(variables)), "metadata": .object(metadata),
    ]
  }

  private var metadata: JSONObject {
    var metadata: JSONObject = ["supported_encryption": ["curve"]]
    if hasDebugger { metadata["debugger"] = true }
    return metadata
  }

  /// Writes the folder, replacing one of the same name.
  ///
  /// - Returns: Its path.
  /// - Throws: ``KernelError`` `.kernelSpec` for a name that Jupyter does not take, or a folder that cannot be written.
  @discardableResult
  public func install(in location: KernelSpecLocation) throws(KernelError) -> String {
    let folder = try location.folder(of: name)
    var files = resources
    files["kernel.json"] = json.encoded + [UInt8(ascii: "\n")]
    do {
      try? FileManager.default.removeItem(atPath: folder)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic) }
    } catch {
      throw KernelError(.kernelSpec, "cannot write the kernelspec to \(folder): \(error)")
    }
    return folder
  }

  /// Removes the folder of a kernel.
  ///
  /// - Returns: Its path; nil where there was none.
  /// - Throws: ``KernelError`` `.kernelSpec` where it cannot be removed.
  @discardableResult
  public static func uninstall(
    name: String, from location: KernelSpecLocation
  ) throws(KernelError) -> String? {
    let folder = try location.folder(of: name)
    guard FileManager.default.fileExists(atPath: folder) else { return nil }
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw KernelError(.kernelSpec, "cannot remove the kernelspec \(folder): \(error)")
    }
    return folder
  }
}
