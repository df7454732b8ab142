import Glibc

/// Notices the death of the process that launched the kernel, which then has nobody left to serve.
struct ParentWatch: Sendable {
  /// How often to look, in milliseconds.
  static let interval: Int32 = 500

  private let pid: pid_t
  private let isOurParent: Bool

  /// Nil where there is nothing to watch: no id, the first process of a container, or an id of another container's.
  init?(pid: pid_t?) {
    guard let pid, pid > 1, Self.exists(pid) else { return nil }
    self.pid = pid
    isOurParent = getppid() == pid
  }

  var hasDied: Bool {
    // A dead parent that nobody has buried still exists, but its children are given to somebody else.
    isOurParent ? getppid() != pid : !Self.exists(pid)
  }

  private static func exists(_ pid: pid_t) -> Bool { kill(pid, 0) == 0 || errno == EPERM }

  /// The id that Jupyter's launchers leave in the environment.
  static var environmentPID: pid_t? {
    getenv("JPY_PARENT_PID").flatMap { pid_t(String(cString: $0)) }
  }
}
