import Threads

/// Runs cells, and keeps the variables between them.
///
/// It belongs to one thread at a time. Run it on a thread with a stack of at least 64 MB: calls of the user's functions
/// use the machine's stack, and ``StackRoom`` turns what does not fit into an error of the cell.
package final class Interpreter {
  /// Python's functions, the session's commands, and the entries it was made with, which come before these by name.
  package private(set) var table: Table
  package let host: (any Host)?
  let globals = Globals()
  /// The variables of the written modules that have been read, by path.
  private var variablesOfModules: [String: Globals] = [:]
  private(set) lazy var machine = Machine(host: host, table: table)
  /// How long the last cell ran, in seconds; nil before the first.
  package private(set) var lastDuration: Double?
  let now: () -> ContinuousClock.Instant
  private var failedCells = FailedCells()
  /// How cells are stepped through; nil where they never are.
  package var stepping: Stepping?
  /// Who stops the code that is compiled now; nil where nobody does.
  private(set) var stepper: Stepper?

  /// - Parameter now: the clock by which cells are timed.
  package init(
    table entries: [Entry], host: (any Host)? = nil, now: @escaping () -> ContinuousClock.Instant = { .now }
  ) {
    self.host = host
    self.now = now
    let dialect = host?.dialect ?? PlainDialect()
    table = Table([], dialect: dialect)
    var constants = Constants.all.merging(host?.constants ?? [:], uniquingKeysWith: { $1 })
    for type in Exceptions.all { constants[type.name] = .object(type) }
    let examples = dialect.phrases.examples
    let own = (Builtins.entries + sessionEntries).map { entry in
      var entry = entry
      entry.example = examples[entry.name] ?? entry.example
      return entry
    }
    table = Table(
      own + entries + (host?.methods ?? []), constants: constants, modules: host?.modules ?? [:],
      terms: host?.terms ?? [], dialect: dialect)
    for value in Array(table.constants.values) + Array(table.modules.values) { value.module?.attach(self) }
    host?.attach(self)
  }

  // A function of the user's knows the variables, and stands among them, and one of a written module those of the module
  // and the table: rings that must be opened by hand.
  deinit {
    for globals in [globals] + variablesOfModules.values { globals.end() }
    machine.register.end()
    for value in Array(table.constants.values) + Array(table.modules.values) { value.module?.forget() }
  }

  /// The variables of a written module.
  func moduleVariables(_ path: String) -> Globals {
    if let known = variablesOfModules[path] { return known }
    let globals = Globals()
    variablesOfModules[path] = globals
    return globals
  }

  /// Runs a cell: parsed and checked whole first, so that a mistake in its last line costs nothing.
  ///
  /// - Parameter name: what messages of later cells call it, such as "cell 4".
  package func run(
    _ cell: String, named name: String, output: any Output, cancellation: Cancellation = Cancellation()
  ) -> CellResult {
    let source = SourceText(cell, named: name, variables: Set(globals.bound.map(\.name)))
    updateStepper()
    let start = now()
    var shown: Compiler.Cell.Shown?
    var failure: Diagnostic?
    do {
      func execute() throws -> Compiler.Cell.Shown? { try self.execute(source, output, cancellation) }
      try cancellation.whileCurrent {
        shown = try host.map { try $0.running(output, cancellation, execute) } ?? execute()
      }
    } catch {
      var error = Diagnostic(error)
      error.name(table.dialect)
      if let name = error.unknownName(in: source),
        let hint = failedCells.hint(onUnknown: name, in: source) ?? host?.hint(onUnknown: name)
      {
        error.notes.append(hint.note)
        (error.suggestion, error.correction, error.example) = (hint.suggestion, nil, nil)
      }
      failedCells.note(source, error.kind)
      failure = error
    }
    StackRoom.giveBack()
    let duration = (now() - start) / .seconds(1)
    lastDuration = duration
    return CellResult(
      value: shown?.value, display: shown?.display, error: failure, duration: duration, source: source)
  }

  private func execute(_ source: SourceText, _ output: any Output, _ cancellation: Cancellation) throws -> Compiler.Cell
    .Shown?
  {
    let program: Parser.Program
    do { program = try checked(source) } catch { throw withFurtherCorrections(Diagnostic(error), source) }
    let compiler = Compiler(
      source: source, scope: Scope(globals, table), table: table, stepped: SteppedSource(source, stepper))
    let cell = compiler.compile(cell: program.statements)
    for notice in program.notices { output.write(notice + "\n", to: .standardError) }
    return try machine.running(output, cancellation) {
      let frame = Frame(machine, slots: 0)
      defer { stepper?.endCell() }
      func run() throws -> Compiler.Cell.Shown? {
        do {
          _ = try cell.body(frame)
          let result = try cell.result?(frame)
          try machine.closeAbandoned()
          return result
        } catch { throw machine.closingAbandoned(behind: error) }
      }
      do {
        guard let stepper else { return try run() }
        return try stepper.calling(SteppedCode(source.name, source, compiler.scope), frame, run)
      } catch let error as Diagnostic where Exceptions.isEnd(error) { return nil }
    }
  }

  /// Compiles the functions of earlier cells again where somebody has begun to step through programs, or has ended that.
  private func updateStepper() {
    let wanted = stepping.flatMap { $0.listener == nil ? nil : $0 }
    guard (wanted == nil) != (stepper == nil) else { return }
    stepper = wanted.map(Stepper.init)
    for case let code as FunctionCode in globals.codes.all { code.recompile(table, stepper) }
    if stepper == nil { stepping?.forgetCells() }
  }

  /// The cell as a program, which means something as far as that can be told before it runs.
  private func checked(_ source: SourceText) throws -> Parser.Program {
    let program = try Parser.parse(source, table: table, variables: source.variables)
    do {
      try Checker.check(program.statements, source, table, variables: globals.bound)
      try AbstractInterpretation.check(program.statements, source, self)
    } catch {
      // Where a function of an earlier cell binds variables of any names, what is a mistake shows when the cell runs.
      guard CodeUse(of: program.statements, in: self).mayBindVariables else { throw error }
    }
    return program
  }

  /// The first mistake of a cell, with a correction that mends the mistakes behind it too, as far as each is one that a correction
  /// mends: the mended text is read again, and so on.
  private func withFurtherCorrections(_ first: Diagnostic, _ source: SourceText) -> Diagnostic {
    guard var correction = first.correction, first.suggestion == nil, first.source === source else { return first }
    for _ in 0..<Self.mostCorrections {
      let mended = SourceText(correction.applied(to: source), named: source.name, variables: source.variables)
      do {
        _ = try checked(mended)
        break
      } catch {
        let next = Diagnostic(error)
        guard let further = next.correction, next.suggestion == nil, next.source === mended,
          let mapped = correction.mapped(further)
        else { break }
        correction.add(mapped)
      }
    }
    var error = first
    error.correction = correction
    return error
  }

  /// The lines of one cell that one error mends.
  private static let mostCorrections = 24

  // MARK: Variables

  /// The variables in the order in which they were made.
  package var variables: [(name: String, value: Value)] { globals.bound }

  package subscript(variable name: String) -> Value? { globals[name] }

  package func define(_ name: String, _ value: Value) { globals.bind(name, value) }

  /// Binds variables, of which those that are new were made in this order.
  package func define(_ variables: [(name: String, value: Value)]) { globals.bind(variables) }

  package func remove(_ name: String) { globals.remove(name) }

  /// Forgets all variables.
  package func reset() { globals.removeAll() }
}
