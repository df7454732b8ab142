/// What is compiled besides while somebody steps through programs. Otherwise nothing is added.
extension Compiler {
  /// The same for another scope.
  func within(_ scope: Scope) -> Compiler {
    Compiler(source: source, scope: scope, table: table, stepped: stepped)
  }

  /// The place of what begins at an offset; nil where something else of its line comes first, and is the line's place.
  ///
  /// - Parameter isFirst: whether it is where a function begins, which is a place also behind `def f(x):`.
  private func place(_ offset: Int, _ isFirst: Bool) -> StopPlace? {
    guard isFirst || source.beginsLine(offset) else { return nil }
    return stepped?.cell.place(source.line(at: offset))
  }

  /// A statement that is stopped before, and where it fails.
  func stopping(at statement: Statement, isFirst: Bool = false, _ run: @escaping Execution) -> Execution {
    stopping(before: statement.span.start, isFirst: isFirst, run)
  }

  /// What is stopped before, where it begins at an offset, and where it fails.
  func stopping<Result>(
    before offset: Int, isFirst: Bool = false, _ run: @escaping (Frame) throws -> Result
  ) -> (Frame) throws -> Result {
    guard let stepped else { return run }
    let stepper = stepped.stepper
    guard let place = place(offset, isFirst) else {
      return { frame in
        do { return try run(frame) } catch { throw try stepper.failed(error, frame) }
      }
    }
    return { frame in
      try stepper.arrive(at: place, frame)
      do { return try run(frame) } catch { throw try stepper.failed(error, frame) }
    }
  }

  /// The body of a loop, behind which one comes back to the loop's head.
  func returning(to head: Statement, _ body: @escaping Execution) -> Execution {
    guard let stepper = stepped?.stepper, let place = place(head.span.start, false) else { return body }
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
  func calling<Result>(_ name: String, _ body: @escaping (Frame) throws -> Result) -> (Frame) throws -> Result {
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
