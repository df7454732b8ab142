import Threads
import JupyterKernel
import JupyterWire
import Language
import Workbench

/// Shows the session's variables from a copy of it, also while a cell runs.
final class SnapshotInspector: VariableInspector {
  private let snapshots: SessionSnapshots
  private lazy var snapshot = SessionSnapshot()

  init(of snapshots: SessionSnapshots) { self.snapshots = snapshots }

  /// How long a running cell may take to come to a place where the session can be copied, and how long the classes of values
  /// may take to write them. In milliseconds.
  private static let patience = 1000, timeToWrite = 2000

  func variables() -> [DebugVariable] {
    // Otherwise it shows what there was.
    _ = snapshots.update(snapshot, withinMilliseconds: Self.patience)
    return looking { interpreter in interpreter.variables.map { DebugVariable($0.name, $0.value) } }.map(bounded)
  }

  func display(_ name: String) -> MimeBundle? {
    _ = snapshots.update(snapshot, withinMilliseconds: Self.patience)
    return looking { interpreter in
      interpreter[variable: name].map { MimeBundle(Language.Interpreter.page(of: name, $0)) }
    }
  }

  /// A variable whose parts are looked at in the same way.
  private func bounded(_ variable: DebugVariable) -> DebugVariable {
    guard let parts = variable.parts else { return variable }
    var variable = variable
    variable.parts = { [self] in try looking { _ in try parts() }.map(bounded) }
    return variable
  }

  private func looking<Result>(_ body: (Language.Interpreter) throws -> Result) rethrows -> Result {
    let end = MonotonicTime.now.advanced(milliseconds: Self.timeToWrite)
    let cancellation = Cancellation.when { MonotonicTime.now >= end }
    return try cancellation.whileCurrent {
      try snapshot.interpreter.looking(cancellation) { try body(snapshot.interpreter) }
    }
  }
}
