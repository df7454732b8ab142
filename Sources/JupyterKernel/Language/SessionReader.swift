import JupyterWire

/// Answers from a snapshot of the session, on threads of the kernel's own, beside a running cell.
///
/// A kernel whose language has one offers subshells (JEP 91), and answers completion and inspection at once.
public protocol SessionReader: Evaluator, Sendable {
  /// Decides where a cell of a subshell runs. Right after ``Admission/here``, and only then, ``Evaluator/execute(_:in:)`` is
  /// called with the same code on the same thread: it may run on the snapshot that the decision was made from.
  func admit(_ code: String) -> Admission

  /// Decides where a widget's event is answered while a cell runs: here, on the snapshot; or on the main shell, when the
  /// cell has ended, which is the default. Right after ``Admission/here`` ``Evaluator/handle(_:in:)`` is called.
  func admit(_ event: WidgetEvent) -> Admission

  /// A reader for one subshell, which calls it on one thread; it may keep what that subshell defines. By default this one.
  func makeSubshellReader() -> any SessionReader
}

extension SessionReader {
  public func makeSubshellReader() -> any SessionReader { self }

  public func admit(_ event: WidgetEvent) -> Admission { .mainShell() }
}

/// Where a cell of a subshell runs.
public enum Admission: Sendable {
  /// Here, on the reader: it only reads.
  case here
  /// Nowhere now, for this reason.
  case refused(ExecutionError)
  /// In the main shell, because it would change the session; where a cell is running there, nowhere, for this
  /// reason.
  case mainShell(ifBusy: ExecutionError = .sessionBusy)
}

extension ExecutionError {
  /// Says no more than that a cell is running which has to end first.
  public static let sessionBusy = ExecutionError(
    "SessionBusy", "a cell is running, and this code would change the session; run it when the cell has ended")
}
