import Threads
import JupyterKernel
import Language
import Processes
import Workbench

/// The session and its interpreter, and the order in which others take copies of them.
///
/// While the interpreter's thread is at work they belong to it, and whoever wants a copy waits until that thread comes to a
/// place where all is whole. Otherwise a lock guards them.
package final class SessionSnapshots: Sendable {
  /// The session itself, of which the snapshots are copies.
  package final class Original {
    package let session: Session
    package private(set) lazy var interpreter = Language.Interpreter(
      table: session.entries(), host: session, now: ProcessClock.now)
    /// The processes that run the same cells; nil for one by itself.
    let group: ProcessGroup?
    private(set) lazy var cells = ProcessCells(group, session, interpreter)

    init(_ session: Session, _ group: ProcessGroup?) { (self.session, self.group) = (session, group) }
  }

  private struct State {
    let original: Original
    /// The work that the interpreter's thread is doing.
    var running: Cancellation?
    /// Whether that thread waits for somebody outside, and leaves the session to whoever wants a copy.
    var isLeftAlone = false
    var updates: [Int: Update] = [:]
    var nextTicket = 0

    mutating func makeUpdates() {
      for update in updates.values { update.make(from: original) }
      updates = [:]
    }
  }

  private let state: Monitor<State>
  private let group: ProcessGroup?

  /// Whether other processes run the same cells.
  var isShared: Bool { group != nil }

  package init(of session: sending Session, _ group: ProcessGroup? = nil) {
    self.group = group
    state = Monitor(State(original: Original(session, group)))
  }

  /// Gives the session to the interpreter's thread, the caller, for as long as `body` runs. Not to be nested.
  package func work<Result>(_ body: (Original, Cancellation) throws -> Result) rethrows -> Result {
    let cancellation = Cancellation(agreement: group?.stopping) { [state] in state.update { $0.makeUpdates() } }
    let original = state.withLock { state in
      state.running = cancellation
      if !state.updates.isEmpty { cancellation.requestVisit() }
      return state.original
    }
    defer {
      state.update { state in
        state.makeUpdates()
        state.running = nil
      }
    }
    return try body(original, cancellation)
  }

  /// Leaves the session alone while `body` waits for somebody: for the interpreter's thread, within ``work(_:)``.
  package func whileWaiting<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.update { state in
      state.makeUpdates()
      state.isLeftAlone = true
    }
    defer { state.withLock { $0.isLeftAlone = false } }
    return try body()
  }

  /// Brings a snapshot up to date, on whichever thread the session may be copied: the caller's, or that of the running
  /// cell. The caller waits meanwhile.
  ///
  /// - Returns: false where the cell came to no place for it within so many milliseconds, or memory for a copy lacks; the
  ///   snapshot is then what it was.
  package func update(_ snapshot: SessionSnapshot, withinMilliseconds limit: Int) -> Bool {
    let update = Update(of: snapshot)
    let ticket = state.withLock { state -> Int? in
      guard let running = state.running, !state.isLeftAlone else {
        update.make(from: state.original)
        return nil
      }
      state.nextTicket += 1
      state.updates[state.nextTicket] = update
      running.requestVisit()
      return state.nextTicket
    }
    guard let ticket else { return update.succeeded }
    let isMade = state.wait(until: .now.advanced(milliseconds: limit)) { state in
      state.updates[ticket] == nil ? true : nil
    }
    if isMade ?? false { return update.succeeded }
    // Under the lock it is one or the other: made in the last moment, or never.
    return state.withLock { $0.updates.removeValue(forKey: ticket) == nil } && update.succeeded
  }

  /// A snapshot that is to be brought up to date. Nobody else touches it as long as that is waited for.
  private final class Update {
    private let snapshot: SessionSnapshot
    private(set) var succeeded = false

    init(of snapshot: SessionSnapshot) { self.snapshot = snapshot }

    func make(from original: Original) {
      // Fails only where there is no memory for another copy.
      succeeded = (try? snapshot.update(from: original.session, original.interpreter)) != nil
    }
  }
}
