import Files
import FoundationEssentials

/// Where Jupyter looks for kernels.
public enum KernelSpecLocation: Sendable, Equatable {
  /// The user's own: `JUPYTER_DATA_DIR`, or `jupyter` below `XDG_DATA_HOME` or `~/.local/share`.
  case user
  /// The Python environment that is active: `VIRTUAL_ENV` or `CONDA_PREFIX`.
  case activeEnvironment
  /// An environment by its path, such as `/usr/local`.
  case prefix(String)

  /// The folder of a kernel's specification.
  ///
  /// - Throws: ``KernelError`` `.kernelSpec` for a name that Jupyter does not take, or where there is no such place.
  public func folder(
    of name: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(KernelError) -> String {
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isAllowed), name != ".", name != ".." else {
      throw KernelError(
        .kernelSpec,
        "\"\(name)\" cannot be a kernel's name: only lower-case letters, digits, \".\", \"_\" and \"-\" can")
    }
    return try "\(dataFolder(environment))/kernels/\(name)"
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The Python environment that is active; nil where none is.
  public static func activePrefix(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    variable("VIRTUAL_ENV", environment) ?? variable("CONDA_PREFIX", environment)
  }

  private static func variable(_ name: String, _ environment: [String: String]) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Jupyter's folder of data there, which holds kernels, and extensions of JupyterLab in `labextensions`.
  ///
  /// - Throws: ``KernelError`` `.kernelSpec` where there is no such place.
  public func dataFolder(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(KernelError) -> String {
    func variable(_ name: String) -> String? { Self.variable(name, environment) }
    switch self {
    case .user:
      if let folder = variable("JUPYTER_DATA_DIR") { return folder }
      // The folder is Jupyter's, which takes the variable as it is, a relative path too.
      guard let data = variable("XDG_DATA_HOME") ?? UserFolders(environment).data else {
        throw KernelError(.kernelSpec, "there is no home folder to install into: HOME is not set")
      }
      return Paths.join(data, "jupyter")
    case .activeEnvironment:
      guard let prefix = Self.activePrefix(environment) else {
        throw KernelError(.kernelSpec, "no Python environment is active; name one by its path instead")
      }
      return "\(prefix)/share/jupyter"
    case .prefix(let prefix): return "\(prefix)/share/jupyter"
    }
  }
}
