import Files

/// Where a kernel remembers the inputs of its sessions.
public enum HistoryLocation: Sendable, Equatable {
  /// `history.sqlite` in the kernel's own folder below `XDG_STATE_HOME`, or `~/.local/state`.
  case standard
  /// A file of SQLite's by its path; its folder is made.
  case file(String)
  /// Nowhere: a session remembers only itself.
  case memory

  /// Nil for memory.
  func path(implementation: String) -> String? {
    switch self {
    case .standard: UserFolders().state.map { Paths.join($0, "\(implementation)/history.sqlite") }
    case .file(let path): path
    case .memory: nil
    }
  }
}
