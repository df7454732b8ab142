import JupyterKernel
import JupyterWire
import Language
import Threads
import Workbench

/// Stepping through Elbow's cells, as the kernel's debugger drives it.
final class ElbowDebugger: LanguageDebugger {
  let stepping = Stepping()
  private let snapshots: SessionSnapshots
  /// Finds the lines where a program can stop, on a copy of the session.
  private let reader: SnapshotReader

  init(_ snapshots: SessionSnapshots) {
    self.snapshots = snapshots
    reader = SnapshotReader(of: snapshots)
  }

  var inspector: any VariableInspector { SnapshotInspector(of: snapshots) }

  func attach(_ port: DebugPort) {
    stepping.attach(StopForwarding(port: port, snapshots: snapshots))
    Session.notesGradientLengths(true)
  }

  func detach() {
    stepping.detach()
    Session.notesGradientLengths(false)
  }

  func setBreakpoints(_ wanted: [JupyterKernel.Breakpoint], in code: String) -> [Int?] {
    let lines = reader.steppableLines(wanted.map(\.line), in: code)
    stepping.setBreakpoints(
      zip(wanted, lines).compactMap { breakpoint, line in line.map { Language.Breakpoint(breakpoint, $0) } }, in: code)
    return lines
  }

  func setErrorStops(_ stops: JupyterKernel.ErrorStops) {
    var wanted: Language.ErrorStops = []
    if stops.contains(.raised) { wanted.insert(.raised) }
    if stops.contains(.uncaught) { wanted.insert(.uncaught) }
    stepping.setErrorStops(wanted)
  }

  func pause() { stepping.pause() }
}

extension Language.Breakpoint {
  fileprivate init(_ breakpoint: JupyterKernel.Breakpoint, _ line: Int) {
    self.init(
      id: breakpoint.id, line: line, condition: breakpoint.condition,
      hits: breakpoint.hitCondition.flatMap(HitCondition.init), logMessage: breakpoint.logMessage)
  }
}

/// Hands stopped programs to the kernel's debugger.
private struct StopForwarding: StopListener {
  let port: DebugPort
  let snapshots: SessionSnapshots

  func stopped(_ stop: Stop) throws -> Resumption {
    let program = StoppedCell(stop, snapshots)
    switch try port.stop(program, because: stop.reason.forKernel, stop.cancellation) {
    case .run: return .run
    case .into: return .into
    case .over: return .over
    case .out: return .out
    }
  }

  func tell(_ text: String) { port.tell(text) }
}

extension Stop.Reason {
  fileprivate var forKernel: DebugPort.Reason {
    switch self {
    case .breakpoint(let ids): .breakpoint(ids: ids)
    case .step: .step
    case .pause: .pause
    case .error(let error): .error(ExecutionError(error))
    }
  }
}
