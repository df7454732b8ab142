import FoundationEssentials

/// Where a user's programs keep their files, as the XDG Base Directory Specification has it
/// (https://specifications.freedesktop.org/basedir-spec/latest/): a variable names the folder, or there is one in the home
/// folder. Variables that are empty or hold a relative path are ignored.
package struct UserFolders: Sendable {
  private let environment: [String: String]

  /// - Parameter environment: the variables that the process was started with.
  package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// For data: `$XDG_DATA_HOME`, or `~/.local/share`. Nil where there is no home.
  package var data: String? { folder("XDG_DATA_HOME", inHome: ".local/share") }

  /// For what a program remembers from one run to the next: `$XDG_STATE_HOME`, or `~/.local/state`. Nil where there is no
  /// home.
  package var state: String? { folder("XDG_STATE_HOME", inHome: ".local/state") }

  /// Where packages of the system put data, the first choice first: `$XDG_DATA_DIRS`, or `/usr/local/share` and
  /// `/usr/share`.
  package var systemData: [String] {
    let folders = environment["XDG_DATA_DIRS"] ?? ""
    return (folders.isEmpty ? "/usr/local/share:/usr/share" : folders).split(separator: ":").map(String.init)
      .filter(Paths.isAbsolute).map(Paths.trimmed)
  }

  /// The home folder; nil where there is none.
  package var home: String? { environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } }

  private func folder(_ variable: String, inHome path: String) -> String? {
    if let folder = environment[variable], Paths.isAbsolute(folder) { return Paths.trimmed(folder) }
    return home.map { Paths.join($0, path) }
  }
}
