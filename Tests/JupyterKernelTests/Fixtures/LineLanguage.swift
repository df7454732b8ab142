import JupyterKernel
import JupyterWire
import Threads

/// A language whose cells are lines, before each of which it can stop: `name = value` binds a variable, `loop` runs until it is
/// interrupted, `fail` fails. The smallest that has a debugger.
final class LineLanguage: KernelLanguage {
  let description = KernelDescription(
    implementation: "lines", version: "1.0",
    language: LanguageInfo(name: "lines", version: "1.0", mimeType: "text/plain", fileExtension: ".lines"), banner: "")

  private let stepper = LineStepper()

  var debugger: (any LanguageDebugger)? { stepper }

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    var isStepping = false
    for (number, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let program = StoppedLines(code: code, line: number + 1, stepper: stepper)
      if let reason = stepper.reason(toStopAt: number + 1, of: code, isStepping), let port = stepper.port {
        if case .run = try port.stop(program, because: reason, context.cancellation) {
          isStepping = false
        } else {
          isStepping = true
        }
      }
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "loop": while true { try context.cancellation.check() }
      case "fail": throw ExecutionError("LineError", line.description)
      case "say": context.write(words.dropFirst().joined(separator: " ") + "\n")
      case let name? where words.count == 3: stepper.bind(name, words[2])
      default: break
      }
    }
    return nil
  }
}

/// Where a ``LineLanguage`` stops.
final class LineStepper: LanguageDebugger {
  private struct State {
    var port: DebugPort?
    var breakpoints: [String: [Breakpoint]] = [:]
    var hasToPause = false
    var variables: [(name: String, value: String)] = []
  }

  private let state = Monitor(State())

  var port: DebugPort? { state.withLock { $0.port } }
  var variables: [(name: String, value: String)] { state.withLock { $0.variables } }

  func bind(_ name: String, _ value: String) {
    state.withLock { state in
      state.variables.removeAll { $0.name == name }
      state.variables.append((name, value))
    }
  }

  func reason(toStopAt line: Int, of code: String, _ isStepping: Bool) -> DebugPort.Reason? {
    state.withLock { state in
      if let hits = state.breakpoints[code]?.filter({ $0.line == line }), !hits.isEmpty {
        return .breakpoint(ids: hits.map(\.id))
      }
      defer { state.hasToPause = false }
      return isStepping ? .step : state.hasToPause ? .pause : nil
    }
  }

  func attach(_ port: DebugPort) { state.withLock { $0.port = port } }
  func detach() { state.withLock { $0.port = nil } }
  func pause() { state.withLock { $0.hasToPause = true } }
  func setErrorStops(_ stops: ErrorStops) {}

  func setBreakpoints(_ wanted: [Breakpoint], in code: String) -> [Int?] {
    state.withLock { $0.breakpoints[code] = wanted }
    let count = code.split(separator: "\n", omittingEmptySubsequences: false).count
    return wanted.map { (1...count).contains($0.line) ? $0.line : nil }
  }

  var inspector: any VariableInspector { Inspector(stepper: self) }

  private struct Inspector: VariableInspector {
    let stepper: LineStepper

    func variables() -> [DebugVariable] { stepper.variables.map { shown($0.name, $0.value) } }
    func display(_ name: String) -> MimeBundle? {
      stepper.variables.first { $0.name == name }.map { MimeBundle(plain: $0.value) }
    }
  }
}

/// A variable whose parts are its characters.
private func shown(_ name: String, _ value: String) -> DebugVariable {
  DebugVariable(name: name, value: value, type: "text", evaluateName: name) {
    value.enumerated().map { DebugVariable(name: "\($0.offset)", value: String($0.element), type: "character") }
  }
}

private final class StoppedLines: StoppedProgram {
  let code: String
  let line: Int
  let stepper: LineStepper
  let error: ExecutionError? = nil

  init(code: String, line: Int, stepper: LineStepper) { (self.code, self.line, self.stepper) = (code, line, stepper) }

  var frames: [DebugFrame] { [DebugFrame(name: "cell", code: code, line: line)] }

  func scopes(of frame: Int) -> [DebugScope] {
    [DebugScope(.globals) { [stepper] in stepper.variables.map { shown($0.name, $0.value) } }]
  }

  func evaluate(_ text: String, in frame: Int) throws -> DebugVariable {
    guard let value = stepper.variables.first(where: { $0.name == text })?.value else {
      throw ExecutionError("LineError", "there is no \(text)")
    }
    return shown(text, value)
  }

  func display(_ expression: String, in frame: Int) throws -> MimeBundle {
    MimeBundle(plain: try evaluate(expression, in: frame).value)
  }

  func copy(_ name: String, in frame: Int, toGlobal newName: String) throws -> DebugVariable {
    let value = try evaluate(name, in: frame).value
    stepper.bind(newName, value)
    return shown(newName, value)
  }
}
