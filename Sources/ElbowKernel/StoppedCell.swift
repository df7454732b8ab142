import JupyterKernel
import JupyterWire
import Language

/// A cell that has stopped, in the kernel's words.
final class StoppedCell: StoppedProgram {
  private let stop: Stop
  private let snapshots: SessionSnapshots

  init(_ stop: Stop, _ snapshots: SessionSnapshots) { (self.stop, self.snapshots) = (stop, snapshots) }

  var frames: [DebugFrame] { stop.frames.map { DebugFrame(name: $0.name, code: $0.code, line: $0.line) } }

  func scopes(of frame: Int) -> [DebugScope] {
    [
      DebugScope(.locals) { [self] in variables(stop.locals(of: frame), in: frame) },
      DebugScope(.globals) { [self] in variables(stop.globals(of: frame), in: frame) },
    ]
  }

  private func variables(_ values: [(name: String, value: Value)], in frame: Int) -> [DebugVariable] {
    values.map { name, value in
      var variable = DebugVariable(name, value)
      variable.assign = { [self] text in
        try saying { DebugVariable(name, try stop.assign(text, to: name, in: frame)) }
      }
      return variable
    }
  }

  func evaluate(_ text: String, in frame: Int) throws -> DebugVariable {
    try saying { DebugVariable(text, try stop.evaluate(text, in: frame)) }
  }

  func display(_ expression: String, in frame: Int) throws -> MimeBundle {
    try saying {
      let value = try stop.value(of: expression, in: frame) ?? stop.evaluate(expression, in: frame)
      return MimeBundle(Language.Interpreter.page(of: expression, value))
    }
  }

  func copy(_ name: String, in frame: Int, toGlobal newName: String) throws -> DebugVariable {
    try saying { DebugVariable(newName, try stop.copy(name, in: frame, toGlobal: newName)) }
  }

  var error: ExecutionError? {
    if case .error(let error) = stop.reason { ExecutionError(error) } else { nil }
  }

  func whileWaiting<Result>(_ body: () throws -> Result) rethrows -> Result { try snapshots.whileWaiting(body) }

  /// An error of the language as one of the kernel.
  private func saying<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw ExecutionError(Diagnostic(error)) }
  }
}

extension DebugVariable {
  /// A variable with its value, whose parts are made when somebody opens it.
  init(_ name: String, _ value: Value, expression: String? = nil) {
    let expression = expression ?? name
    self.init(
      name: name, value: value.glance, type: value.glanceNamesType ? nil : value.typeName, evaluateName: expression)
    guard value.parts != nil else { return }
    parts = {
      (value.parts ?? []).map { part in
        var variable = DebugVariable(
          part.name, part.value, expression: part.access.map { expression + $0 } ?? part.name)
        if part.access == nil { variable.evaluateName = nil }
        return variable
      }
    }
  }
}
