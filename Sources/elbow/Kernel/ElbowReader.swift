import JupyterKernel
import JupyterWire
import Language
import Threads
import Workbench

/// Answers from a copy of the session while a cell runs, above all while it trains.
///
/// Code runs here if all it uses only reads, or draws random numbers. What it binds lives in its subshell alone.
final class ElbowReader: SessionReader {
  /// How long a cell may take to come to a place where it can be looked at, in milliseconds.
  private static let patience = 1000
  /// For completion and inspection, which would rather answer from an older copy than late.
  private static let shortPatience = 100

  private struct State {
    let view = SessionView()
    /// Whether the view could be brought up to date for the very request that is being answered; nil until it was tried.
    var isFresh: Bool?
  }

  private let desk: SessionDesk
  private let state: Monitor<State?> = Monitor(nil)

  init(desk: SessionDesk) { self.desk = desk }

  func makeSubshellReader() -> any SessionReader { ElbowReader(desk: desk) }

  // MARK: What runs here

  func canRun(_ code: String) -> Bool {
    withView(patience: Self.patience) { state, isFresh in
      state.isFresh = isFresh
      return Self.hindrance(to: code, in: state.view) == nil
    }
  }

  func refusal(of code: String) -> ExecutionError {
    let hindrance = withView(patience: nil) { state, _ in Self.hindrance(to: code, in: state.view) }
    guard let hindrance else { return Self.tooBusy }
    let diagnostic = Diagnostic.busy(hindrance)
    let suggestion = diagnostic.suggestion.map { "; \($0)" } ?? ""
    return ExecutionError(diagnostic.kind.rawValue, diagnostic.message + suggestion)
  }

  /// The first entry in the code that cannot run on a copy. Code that cannot be read has none: its error can be shown.
  private static func hindrance(to code: String, in view: SessionView) -> Entry? {
    (try? CodeUse(of: code, in: view.interpreter))?.entries.first { !$0.runsOnCopy }
  }

  private static let tooBusy = ExecutionError(
    "SessionBusy",
    "the session is busy: the running cell is in the middle of something that takes longer than a second; try again")

  // MARK: Running

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    // ``canRun(_:)`` has been to the desk for it already, as a rule.
    let tried = state.withLock { state in
      defer { state?.isFresh = nil }
      return state?.isFresh
    }
    return try withView(patience: tried == nil ? Self.patience : nil) { state, isFresh in
      guard tried ?? isFresh else { throw Self.tooBusy }
      let interpreter = state.view.interpreter
      let bound = (try? CodeUse(of: code, in: interpreter))?.boundNames ?? []
      defer { state.view.keep(bound) }
      return try interpreter.execute(code, in: context, Cancellation())
    }
  }

  func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle {
    try withView(patience: nil) { state, _ in try state.view.interpreter.evaluate(expression, in: context) }
  }

  func complete(_ code: String, at cursor: Int) -> CompleteReply {
    withView(patience: Self.shortPatience) { state, _ in state.view.interpreter.completeReply(code, at: cursor) }
  }

  func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) -> MimeBundle? {
    withView(patience: Self.shortPatience) { state, _ in
      state.view.interpreter.inspect(code, cursor: cursor, detail: detail.rawValue).map(MimeBundle.init)
    }
  }

  func isComplete(_ code: String) -> IsCompleteReply {
    withView(patience: nil) { state, _ in state.view.interpreter.completeness(of: code) }
  }

  /// Uses the view, brought up to date if the running cell allows it within so many milliseconds (nil: as it is).
  private func withView<Result>(
    patience: Int?, _ body: (inout State, _ isFresh: Bool) throws -> Result
  ) rethrows -> Result {
    try state.withLock { state in
      var own = state ?? State()
      defer { state = own }
      guard let patience else { return try body(&own, false) }
      let update = Update(of: own.view)
      let wasSeen = desk.visit(withinMilliseconds: patience) { update.run(with: $0) }
      return try body(&own, wasSeen && update.succeeded)
    }
  }

  /// What a visit to the desk does; the view is at its disposal as long as the visit is waited for.
  private final class Update {
    private let view: SessionView
    private(set) var succeeded = false

    init(of view: SessionView) { self.view = view }

    func run(with source: SessionDesk.Source) {
      // Fails only where there is no memory for another copy.
      succeeded = (try? view.update(from: source.session, source.interpreter)) != nil
    }
  }
}
