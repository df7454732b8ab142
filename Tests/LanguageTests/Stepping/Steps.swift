import Language
import Threads

/// Goes through programs by steps that were decided before, and notes where each stop was.
final class Steps: StopListener, @unchecked Sendable {
  /// How the program goes on after each stop; after the last of them it runs.
  var plan: [Resumption] = []
  /// What else is done at each stop.
  var look: ((Stop) throws -> Void)?
  private(set) var places: [String] = []
  private(set) var told: [String] = []

  func stopped(_ stop: Stop) throws -> Resumption {
    let calls = stop.frames.map { "\($0.name):\($0.line)" }.joined(separator: " < ")
    places.append("\(stop.reason.name) \(calls)")
    try look?(stop)
    return plan.isEmpty ? .run : plan.removeFirst()
  }

  func tell(_ text: String) { told.append(text) }
}

extension Stop.Reason {
  var name: String {
    switch self {
    case .breakpoint: "breakpoint"
    case .step: "step"
    case .pause: "pause"
    case .error(let error): error.kind.rawValue
    }
  }
}

/// A session whose programs are stepped through.
struct SteppedSession {
  let session = Session()
  let stepping = Stepping()
  let steps = Steps()

  init(attached: Bool = true) {
    session.interpreter.stepping = stepping
    if attached { stepping.attach(steps) }
  }

  /// Sets breakpoints in lines of a cell.
  func setBreakpoints(_ lines: Int..., in cell: String) {
    stepping.setBreakpoints(lines.enumerated().map { Breakpoint(id: $0.offset + 1, line: $0.element) }, in: cell)
  }

  /// Runs a cell that stops at a line first, and gives the places where it stops.
  func places(of cell: String, from line: Int, _ plan: Resumption...) -> [String] {
    setBreakpoints(line, in: cell)
    steps.plan = plan
    _ = session.run(cell)
    return steps.places
  }
}
