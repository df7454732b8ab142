/// What is compiled besides while somebody steps through programs. Otherwise nothing is added.
extension Compiler {
  /// The same for another scope.
  func within(_ scope: Scope) -> Compiler {
    Compiler(source: source, scope: scope, table: table, stepped: stepped)
  }

  /// How a statement runs that begins at an offset; nil where nobody steps through it.
  ///
  /// - Parameter isFirst: whether it is where a function begins, which is a place also behind `def f(x):`. Otherwise the place
  ///   of a line is what begins it.
  private func statement(at offset: Int, isFirst: Bool = false) -> SteppedStatement? {
    guard let stepped else { return nil }
    let isPlace = isFirst || source.beginsLine(offset)
    return SteppedStatement(
      stepper: stepped.stepper, place: isPlace ? stepped.cell.place(source.line(at: offset)) : nil)
  }

  // One for each type: closures that generic code hands on are called through thunks.

  /// A statement that is stopped before, and where it fails.
  func stopping(at statement: Statement, isFirst: Bool = false, _ run: @escaping Execution) -> Execution {
    stopping(before: statement.span.start, isFirst: isFirst, run)
  }

  /// Likewise, of what begins at an offset.
  func stopping(before offset: Int, isFirst: Bool = false, _ run: @escaping Execution) -> Execution {
    guard let statement = statement(at: offset, isFirst: isFirst) else { return run }
    return { frame in try statement.run(frame, run) }
  }

  /// A condition, likewise.
  func stopping(
    beforeCondition offset: Int, _ test: @escaping (Frame) throws -> Bool
  ) -> (Frame) throws -> Bool {
    guard let statement = statement(at: offset, isFirst: true) else { return test }
    return { frame in try statement.run(frame, test) }
  }

  /// The last line of a cell, whose value is shown, likewise.
  func stopping(
    beforeResult offset: Int, _ result: @escaping (Frame) throws -> Cell.Shown?
  ) -> (Frame) throws -> Cell.Shown? {
    guard let statement = statement(at: offset) else { return result }
    return { frame in try statement.run(frame, result) }
  }

  /// The body of a loop, behind which one comes back to the loop's head.
  func returning(to head: Statement, _ body: @escaping Execution) -> Execution {
    guard let statement = statement(at: head.span.start), let place = statement.place else { return body }
    let stepper = statement.stepper
    return { frame in
      let flow = try body(frame)
      switch flow {
      case .next, .continueLoop: try stepper.arrive(at: place, frame)
      case .breakLoop, .returned: break
      }
      return flow
    }
  }

  /// Code that is a call of its own.
  func calling(_ name: String, _ body: @escaping Execution) -> Execution {
    guard let stepper = stepped?.stepper else { return body }
    let code = SteppedCode(name, source, scope)
    return { frame in try stepper.calling(code, frame) { try body(frame) } }
  }

  /// The body of a `try`, for which `takes` says which errors its `except`s take.
  func guarding(_ body: @escaping Execution, _ takes: @escaping (Diagnostic, Frame) -> Bool) -> Execution {
    guard let stepper = stepped?.stepper else { return body }
    return { frame in try stepper.guarding({ takes($0, frame) }) { try body(frame) } }
  }
}

/// What runs a statement for who steps through it.
private struct SteppedStatement {
  let stepper: Stepper
  /// Nil where something else of its line comes first.
  let place: StopPlace?

  @inline(__always)
  func run<Result>(_ frame: Frame, _ body: (Frame) throws -> Result) throws -> Result {
    if let place { try stepper.arrive(at: place, frame) }
    do { return try body(frame) } catch { throw try stepper.failed(error, frame) }
  }
}

/// A cell that is compiled for who steps through it.
struct SteppedSource {
  let stepper: Stepper
  let cell: CellStops

  /// Nil for the text of a written module: the library's code is not stepped through.
  init?(_ source: SourceText, _ stepper: Stepper?) {
    guard let stepper, source.module == nil else { return nil }
    self.stepper = stepper
    cell = stepper.stepping.cell(source.wholeText)
  }
}

extension SourceText {
  /// Whether nothing but spaces stands before an offset in its line.
  func beginsLine(_ offset: Int) -> Bool {
    let start = span(ofLine: line(at: offset)).start
    return scalars[start..<min(offset, scalars.count)].allSatisfy(\.properties.isWhitespace)
  }

  /// The whole text.
  var wholeText: String { text(SourceSpan(0, scalars.count)) }
}

extension FunctionCode {
  /// Compiles the body again, with a stepper or without. Not while it runs.
  func recompile(_ table: Table, _ stepper: Stepper?) {
    Compiler(
      source: origin.source, scope: origin.scope, table: table, stepped: SteppedSource(origin.source, stepper)
    ).compileBody(of: self)
  }
}
