import JupyterKernel
import Language
import Threads
import Workbench

/// The session and its interpreter, and the order in which one looks at them.
///
/// While the interpreter's thread is at work they belong to it, and whoever wants to look waits until that thread comes
/// to a place where all is whole. Otherwise the desk's lock guards them.
final class SessionDesk: Sendable {
  /// What there is to look at.
  final class Source {
    let session = Session(autosave: .standard())
    lazy var interpreter = Language.Interpreter(table: session.entries(), host: session)
  }

  private struct State {
    let source = Source()
    /// The work that the interpreter's thread is doing.
    var running: Cancellation?
    /// Whether that thread waits for somebody outside, and leaves the session to whoever wants to look.
    var isAtRest = false
    var visitors: [Int: (Source) -> Void] = [:]
    var nextVisitor = 0

    mutating func letVisitorsIn() {
      for visitor in visitors.values { visitor(source) }
      visitors = [:]
    }
  }

  private let state = Monitor(State())

  /// Gives the session to the interpreter's thread, the caller, for as long as `body` runs. Not to be nested.
  func work<Result>(_ body: (Source, Cancellation) throws -> Result) rethrows -> Result {
    let cancellation = Cancellation { [state] in state.update { $0.letVisitorsIn() } }
    let source = state.withLock { state in
      state.running = cancellation
      if !state.visitors.isEmpty { cancellation.requestVisit() }
      return state.source
    }
    defer {
      state.update { state in
        state.letVisitorsIn()
        state.running = nil
      }
    }
    return try body(source, cancellation)
  }

  /// Leaves the session to visitors while `body` waits: for the interpreter's thread, within ``work(_:)``.
  func rest<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.update { state in
      state.letVisitorsIn()
      state.isAtRest = true
    }
    defer { state.withLock { $0.isAtRest = false } }
    return try body()
  }

  /// Lets `look` see the session, on whichever thread it may be seen: the caller's, or that of the running cell. The
  /// caller waits meanwhile.
  ///
  /// - Returns: false where the cell came to no place for it in this time.
  func visit(withinMilliseconds limit: Int, _ look: @escaping (Source) -> Void) -> Bool {
    let ticket = state.withLock { state -> Int? in
      guard let running = state.running, !state.isAtRest else {
        look(state.source)
        return nil
      }
      state.nextVisitor += 1
      state.visitors[state.nextVisitor] = look
      running.requestVisit()
      return state.nextVisitor
    }
    guard let ticket else { return true }
    let wasSeen = state.wait(until: .now.advanced(milliseconds: limit)) { state in
      state.visitors[ticket] == nil ? true : nil
    }
    if wasSeen ?? false { return true }
    // Under the lock it is one or the other: seen in the last moment, or never.
    return state.withLock { $0.visitors.removeValue(forKey: ticket) == nil }
  }
}
