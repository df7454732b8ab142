import Threads

/// The world around a running entry, as far as it may use it.
package final class Context {
  package let output: any Output
  package let cancellation: Cancellation
  /// True in a command line or for an entry that always displays; false in a call, which returns its value instead.
  package let isCommand: Bool
  /// Calls any callable value: a function, an entry, an object that can be called.
  package let call: (Value, [CallArgument]) throws -> Value

  /// The machine that runs the entry; nil for what runs by itself.
  var machine: Machine? { link?.machine }
  private let link: MachineLink?

  /// The context of the cell that runs now, for what one cell leaves behind and another calls.
  package var renewed: Context { machine?.callContext ?? self }

  /// The error whose `except` is running, the innermost; nil outside of one.
  package var handledError: Diagnostic? { machine?.handled.last }

  /// What a name of the table means: an entry, a module. Nil where there is none, or no machine.
  package func value(of name: String) -> Value? { machine?.table.value(of: name) }

  /// The entry of that name, or what stands at a ``Value/path``: a class of a module that is written in the language.
  package func value(at path: String) -> Value? { machine?.table.value(at: path) }

  package convenience init(
    output: any Output, cancellation: Cancellation, isCommand: Bool,
    call: @escaping (Value, [CallArgument]) throws -> Value
  ) {
    self.init(nil, output: output, cancellation: cancellation, isCommand: isCommand, call: call)
  }

  private init(
    _ link: MachineLink?, output: any Output, cancellation: Cancellation, isCommand: Bool,
    call: @escaping (Value, [CallArgument]) throws -> Value
  ) {
    self.link = link
    self.output = output
    self.cancellation = cancellation
    self.isCommand = isCommand
    self.call = call
  }

  convenience init(
    _ machine: Machine, output: any Output, isCommand: Bool, call: @escaping (Value, [CallArgument]) throws -> Value
  ) {
    self.init(machine.link, output: output, cancellation: machine.cancellation, isCommand: isCommand, call: call)
  }

  /// For what says nothing, takes no time and calls nobody.
  package static var quiet: Context {
    Context(output: NoOutput(), cancellation: Cancellation(), isCommand: false) { value, _ in value }
  }

  /// Runs `body`, and calls `watch` around each entry that the machine runs meanwhile.
  package func watching<Result>(_ watch: @escaping Watch, _ body: () throws -> Result) rethrows -> Result {
    let before = machine?.watch
    machine?.watch = watch
    defer { machine?.watch = before }
    return try body()
  }

  /// Calls a value with positional arguments.
  package func call(_ function: Value, _ arguments: Value...) throws -> Value {
    try call(function, arguments.map { CallArgument($0) })
  }
}
