import Datasets
import Files
import FoundationEssentials
import Language
import Processes

/// The paths that users write.
enum FileNames {
  /// The file to write: `~` is the home folder, and a name without ending gets one.
  static func writable(_ path: String, _ catalog: DatasetCatalog, ending: String? = nil) throws -> String {
    guard !path.isEmpty, !Paths.hasNull(path), !Paths.hasEnding(path, "/") else {
      throw Diagnostic(.value, "a file has a name, and this path has none: '\(path)'")
    }
    let path = catalog.expanded(path)
    let isComplete = Paths.name(path).utf8.contains(UInt8(ascii: "."))
    return isComplete || ending == nil ? path : path + "." + (ending ?? "")
  }

  /// The file to write a session to.
  static func session(_ path: String, _ catalog: DatasetCatalog, parameter: String) throws -> String {
    let file = try writable(path, catalog, ending: "safetensors")
    guard Paths.hasEnding(file, ".safetensors") else {
      throw Diagnostic(
        .value, "a session is saved as .safetensors, and this is \(path)",
        suggestion: parameter == "checkpoint"
          ? "checkpoint=\"run\"" : "save \"run.safetensors\", or a value: save x, \"x.npy\"", parameter: parameter)
    }
    return file
  }

  /// The newest autosave: the session's own after an epoch, where it has one, else another session's.
  static func lastAutosave(_ catalog: DatasetCatalog, own: Autosave?) throws -> String {
    if let own, Paths.isFile(own.path) { return own.path }
    let others = otherAutosaves(catalog, own: own)
    if let newest = others.first { return newest }
    guard let folder = Autosave.folder(catalog.environment) else {
      throw Diagnostic(
        .data, "there are no autosaves: neither XDG_STATE_HOME nor HOME names a folder for them",
        suggestion: "save the session yourself: save \"run\"")
    }
    throw Diagnostic(
      .data, "there is no autosave of another session, and of this one none after an epoch of `train` yet",
      notes: ["looked in \(folder)"])
  }

  /// The autosaves of other sessions that `load last` chooses from, the one that it takes first.
  static func otherAutosaves(_ catalog: DatasetCatalog, own: Autosave?) -> [String] {
    guard let folder = Autosave.folder(catalog.environment) else { return [] }
    let paths = ProcessGroup.told {
      Autosave.others(in: folder, besides: own, catalog.environment).joined(separator: "\0")
    }
    return paths.split(separator: "\0").map(String.init)
  }

  /// The file to read: `.safetensors` may be left out.
  static func existing(_ path: String, _ catalog: DatasetCatalog) throws -> String {
    let expanded = catalog.expanded(path)
    let names = [expanded, expanded + ".safetensors"]
    guard !Paths.hasNull(path), names.contains(where: Paths.exists) else {
      throw Diagnostic(
        .data, "\(path): there is no such file",
        suggestion: "save \"run\" writes one; load last takes the newest autosave",
        parameter: "path", caughtAs: "FileNotFoundError")
    }
    return Paths.isFile(expanded) || !Paths.isFile(expanded + ".safetensors") ? expanded : expanded + ".safetensors"
  }

  /// The files and folders that begin like this.
  static func completions(_ begun: String) -> [String] {
    let cut = begun.lastIndex(of: "/").map { begun.index(after: $0) } ?? begun.startIndex
    let folder = String(begun[..<cut])
    let place = DatasetCatalog().expanded(folder.isEmpty ? "." : folder)
    let names = Paths.names(in: place)
    return names.filter { $0.hasPrefix(begun[cut...]) && (!$0.hasPrefix(".") || begun[cut...].hasPrefix(".")) }
      .sorted().prefix(100)
      .map { folder + $0 + (Paths.isFolder(Paths.join(place, $0)) ? "/" : "") }
  }
}
