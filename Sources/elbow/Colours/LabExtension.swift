import Crypto
import ElbowKernel
import Files
import FoundationEssentials
import JupyterKernel
import JupyterWire

/// Elbow's colours in JupyterLab and Notebook: a prebuilt extension, three files that Jupyter finds by their place, so that
/// neither Node nor a network nor a build of JupyterLab is needed to put it there. `kernelspec/labextension` has its code.
enum LabExtension {
  static let name = "elbow-highlighting"

  private static func folder(in place: KernelSpecLocation) throws -> String {
    Paths.join(try place.dataFolder(), "labextensions/\(name)")
  }

  /// Its files, as JupyterLab looks for them.
  private static var files: [(name: String, bytes: [UInt8])] {
    let names = String(decoding: ColouredNames.json.encoded, as: UTF8.self)
    let code = Array(
      String(decoding: PackageResources.highlighting_js, as: UTF8.self).replacing("ELBOW_NAMES", with: names).utf8)
    // Browsers keep what they have fetched by its name: other code has another.
    let sum = SHA256.hash(data: code).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let script = "static/remoteEntry.\(sum).js"
    let description: JSONObject = [
      "name": .string(name), "version": .string(Elbow.version),
      "description": "Elbow's colours in JupyterLab and Notebook", "license": "Apache-2.0",
      "jupyterlab": [
        "extension": true, "_build": ["load": .string(script), "extension": "./extension"],
      ],
    ]
    let origin: JSONObject = [
      "packageManager": "python", "packageName": "elbow-kernel",
      "uninstallInstructions": "pip uninstall elbow-kernel, or elbow uninstall where elbow install put it there",
    ]
    let newline = [UInt8(ascii: "\n")]
    return [
      (script, code), ("package.json", description.encoded + newline), ("install.json", origin.encoded + newline),
    ]
  }

  /// Puts it there, in place of another version. What a running JupyterLab asks for is whole at any moment.
  ///
  /// - Returns: Its folder.
  /// - Throws: where it cannot be written.
  static func install(in place: KernelSpecLocation) throws -> String {
    let folder = try folder(in: place)
    let scripts = Paths.join(folder, "static")
    try Paths.makeFolder(scripts)
    let files = files
    for (name, bytes) in files { try AtomicFile.write(bytes, to: Paths.join(folder, name)) }
    for name in Paths.names(in: scripts) where !files.contains(where: { $0.name == "static/\(name)" }) {
      try FileManager.default.removeItem(atPath: Paths.join(scripts, name))
    }
    return folder
  }

  /// Takes it away with the last of Elbow's kernels that the place has.
  ///
  /// - Returns: The folder that it was in; nil where there was none, or where a kernel still needs it.
  /// - Throws: where it cannot be removed.
  static func removeWithLastKernel(from place: KernelSpecLocation) throws -> String? {
    let folder = try folder(in: place)
    guard Paths.isFolder(folder) else { return nil }
    let kernels = Paths.names(in: Paths.join(try place.dataFolder(), "kernels"))
    let several = ElbowLanguage.name + "-"
    guard
      !kernels.contains(where: { kernel in
        kernel == ElbowLanguage.name
          || kernel.hasPrefix(several) && kernel.dropFirst(several.count).allSatisfy(\.isWholeNumber)
      })
    else { return nil }
    try FileManager.default.removeItem(atPath: folder)
    return folder
  }
}
