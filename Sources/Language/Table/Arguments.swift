/// The arguments of one call of an ``Entry``, matched to its parameters, converted and checked.
///
/// The readers below do not throw: what they read was checked against the parameter's type. Reading a parameter that
/// the entry does not declare, or as another type, is a mistake of the table and traps in tests that run its examples.
package struct Arguments {
  private let values: [String: Value]
  /// The names of those that were written, as against filled in from a default.
  package let given: Set<String>

  package init(_ values: [String: Value], given: Set<String>) {
    self.values = values
    self.given = given
  }

  package subscript(name: String) -> Value { values[name] ?? .none }
}
