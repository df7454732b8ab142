import Glibc

/// The control groups that this process is in and those around them, by which containers limit what runs in them.
package struct ControlGroups: Sendable {
  /// Where the limits of one group lie, of the one version of the interface or of the other.
  struct Group {
    let folder: String
    let isSecondVersion: Bool

    func path(_ name: String) -> String { "\(folder)/\(name)" }
    func file(_ name: String) -> String { SmallFile.text(of: path(name)) }
  }

  private let lines: String
  private let root: String

  /// - Parameter lines: What /proc/self/cgroup says: of version 2 a line `0::/path`, of version 1 one for each controller, as
  ///   `5:memory:/path`.
  package init(lines: String = SmallFile.text(of: "/proc/self/cgroup"), root: String = "/sys/fs/cgroup") {
    self.lines = lines
    self.root = root
  }

  /// The groups that may have limits of a controller (`memory`, `cpu`), from the innermost out.
  func groups(limiting controller: String) -> [Group] {
    lines.split(separator: "\n").flatMap { line -> [Group] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      let isSecond = parts[1].isEmpty
      guard isSecond || parts[1].split(separator: ",").contains(Substring(controller)) else { return [] }
      let top = isSecond ? root : "\(root)/\(controller)"
      // Within a container the path may be that outside of it: the root is the container's own group then.
      let path = parts[2].split(separator: "/")
      return (0...path.count).reversed().map { depth in
        Group(folder: ([top] + path.prefix(depth).map(String.init)).joined(separator: "/"), isSecondVersion: isSecond)
      }
    }
  }
}
