import Files
import FoundationEssentials
import Glibc
import JupyterKernel

/// A folder with an interpreter of Python and packages of its own: a virtual environment, one of conda's, `/usr/local`.
struct PythonEnvironment {
  let folder: String

  /// The environment that a place of Jupyter's lies in or, for the user's own place, that is active.
  init?(of place: KernelSpecLocation) {
    switch place {
    case .prefix(let prefix): folder = prefix
    case .activeEnvironment, .user:
      guard let active = KernelSpecLocation.activePrefix() else { return nil }
      folder = active
    }
  }

  init(_ folder: String) { self.folder = folder }

  /// The environment of the papermill that a shell would start; nil where there is none, or none with packages of its own.
  static var ofPapermill: PythonEnvironment? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let programs: [String] = folders.map { "\($0)/papermill" }.filter { access($0, X_OK) == 0 }
    guard let program = programs.first, let real = realpath(program, nil) else { return nil }
    defer { free(real) }
    let environment = PythonEnvironment(Paths.parent(Paths.parent(String(cString: real))))
    return environment.packageFolders.isEmpty ? nil : environment
  }

  /// Where packages are put, a folder for each version of Python; without those that belong to the system's own packages
  /// (PEP 668).
  var packageFolders: [String] {
    let libraries = Paths.join(folder, "lib")
    let names = Paths.names(in: libraries)
    let versions = names.filter { $0.hasPrefix("python3") || $0.hasPrefix("pypy3") }
      .map { Paths.join(libraries, $0) }
    // Links, such as conda's `python3.1`, lead to folders that are there already.
    return Set(versions.map(Paths.resolved)).sorted()
      .filter { access(Paths.join($0, "EXTERNALLY-MANAGED"), F_OK) != 0 }
      .map { Paths.join($0, "site-packages") }.filter(Paths.isFolder)
  }
}
