import Language
import Processes
import Threads

/// Runs cells: on this process, or, as the first of several, on all of them.
package final class ProcessCells {
  package let group: ProcessGroup?
  private let session: Session
  private let interpreter: Interpreter
  /// Why no cell runs any more: the processes are in step no longer.
  private var end: ProcessError?

  package init(_ group: ProcessGroup?, _ session: Session, _ interpreter: Interpreter) {
    (self.group, self.session, self.interpreter) = (group, session, interpreter)
  }

  /// Runs a cell, as ``Language/Interpreter/run(_:named:output:cancellation:)`` does.
  package func run(
    _ cell: String, named name: String, output: any Output, cancellation: Cancellation
  ) -> CellResult {
    guard let group else {
      return interpreter.run(cell, named: name, output: output, cancellation: cancellation)
    }
    if let end { return .failed(end, cell, named: name) }
    do {
      var (result, difference) = try group.lead(SharedCell(name: name, text: cell)) {
        interpreter.run(cell, named: name, output: SharedOutput(output, group), cancellation: cancellation)
      } digest: {
        session.digest
      }
      guard let difference else { return result }
      end = difference
      if result.error == nil {
        result = .failed(difference, cell, named: name)
      } else {
        result.error?.notes.append("and \(difference)")
      }
      return result
    } catch {
      let error = error as? ProcessError ?? ProcessError("\(error)")
      end = error
      return .failed(error, cell, named: name)
    }
  }

  /// For the others: runs what the first has all run, until it leaves.
  ///
  /// - Throws: ``ProcessError`` where the first cannot be reached any more.
  package func follow() throws {
    guard let group else { return }
    try group.follow { cell in
      // Made before the cell begins, as on the first: it counts the safepoints.
      let cancellation = Cancellation(agreement: group.stopping)
      _ = interpreter.run(cell.text, named: cell.name, output: SilentOutput(group), cancellation: cancellation)
      return session.digest
    }
    group.leave()
  }
}

extension CellResult {
  fileprivate static func failed(_ error: ProcessError, _ cell: String, named name: String) -> CellResult {
    CellResult(failing: Diagnostic(error), SourceText(cell, named: name, variables: []))
  }
}

extension ProcessError: DiagnosticConvertible {
  package var diagnostic: Diagnostic { Diagnostic(.processes, description, suggestion: suggestion) }
}
