import Datasets
import Files
import FoundationEssentials
import JupyterWire

/// The Python package `elbow-jupyter`, which papermill and Pygments learn the language from, and by which Jupyter's server
/// sends messages on at once. It is a few small modules and needs no building, so that neither pip nor a network is needed to put it in place.
enum Companion {
  private static let package = "elbow_jupyter"
  private static let summary = "\(package)-\(Elbow.version).dist-info"

  /// Its files, as the standard for installed packages has them
  /// (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
  private static var files: [(name: String, bytes: [UInt8])] {
    let metadata = """
      Metadata-Version: 2.1
      Name: elbow-jupyter
      Version: \(Elbow.version)
      Summary: Elbow's language for the Python tools around Jupyter: papermill's parameters and Pygments' colours
      Requires-Python: >=3.9
      Requires-Dist: pygments

      """
    let wheel = "Wheel-Version: 1.0\nGenerator: elbow \(Elbow.version)\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    let files = [
      ("\(package)/__init__.py", PackageResources.__init___py), ("\(package)/lexer.py", PackageResources.lexer_py),
      ("\(package)/parameters.py", PackageResources.parameters_py),
      ("\(package)/server.py", PackageResources.server_py),
      ("\(package)/names.json", ColouredNames.json.encoded + [UInt8(ascii: "\n")]),
      ("\(summary)/entry_points.txt", PackageResources.entry_points_txt),
      ("\(summary)/METADATA", Array(metadata.utf8)), ("\(summary)/WHEEL", Array(wheel.utf8)),
      ("\(summary)/INSTALLER", Array("elbow\n".utf8)),
    ]
    let record = (files.map(\.0) + ["\(summary)/RECORD"]).map { "\($0),,\n" }.joined()
    return files + [("\(summary)/RECORD", Array(record.utf8))]
  }

  /// Puts it into an environment, in place of another version, which goes only when this one is there.
  ///
  /// - Returns: The folders of packages that hold it now.
  /// - Throws: where one of them cannot be written.
  static func install(in environment: PythonEnvironment) throws -> [String] {
    for folder in environment.packageFolders {
      for (name, bytes) in files {
        let path = Paths.join(folder, name)
        try Paths.makeFolder(Paths.parent(path))
        try AtomicFile.write(bytes, to: path)
      }
      for name in own(in: folder) where name != package && name != summary {
        try FileManager.default.removeItem(atPath: Paths.join(folder, name))
      }
    }
    return environment.packageFolders
  }

  /// - Returns: The folders of packages that held it.
  @discardableResult
  static func remove(from environment: PythonEnvironment) throws -> [String] {
    try environment.packageFolders.filter { folder in
      let own = own(in: folder)
      for name in own { try FileManager.default.removeItem(atPath: Paths.join(folder, name)) }
      return !own.isEmpty
    }
  }

  /// The class by which the server of an environment connects pages and kernels, to be named in its options; nil where that
  /// environment has none of it.
  static func connection(in environment: PythonEnvironment) -> String? {
    let isThere = environment.packageFolders.contains { Paths.isFile(Paths.join($0, "\(package)/server.py")) }
    return isThere ? "\(package).server.PromptConnection" : nil
  }

  /// Whether the package `elbow-kernel` has brought it, which pip then takes away again.
  static func isOfWheel(in environment: PythonEnvironment) -> Bool {
    environment.packageFolders.contains { folder in
      Paths.names(in: folder).contains { $0.hasPrefix("elbow_kernel-") && Paths.hasEnding($0, ".dist-info") }
    }
  }

  /// Its own in a folder of packages: the package, and what says that it is installed, of any version.
  private static func own(in folder: String) -> [String] {
    let ending = ".dist-info"
    return Paths.names(in: folder).filter { name in
      guard name != package else { return true }
      guard name.hasPrefix(package + "-"), Paths.hasEnding(name, ending) else { return false }
      let version = name.dropFirst(package.count + 1).dropLast(ending.count)
      return version.first?.isNumber ?? false && version.allSatisfy { $0.isNumber || $0.isLetter || ".+!".contains($0) }
    }
  }
}
