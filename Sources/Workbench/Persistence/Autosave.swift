import Files
import FoundationEssentials
import Glibc
import Tensors
import Threads

/// A file for each session in the user's state folder, written after every epoch of training: a few newest are kept.
///
/// Writing waits for the disk, and so happens on a thread of its own; of several epochs that end meanwhile, the last is
/// written.
package final class Autosave: Sendable {
  /// Files of so many sessions are kept.
  package static let kept = 5
  /// And of those that live no more than this: a process may have the number of one that ended long ago.
  private static let mostKept = 20

  private let folder: String
  /// The session's file, once it is written.
  package let path: String
  private let files: any FileSystem
  private let state = Monitor(State())

  private struct State {
    var waiting: [UInt8]?
    var isWriting = false
    var failure: (any Error)?
    var hasFailed = false
  }

  /// - Parameters:
  ///   - folder: made where it is not there.
  ///   - name: of the session's file, without ending.
  package init(folder: String, name: String, _ files: any FileSystem = SystemFiles()) {
    (self.folder, self.files) = (folder, files)
    path = Paths.join(folder, name + ".safetensors")
  }

  /// The user's own: in `$XDG_STATE_HOME/elbow/autosave`, by default in `~/.local/state`. Nil where there is no home, or
  /// where ``isOff(_:)`` says so.
  package static func standard(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Autosave? {
    guard !isOff(environment), let folder = folder(environment) else { return nil }
    var (now, parts) = (time(nil), tm())
    localtime_r(&now, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return Autosave(
      folder: folder, name: "\(day)-\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))-\(getpid())")
  }

  /// Whether `ELBOW_AUTOSAVE` is `0` or `off`: no session is to be saved by itself.
  package static func isOff(_ environment: [String: String]) -> Bool {
    ["0", "off"].contains(environment["ELBOW_AUTOSAVE"]?.lowercased())
  }

  package static func folder(_ environment: [String: String]) -> String? {
    UserFolders(environment).state.map { Paths.join($0, "elbow/autosave") }
  }

  /// The file written last by any session; nil where there is none.
  package static func newest(in folder: String) -> String? { saved(in: folder).first }

  /// The saved sessions, the newest first.
  private static func saved(in folder: String) -> [String] {
    let names = Paths.names(in: folder)
    return names.filter { Paths.hasEnding($0, ".safetensors") && !$0.hasPrefix(".") }
      .map { (path: Paths.join(folder, $0), age: modified(Paths.join(folder, $0))) }
      .sorted { ($0.age, $0.path) > ($1.age, $1.path) }.map(\.path)
  }

  /// Whether the process that a file's name ends with is there; what has this one's number and is not its file is older.
  private static func isOfLivingSession(_ path: String) -> Bool {
    let process = path.dropLast(".safetensors".count).split(separator: "-").last.flatMap { pid_t($0) }
    return process.map { $0 > 0 && $0 != getpid() && (kill($0, 0) == 0 || errno == EPERM) } ?? false
  }

  private static func modified(_ path: String) -> Double {
    var status = stat()
    guard stat(path, &status) == 0 else { return 0 }
    return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
  }

  /// Sees to it that these bytes are written, soon.
  ///
  /// - Returns: why writing failed before, once; nil where it did not.
  package func store(_ bytes: [UInt8]) -> (any Error)? {
    state.withLock { state in
      state.waiting = bytes
      if !state.isWriting {
        let thread = try? Thread(name: "autosave", takesSignals: false) { [self] in writeWaiting() }
        thread?.detach()
        state.isWriting = thread != nil
      }
      defer { state.failure = nil }
      return state.failure
    }
  }

  /// Returns when everything stored has been written.
  package func finish() { state.wait { $0.isWriting ? nil : () } }

  private func writeWaiting() {
    while let bytes = takeWaiting() {
      do {
        try Paths.makeFolder(folder)
        try AtomicFile.write(bytes, to: path, files)
        removeOld()
      } catch {
        state.withLock { if !$0.hasFailed { ($0.failure, $0.hasFailed) = (error, true) } }
      }
    }
  }

  /// What is to be written; nil, and the end of writing, where nothing waits.
  private func takeWaiting() -> [UInt8]? {
    state.update { state in
      defer { state.waiting = nil }
      state.isWriting = state.waiting != nil
      return state.waiting
    }
  }

  /// Removes what is beyond the newest few, but nothing of a session that lives, and what killed processes left unfinished.
  private func removeOld() {
    for (place, path) in Self.saved(in: folder).enumerated().dropFirst(Self.kept) where path != self.path {
      if place >= Self.mostKept || !Self.isOfLivingSession(path) { files.remove(path) }
    }
    AtomicFile.removeLeftovers(of: folder, files)
  }
}
