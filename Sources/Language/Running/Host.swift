import Threads

/// The session that an interpreter's entries work on, as far as the interpreter asks it.
package protocol Host: AnyObject {
  /// The words of its field that `help` explains, beside the table's entries. By default there are none.
  var terms: [GlossaryTerm] { get }

  /// The words of its field in which errors are told. By default there is none.
  var dialect: any Dialect { get }

  /// Names that mean a value where no variable has them, beside the table's entries: its modules. By default there are none.
  var constants: [String: Value] { get }

  /// Modules that an `import` brings, and that mean nothing without one. By default there are none.
  var modules: [String: Value] { get }

  /// Entries that are found behind a dot only: methods of its values. By default there are none.
  var methods: [Entry] { get }

  /// Called once, by the interpreter that is made for it. By default nothing happens.
  ///
  /// - Parameter interpreter: not to be held strongly: it holds its host.
  func attach(_ interpreter: Interpreter)

  /// What the library knows of a name that means nothing: a note, and the way to it. By default that is nothing.
  func hint(onUnknown name: String) -> (note: String, suggestion: String)?

  /// Remembers the state that a simple statement may change outside the language's variables, such as the position of
  /// the random streams, and gives back what restores it.
  ///
  /// Called before each simple statement that calls anything; what it gives back is called where that statement fails,
  /// and dropped where it succeeds. So it should cost little: a copy of a few numbers. What an entry keeps on purpose
  /// when it fails (a long run, its last whole step) it leaves out.
  func checkpoint() -> () -> Void

  /// Runs a cell, which is `body`. By default that is all. What it throws is the cell's error.
  ///
  /// - Parameters:
  ///   - output: the cell's, for what the session has to say or to show before the cell and after it.
  ///   - cancellation: the cell's; ``Cancellation/exhaust()`` ends it with an error of memory.
  func running<Result>(
    _ output: any Output, _ cancellation: Cancellation, _ body: () throws -> Result
  ) throws -> Result

  /// Runs `body`, which calls entries for their ``Entry/abstractRule``, so that it leaves no trace in the library's state.
  func interpretingAbstractly<Result>(_ body: () throws -> Result) rethrows -> Result

  /// Forgets, while ``interpretingAbstractly(_:)``, what is known of the state that entries work on: something unknown was called.
  func forgetAbstractState()
}

extension Host {
  package var terms: [GlossaryTerm] { [] }

  package var dialect: any Dialect { PlainDialect() }

  package var constants: [String: Value] { [:] }

  package var modules: [String: Value] { [:] }

  package var methods: [Entry] { [] }

  package func attach(_ interpreter: Interpreter) {}

  package func hint(onUnknown name: String) -> (note: String, suggestion: String)? { nil }

  package func running<Result>(
    _ output: any Output, _ cancellation: Cancellation, _ body: () throws -> Result
  ) throws -> Result { try body() }

  package func interpretingAbstractly<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }

  package func forgetAbstractState() {}
}
