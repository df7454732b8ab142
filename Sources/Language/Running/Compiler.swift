/// A compiled expression: a closure that gives its value.
typealias Evaluation = (Frame) throws -> Value
/// A compiled statement.
typealias Execution = (Frame) throws -> Flow

/// A compiled statement among others in an array. As bare elements of an array closures would be called through two
/// thunks each, which turn their results into the form that generic code expects, and back.
struct Step {
  let run: Execution
}

/// A compiled expression among others, likewise.
struct Term {
  let load: Evaluation
}

/// Turns a cell's syntax tree into closures, once: names are resolved to slots, places are kept for errors.
struct Compiler {
  let source: SourceText
  let scope: Scope
  let table: Table
  /// Who stops the program, and where; nil where nobody steps through it.
  var stepped: SteppedSource?
  /// Whether what is compiled is the body of a generator function.
  var isGenerator = false

  /// A compiled cell.
  struct Cell {
    let body: Execution
    /// The last expression, whose value is the cell's; it gives nil where nothing is to be shown.
    let result: ((Frame) throws -> Shown?)?

    typealias Shown = (value: Value, display: Display?)
  }

  func compile(cell statements: [Statement]) -> Cell {
    guard let last = statements.last else { return Cell(body: { _ in .next }, result: nil) }
    guard !last.isSilent, let result = result(of: last) else {
      return Cell(body: block(statements), result: nil)
    }
    return Cell(body: block(statements.dropLast()), result: stopping(beforeResult: last.span.start, result))
  }

  /// The value that a cell ending in this statement shows; nil where the statement has none.
  private func result(of statement: Statement) -> ((Frame) throws -> Cell.Shown?)? {
    switch statement.kind {
    case .expression(let expression):
      let compute = evaluation(expression)
      let shown: (Frame) throws -> Cell.Shown = { frame in
        try frame.machine.atomically { try frame.machine.shown(compute(frame)) }
      }
      guard case .call(let callee, _) = expression.kind, let name = callee.name, let entry = table[name],
        entry.alwaysDisplays
      else { return shown }
      // The call shows what it made, unless a function of the user's has taken its name.
      let variable = scope.resolve(name)
      return { frame in
        let isEntry = !(variable.place(frame).pointee.value?.isCallable ?? false)
        let result = try shown(frame)
        return isEntry ? nil : result
      }
    case .command(let command) where command.arguments.isEmpty:
      let variable = scope.resolve(command.verb)
      let run = execution(statement)
      return { frame in
        if let value = variable.place(frame).pointee.value { return try frame.machine.shown(value) }
        _ = try run(frame)
        return nil
      }
    default: return nil
    }
  }

  func site(_ expression: Expression) -> Site { Site(expression, source, scope) }

  func site(_ span: SourceSpan) -> Site { Site(span, source, scope) }

  /// Wraps a simple statement that may change the host's state, so that it changes nothing if it fails.
  func atomic(_ body: @escaping Execution, if mayCall: Bool) -> Execution {
    guard mayCall else { return body }
    return { frame in
      if frame.machineReference._withUnsafeGuaranteedRef(\.needsNoTransaction) { return try body(frame) }
      return try frame.machine.atomically { try body(frame) }
    }
  }
}
