import Synchronization
import Threads

/// What others ask of programs that are stepped through: where to stop, and when. Safe from any thread.
///
/// It takes effect with the next cell, and with its breakpoints at once. While nobody is attached, code is compiled as if
/// there were no stepping: it costs nothing.
package final class Stepping: Sendable {
  private struct State {
    var listener: (any StopListener)?
    var cells: [String: CellStops] = [:]
  }

  private let state = Monitor(State())
  private let pauseIsAsked = Atomic(false)
  private let errorStops = Atomic<UInt8>(0)

  package init() {}

  /// Has the programs of the following cells stop, and hands them to the listener then.
  package func attach(_ listener: any StopListener) { state.withLock { $0.listener = listener } }

  /// Has no program stop any more.
  package func detach() {
    state.withLock { state in
      state.listener = nil
      // The cells stay known: what is compiled has their places, and is until the next cell begins.
      for cell in state.cells.values { cell.set([]) }
    }
    pauseIsAsked.store(false, ordering: .relaxed)
    errorStops.store(0, ordering: .relaxed)
  }

  /// Sets the breakpoints of a cell, by its whole text, in place of those that it had.
  package func setBreakpoints(_ breakpoints: [Breakpoint], in code: String) { cell(code).set(breakpoints) }

  /// Has a program stop at errors.
  package func setErrorStops(_ stops: ErrorStops) { errorStops.store(stops.rawValue, ordering: .relaxed) }

  /// Has a program stop before its next statement.
  package func pause() { pauseIsAsked.store(true, ordering: .relaxed) }

  // MARK: For the one who stops

  var listener: (any StopListener)? { state.withLock { $0.listener } }

  var errors: ErrorStops { ErrorStops(rawValue: errorStops.load(ordering: .relaxed)) }

  @inline(__always)
  var hasToPause: Bool { pauseIsAsked.load(ordering: .relaxed) }

  /// Whether somebody has asked to pause; it is done now.
  func takePause() -> Bool { pauseIsAsked.exchange(false, ordering: .relaxed) }

  /// Forgets all cells, where still nobody is attached: no code has their places any more.
  func forgetCells() { state.withLock { if $0.listener == nil { $0.cells = [:] } } }

  /// The places of a cell.
  func cell(_ code: String) -> CellStops {
    state.withLock { state in
      if let known = state.cells[code] { return known }
      let cell = CellStops()
      state.cells[code] = cell
      return cell
    }
  }
}

/// Who is told when a program stops.
package protocol StopListener: Sendable {
  /// Called on the program's thread, which waits here.
  ///
  /// - Returns: how the program goes on.
  /// - Throws: what ends the cell.
  func stopped(_ stop: Stop) throws -> Resumption

  /// Tells something of a breakpoint: what it was to log, or why its condition could not be computed.
  func tell(_ text: String)
}

/// How a stopped program goes on.
package enum Resumption: Sendable {
  /// To the next breakpoint.
  case run
  /// To the next statement, into functions that are called.
  case into
  /// To the next statement of this call or of one around it.
  case over
  /// Out of this call.
  case out
}

/// At which errors a program stops.
package struct ErrorStops: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// At each, where it is raised.
  package static let raised = ErrorStops(rawValue: 1)
  /// At those that no `try` of the program takes, where they are raised.
  package static let uncaught = ErrorStops(rawValue: 2)
}
