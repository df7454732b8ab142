import Files
import FoundationEssentials
import Glibc
import Processes
import Tensors
import Threads

/// The files in which a session saves itself, in the user's state folder: one after every epoch of training, the other, with
/// what changed since, after a cell. Those of a few newest sessions are kept.
///
/// Putting a file together and writing it takes a while, and so happens on a thread of its own; of several states of the
/// session that come meanwhile, the last is written.
package final class Autosave: Sendable {
  /// Files of so many sessions are kept.
  package static let kept = 5
  /// And of those that live no more than this: a process may have the number of one that ended long ago.
  private static let mostKept = 20
  private static let ending = ".safetensors"
  private static let week = 604_800.0
  /// What the name of the file after cells has before the process.
  private static let cellsMark = "-cells"

  let folder: String
  /// Of the session's file, without ending.
  let name: String
  /// Whether it writes at all: of several processes with one session the first does, and the others know where.
  private let writes: Bool
  /// The session's file after epochs, once it is written.
  package let path: String
  /// The session's file after cells, once it is written.
  package let cellsPath: String
  private let files: any FileSystem
  /// The least time from one writing after a cell to the next, in milliseconds.
  private let interval: Int
  private let state = Monitor(State())

  /// Gives the bytes of a file.
  private typealias Encoding = @Sendable () throws -> [UInt8]

  private struct State {
    var epoch, cell: Encoding?
    /// When the next state after a cell may be written.
    var nextCell = MonotonicTime.now
    /// Whether it is to be written at once.
    var isFinishing = false
    var isWriting = false
    /// Of what was last written after a cell.
    var cellHash: Int?
    /// Whether an epoch was written since, so that the same bytes are to be written again: the newest file is what counts.
    var isCellOutdated = false
    /// Why the last writing to a file failed; none where it did not.
    var problems: [Problem] = []
  }

  private struct Problem {
    let path: String
    let error: any Error
    var isTold = false
  }

  /// - Parameters:
  ///   - folder: made where it is not there.
  ///   - name: of the session's file, without ending.
  ///   - interval: the least time from one writing after a cell to the next, in milliseconds.
  ///   - writes: whether it writes at all, and does not only know the names.
  package init(
    folder: String, name: String, interval: Int = 3000, writes: Bool = true, _ files: any FileSystem = SystemFiles()
  ) {
    (self.folder, self.name, self.files, self.interval, self.writes) = (folder, name, files, interval, writes)
    path = Paths.join(folder, name + Self.ending)
    let process = name.lastIndex(of: "-") ?? name.endIndex
    cellsPath = Paths.join(folder, name[..<process] + Self.cellsMark + name[process...] + Self.ending)
  }

  /// The user's own: in `$XDG_STATE_HOME/elbow/autosave`, by default in `~/.local/state`. Nil where there is no home, or
  /// where ``isOff(_:)`` says so.
  package static func standard(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Autosave? {
    guard !isOff(environment), let folder = folder(environment) else { return nil }
    var (now, parts) = (time(nil), tm())
    localtime_r(&now, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    let mark = notebookMark(environment).map { "-" + $0 } ?? ""
    let time = two(parts.tm_hour) + two(parts.tm_min) + two(parts.tm_sec)
    let name = ProcessGroup.told { "\(day)-\(time)\(mark)-\(ProcessPlace.own)-\(getpid())" }
    return Autosave(folder: folder, name: name, writes: ProcessGroup.current?.isFirst ?? true)
  }

  /// What the names of the files of a notebook's sessions have in them, where Jupyter says which notebook this is: a
  /// checksum (FNV-1a) of its path.
  private static func notebookMark(_ environment: [String: String]) -> String? {
    guard let path = environment["JPY_SESSION_NAME"], !path.isEmpty else { return nil }
    let hash = path.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return "nb" + String(hash, radix: 16)
  }

  /// Whether `ELBOW_AUTOSAVE` is `0` or `off`: no session is to be saved by itself.
  package static func isOff(_ environment: [String: String]) -> Bool {
    ["0", "off"].contains(environment["ELBOW_AUTOSAVE"]?.lowercased())
  }

  package static func folder(_ environment: [String: String]) -> String? {
    UserFolders(environment).state.map { Paths.join($0, "elbow/autosave") }
  }

  /// Whether this session wrote the file.
  package func isOwn(_ path: String) -> Bool { path == self.path || path == cellsPath }

  /// The files of other sessions that `load last` chooses from, of which it takes the first: those of the same notebook's
  /// sessions, the newest first; where there is none, those of sessions that have ended; where there is none, all.
  package static func others(
    in folder: String, besides own: Autosave?, _ environment: [String: String]
  ) -> [String] {
    let others = saved(in: folder).filter { own?.isOwn($0) != true }
    let ofNotebook = others.filter { isOfNotebook($0, environment) }
    guard ofNotebook.isEmpty else { return ofNotebook }
    let ended = others.filter { !isOfLivingSession($0) }
    return ended.isEmpty ? others : ended
  }

  /// Whether the file is that of a session of the notebook that Jupyter says this is.
  package static func isOfNotebook(_ path: String, _ environment: [String: String]) -> Bool {
    notebookMark(environment).map { Paths.name(path).contains("-\($0)-") } ?? false
  }

  /// The saved files, the newest first.
  private static func saved(in folder: String) -> [String] {
    let names = Paths.names(in: folder)
    return names.filter { Paths.hasEnding($0, ending) && !$0.hasPrefix(".") }
      .map { (path: Paths.join(folder, $0), age: modified(Paths.join(folder, $0))) }
      .sorted { ($0.age, $0.path) > ($1.age, $1.path) }.map(\.path)
  }

  /// The path of a session's file after epochs, which may not be there, from either of its files.
  private static func session(_ path: String) -> String {
    let (folder, name) = (Paths.parent(path), Paths.name(path).dropLast(ending.count))
    let process = name.lastIndex(of: "-") ?? name.endIndex
    guard name[..<process].hasSuffix(cellsMark) else { return path }
    return Paths.join(folder, name[..<process].dropLast(cellsMark.count) + name[process...] + ending)
  }

  /// Whether the process that a file's name ends with is there; what has this one's number and is not its file is older,
  /// and so is what was written before a process of that number began. Of a process elsewhere nothing can be seen from here:
  /// its session is taken to live for a week after it was last saved.
  private static func isOfLivingSession(_ path: String) -> Bool {
    let parts = Paths.name(path).dropLast(ending.count).split(separator: "-")
    if let place = parts.first(where: ProcessPlace.isMark), place != ProcessPlace.own {
      return modified(path) + week > Double(time(nil))
    }
    let process = parts.last.flatMap { pid_t($0) }
    guard let process, process > 0, process != getpid(), kill(process, 0) == 0 || errno == EPERM else { return false }
    // Of a process that began at an unknown time nothing is told.
    return beginning(of: process).map { $0 <= modified(path) + 1 } ?? true
  }

  /// When a process began, in seconds since 1970.
  private static func beginning(of process: pid_t) -> Double? {
    func text(_ path: String) -> String? {
      (try? FileReader.bytes(of: path)).map { String(decoding: $0, as: UTF8.self) }
    }
    // Its name, which may have any characters, stands in brackets.
    let fields = text("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " ")
    let ticks = fields.flatMap { $0.count > 19 ? Double($0[19]) : nil }
    let boot = text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
    guard let ticks, let start = boot?.split(separator: " ").last.flatMap({ Double($0) }) else { return nil }
    return start + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static func modified(_ path: String) -> Double {
    var status = stat()
    guard stat(path, &status) == 0 else { return 0 }
    return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
  }

  // MARK: - Writing

  /// Sees to it that these bytes are written after an epoch, soon.
  ///
  /// - Returns: what ``untoldProblem()`` returns.
  package func store(_ bytes: @autoclosure @escaping @Sendable () throws -> [UInt8]) -> (any Error)? {
    state.update { state in
      state.epoch = bytes
      start(&state)
    }
    return untoldProblem()
  }

  /// Sees to it that these bytes are written after a cell, where they are others than those written last: at once, or, where
  /// it was a moment ago, a little later.
  package func storeAfterCell(_ bytes: @autoclosure @escaping @Sendable () throws -> [UInt8]) {
    state.update { state in
      state.cell = bytes
      start(&state)
    }
  }

  /// Why the session's last state is not saved; nil where it is, or will be.
  package var problem: (any Error)? { state.withLock { $0.problems.last?.error } }

  /// The ``problem``, once: nil where somebody has asked before, and no writing has succeeded since.
  package func untoldProblem() -> (any Error)? {
    state.withLock { state in
      guard state.problems.contains(where: { !$0.isTold }) else { return nil }
      for index in state.problems.indices { state.problems[index].isTold = true }
      return state.problems.last?.error
    }
  }

  /// Notes that the session could not be saved after a cell.
  package func fail(_ error: any Error) { state.withLock { note(error, path: cellsPath, &$0) } }

  private func note(_ error: (any Error)?, path: String, _ state: inout State) {
    let before = state.problems.firstIndex { $0.path == path }.map { state.problems.remove(at: $0) }
    // What fails again after it was told is no news, whatever it now fails of.
    guard let error else { return }
    state.problems.append(Problem(path: path, error: error, isTold: before?.isTold ?? false))
  }

  /// Whether anything was written after a cell.
  package var hasCell: Bool { state.withLock { $0.cell != nil || $0.cellHash != nil } }

  /// Returns when everything stored has been written.
  package func finish() { finish(before: nil) }

  /// Returns when everything stored has been written, or when so many milliseconds have passed.
  package func finish(withinMilliseconds limit: Int) { finish(before: .now.advanced(milliseconds: limit)) }

  private func finish(before deadline: MonotonicTime?) {
    state.update { $0.isFinishing = $0.isWriting }
    func isDone(_ state: inout State) -> Void? { state.isWriting ? nil : () }
    if let deadline { _ = state.wait(until: deadline, isDone) } else { state.wait(isDone) }
  }

  private func start(_ state: inout State) {
    guard writes else {
      (state.epoch, state.cell) = (nil, nil)
      return
    }
    guard !state.isWriting else { return }
    // Documents of networks are deeply nested, and take a stack.
    let thread = try? Thread(name: "autosave", stackSize: 16 << 20, takesSignals: false) { [self] in writeWaiting() }
    thread?.detach()
    state.isWriting = thread != nil
  }

  private func writeWaiting() {
    while let (path, encode) = takeWaiting() {
      do {
        let bytes = try encode()
        guard path == self.path || isNew(bytes) else { continue }
        try Paths.makeFolder(folder)
        // Variables and functions are nobody else's.
        chmod(folder, 0o700)
        try AtomicFile.write(bytes, to: path, files)
        state.withLock { state in
          if path == self.path { state.isCellOutdated = true }
          note(nil, path: path, &state)
        }
        removeOld()
      } catch {
        state.withLock { state in
          if path == cellsPath { state.cellHash = nil }
          note(error, path: path, &state)
        }
      }
    }
  }

  /// Whether the session is another than when it was last written after a cell, or that file is gone or not the newest.
  private func isNew(_ bytes: [UInt8]) -> Bool {
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    let hash = hasher.finalize()
    let isThere = Paths.isFile(cellsPath)
    return state.withLock { state in
      guard state.cellHash != hash || state.isCellOutdated || !isThere else { return false }
      (state.cellHash, state.isCellOutdated) = (hash, false)
      state.nextCell = .now.advanced(milliseconds: interval)
      return true
    }
  }

  /// What is to be written; nil, and the end of writing, where nothing waits.
  private func takeWaiting() -> (path: String, encode: Encoding)? {
    while true {
      var due: MonotonicTime?
      let taken = state.update { state -> (path: String, encode: Encoding)?? in
        if let epoch = state.epoch {
          state.epoch = nil
          return (path, epoch)
        }
        guard let cell = state.cell else {
          (state.isWriting, state.isFinishing) = (false, false)
          return .some(nil)
        }
        guard state.isFinishing || state.nextCell <= .now else {
          due = state.nextCell
          return nil
        }
        state.cell = nil
        return (cellsPath, cell)
      }
      if let taken { return taken }
      guard let due else { return nil }
      _ = state.wait(until: due) { $0.epoch != nil || $0.isFinishing ? () : nil }
    }
  }

  /// Removes what is beyond the newest few sessions, but nothing of a session that lives, and what killed processes left
  /// unfinished. Sessions that have trained are counted apart: others, of which there are many, do not push them out.
  private func removeOld() {
    let saved = Self.saved(in: folder)
    let trained = Set(saved.filter { Self.session($0) == $0 })
    var sessions: [Bool: [String]] = [:]
    for path in saved {
      let session = Self.session(path)
      let kind = sessions[trained.contains(session), default: []]
      let place = kind.firstIndex(of: session) ?? kind.endIndex
      if place == kind.endIndex { sessions[trained.contains(session), default: []].append(session) }
      guard place >= Self.kept, session != self.path else { continue }
      if place >= Self.mostKept || !Self.isOfLivingSession(path) { files.remove(path) }
    }
    AtomicFile.removeLeftovers(of: folder, files)
  }
}
