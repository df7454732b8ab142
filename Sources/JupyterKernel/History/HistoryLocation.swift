import Glibc

/// Where a kernel remembers the inputs of its sessions.
public enum HistoryLocation: Sendable, Equatable {
  /// `history.sqlite` in the kernel's own folder below `XDG_STATE_HOME`, or `~/.local/state`.
  case standard
  case file(String)
  /// Nowhere: a session remembers only itself.
  case memory

  /// Nil for memory.
  func path(implementation: String) -> String? {
    switch self {
    case .standard: Self.stateDirectory.map { "\($0)/\(implementation)/history.sqlite" }
    case .file(let path): path
    case .memory: nil
    }
  }

  private static var stateDirectory: String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state }
    return environment("HOME").map { "\($0)/.local/state" }
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
