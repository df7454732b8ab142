/// The abstract value of a call of an entry, with nothing computed and nothing changed, so that mistakes are found before
/// a cell runs. An abstract value has its shape, and no numbers that mean anything.
package enum AbstractRule {
  /// Nothing is known of the value that a call gives, nor of what it leaves where its ``Entry/effect`` is to change
  /// something: what was known of all variables is then forgotten.
  case unknown
  /// Gives the abstract value of a call, and nil where its arguments do not tell; throws what a run would throw for them.
  /// All else that was known stays so.
  case known((Entry, Arguments) throws -> Value?)

  /// A call gives nothing that has a shape, and changes none.
  package static var nothing: AbstractRule { .known { _, _ in nil } }

  /// The entry itself is run: that costs nothing, says nothing, and what it gives is as abstract as what it was given.
  package static var asRun: AbstractRule { .known { entry, arguments in try entry.run(arguments, .quiet) } }
}
