import Threads

/// A program that has stopped, to be looked at on its own thread until it goes on.
package final class Stop {
  /// Why a program has stopped.
  package enum Reason {
    /// It has come to these breakpoints.
    case breakpoint(ids: [Int])
    /// A step is done.
    case step
    /// Somebody asked for it.
    case pause
    /// It has failed.
    case error(Diagnostic)
  }

  /// A call that is open.
  package struct Frame {
    /// The function's name; of a cell, that of the cell.
    package let name: String
    /// The whole text of the cell that it stands in.
    package let code: String
    /// The line, from 1.
    package let line: Int
  }

  package let reason: Reason
  /// What ends the cell.
  package var cancellation: Cancellation { machine.cancellation }
  /// The innermost first.
  private let calls: [Stepper.Call]
  private let machine: Machine

  init(_ reason: Reason, _ calls: [Stepper.Call], _ machine: Machine) {
    self.reason = reason
    self.calls = calls.reversed()
    self.machine = machine
  }

  /// The calls that are open, the innermost first.
  package var frames: [Frame] {
    calls.map { call in
      let code = call.code.takeUnretainedValue()
      return Frame(
        name: code.name, code: code.source.wholeText, line: call.frame.takeUnretainedValue().line)
    }
  }

  /// The variables that a call has for itself, those of functions around its definition last; of a cell they are the
  /// session's.
  package func locals(of frame: Int) -> [(name: String, value: Value)] {
    let code = calls[frame].code.takeUnretainedValue()
    guard code.scope.isFunction else { return globals(of: frame) }
    let frame = calls[frame].frame.takeUnretainedValue()
    return code.scope.localNames.compactMap { name in
      code.scope.resolve(name).place(frame).pointee.value.map { (name, $0) }
    }
  }

  /// The session's variables.
  package func globals(of frame: Int) -> [(name: String, value: Value)] {
    calls[frame].code.takeUnretainedValue().scope.globalVariables
  }

  /// A variable as the call sees it, or what else the name means; nil where it means nothing.
  package func value(of name: String, in frame: Int) -> Value? {
    guard Interpreter.isVariableName(name) else { return nil }
    let code = calls[frame].code.takeUnretainedValue()
    return code.scope.resolve(name).place(calls[frame].frame.takeUnretainedValue()).pointee.value
      ?? machine.table.value(of: name)
  }

  /// The value of an expression, or of the last of several statements, as if they stood where the call has stopped. None
  /// where they have no value.
  ///
  /// A name that is bound there and that the function does not have is the session's.
  ///
  /// - Throws: ``Diagnostic`` where it cannot be read or fails.
  package func evaluate(_ text: String, in frame: Int) throws -> Value {
    let scope = calls[frame].code.takeUnretainedValue().scope
    let source = SourceText(text, named: "the debugger", variables: Set(scope.knownNames))
    let program = try Parser.parse(source, table: machine.table, variables: source.variables)
    let compiler = Compiler(source: source, scope: scope, table: machine.table)
    let frame = calls[frame].frame.takeUnretainedValue()
    return try machine.atomically {
      guard let last = program.statements.last, case .expression(let expression) = last.kind else {
        _ = try compiler.block(program.statements)(frame)
        return .none
      }
      _ = try compiler.block(program.statements.dropLast())(frame)
      return try compiler.evaluation(expression)(frame)
    }
  }

  /// Binds a variable of the call, or of the session, to the value of an expression.
  ///
  /// - Returns: the value.
  /// - Throws: ``Diagnostic`` where the name is none or the expression fails.
  package func assign(_ text: String, to name: String, in frame: Int) throws -> Value {
    guard Interpreter.isVariableName(name) else {
      throw Diagnostic(.name, "`\(name)` cannot be the name of a variable")
    }
    let value = try evaluate(text, in: frame)
    let place = calls[frame].code.takeUnretainedValue().scope.resolve(name)
      .place(calls[frame].frame.takeUnretainedValue())
    place.pointee = Slot(value: value, origin: nil)
    return value
  }

  /// Binds a variable of the session to what another has in a call.
  ///
  /// - Throws: ``Diagnostic`` where there is none, or the new name is no name.
  package func copy(_ name: String, in frame: Int, toGlobal newName: String) throws -> Value {
    guard let value = value(of: name, in: frame) else { throw Diagnostic(.name, "there is no variable `\(name)`") }
    guard Interpreter.isVariableName(newName) else {
      throw Diagnostic(.name, "`\(newName)` cannot be the name of a variable")
    }
    calls[frame].code.takeUnretainedValue().scope.bindGlobal(newName, value)
    return value
  }

  /// A text in which each expression in braces is replaced by its value, `{{` by a brace.
  ///
  /// An expression that fails leaves its error in its place.
  ///
  /// - Throws: the ``Diagnostic`` of an interrupt.
  func filled(_ message: String) throws -> String {
    var text = ""
    var rest = message[...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open].replacing("}}", with: "}")
      rest = rest[rest.index(after: open)...]
      if rest.first == "{" {
        text += "{"
        rest = rest.dropFirst()
        continue
      }
      guard let close = rest.firstIndex(of: "}") else { return text + "{" + rest }
      do {
        text += try evaluate(String(rest[..<close]), in: 0).written()
      } catch {
        let error = Diagnostic(error)
        if error.kind == .interrupted { throw error }
        text += "<\(error.kind.rawValue): \(error.message)>"
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest.replacing("}}", with: "}")
  }
}
