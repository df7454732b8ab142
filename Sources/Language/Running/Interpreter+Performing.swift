import Threads

extension Interpreter {
  /// Runs `body`, which may call functions of the user's, as a cell is run: because something outside has asked for it.
  ///
  /// - Parameter name: what an error without a place in any cell is said to be in.
  package func perform(
    named name: String, output: any Output, cancellation: Cancellation, _ body: (Context) throws -> Void
  ) -> CellResult {
    var failure: Diagnostic?
    do {
      func perform() throws { try machine.running(output, cancellation) { try body(machine.callContext) } }
      try cancellation.whileCurrent {
        if let host { try host.running(output, cancellation, perform) } else { try perform() }
      }
    } catch {
      var error = Diagnostic(error)
      error.name(table.dialect)
      failure = error
    }
    StackRoom.giveBack()
    return CellResult(
      value: nil, display: nil, error: failure, duration: 0, source: SourceText("", named: name))
  }
}

extension Context {
  /// Has what entries write and show go elsewhere from now on.
  ///
  /// - Returns: what ends that.
  package func redirect(to output: any Output) -> () -> Void {
    guard let machine else { return {} }
    let before = machine.callContext.output
    machine.connect(output)
    return { machine.connect(before) }
  }

  /// Has what entries write and show go elsewhere while `body` runs.
  package func redirecting<Result>(to output: any Output, _ body: () throws -> Result) rethrows -> Result {
    let end = redirect(to: output)
    defer { end() }
    return try body()
  }
}
