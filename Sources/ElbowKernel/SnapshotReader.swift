import Threads
import JupyterKernel
import JupyterWire
import Language
import Workbench

/// Answers from a copy of the session while a cell runs, above all while it trains.
///
/// Code runs here if all it uses only reads, or draws random numbers. What it binds lives in its subshell alone.
package final class SnapshotReader: SessionReader {
  /// How long a cell may take to come to a place where the session can be copied, in milliseconds.
  package struct Patience: Sendable {
    /// For code that is to run on the copy.
    package var forCode = 1000
    /// For completion and inspection, which would rather answer from an older copy than late.
    package var forHelp = 100

    package init() {}
  }

  private let snapshots: SessionSnapshots
  private let patience: Patience
  /// Made with the first request.
  private let snapshot: Monitor<SessionSnapshot?> = Monitor(nil)

  package init(of snapshots: SessionSnapshots, patience: Patience = Patience()) {
    self.snapshots = snapshots
    self.patience = patience
  }

  package func makeSubshellReader() -> any SessionReader { SnapshotReader(of: snapshots, patience: patience) }

  // MARK: Code

  package func admit(_ code: String) -> Admission {
    withSnapshot(patience: patience.forCode) { snapshot, isUpToDate in
      if let entry = Self.hindrance(to: code, in: snapshot) {
        return .mainShell(ifBusy: ExecutionError(Diagnostic.busy(entry)))
      }
      return isUpToDate ? .here : .refused(Self.tooBusy)
    }
  }

  /// The first entry in the code that cannot run on a copy. Code that cannot be read has none: its error can be shown.
  private static func hindrance(to code: String, in snapshot: SessionSnapshot) -> Entry? {
    (try? CodeUse(of: code, in: snapshot.interpreter))?.entries.first { !$0.runsOnCopy }
  }

  private static let tooBusy = ExecutionError(
    "SessionBusy",
    "the session is busy: the running cell is in the middle of something that takes longer than a second; try again")

  package func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    try reading(code) { interpreter in try interpreter.execute(code, in: context, Cancellation()) }
  }

  /// Hands out the interpreter of the copy that ``admit(_:)`` has looked at, to run this code; what the code binds stays.
  package func reading<Result>(_ code: String, _ body: (Language.Interpreter) throws -> Result) rethrows -> Result {
    try withSnapshot { snapshot, _ in
      let bound = (try? CodeUse(of: code, in: snapshot.interpreter))?.boundNames ?? []
      defer { snapshot.keep(bound) }
      return try body(snapshot.interpreter)
    }
  }

  package func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle {
    try withSnapshot { snapshot, _ in try snapshot.interpreter.evaluate(expression, in: context, Cancellation()) }
  }

  // MARK: Controls

  package func admit(_ event: WidgetEvent) -> Admission {
    // What one process alone heard, the others would not do.
    guard !snapshots.isShared else { return .mainShell() }
    return withSnapshot(patience: patience.forCode) { snapshot, isUpToDate in
      if snapshot.session.hindrance(toAnswering: event.widget.id) != nil { return .mainShell() }
      return isUpToDate ? .here : .refused(Self.tooBusy)
    }
  }

  package func handle(_ event: WidgetEvent, in context: ExecutionContext) throws {
    try withSnapshot { snapshot, _ in try snapshot.session.handle(event, in: context, Cancellation()) }
  }

  // MARK: Help

  package func complete(_ code: String, at cursor: Int) -> CompleteReply {
    withSnapshot(patience: patience.forHelp) { snapshot, _ in snapshot.interpreter.completeReply(code, at: cursor) }
  }

  package func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) -> MimeBundle? {
    withSnapshot(patience: patience.forHelp) { snapshot, _ in
      snapshot.interpreter.inspection(of: code, at: cursor, detail)
    }
  }

  package func isComplete(_ code: String) -> IsCompleteReply {
    withSnapshot { snapshot, _ in snapshot.interpreter.completeness(of: code) }
  }

  /// The lines of a cell where a program can stop, nearest to these.
  func steppableLines(_ wanted: [Int], in code: String) -> [Int?] {
    withSnapshot(patience: patience.forHelp) { snapshot, _ in
      snapshot.interpreter.steppableLines(wanted, in: code)
    }
  }

  /// Uses the copy, brought up to date if the running cell allows it within so many milliseconds; nil leaves it as it is.
  private func withSnapshot<Result>(
    patience: Int? = nil, _ body: (SessionSnapshot, _ isUpToDate: Bool) throws -> Result
  ) rethrows -> Result {
    try snapshot.withLock { made in
      let snapshot = made ?? SessionSnapshot()
      made = snapshot
      let isUpToDate = patience.map { snapshots.update(snapshot, withinMilliseconds: $0) }
      return try body(snapshot, isUpToDate ?? false)
    }
  }
}
