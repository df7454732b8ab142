/// The arguments of one call of an ``Entry``, matched to its parameters, converted and checked.
///
/// The readers do not throw: what they read was checked against the parameter's type. Reading a parameter that the
/// entry does not declare, or as another type, is a mistake of the table: the reader returns nothing of use, and the
/// call ends in an InternalError that names the entry and the parameter. Tests that run every example find it.
package struct Arguments {
  private let names: [String]
  private let values: [Value]
  /// The names of those that were written, as against filled in from a default.
  package let given: Set<String>
  /// What the table got wrong, for the interpreter to report after the entry has run.
  let mistakes = Mistakes()

  final class Mistakes {
    var first: String?
  }

  package init(_ values: [String: Value], given: Set<String>) {
    names = Array(values.keys)
    self.values = Array(values.values)
    self.given = given
  }

  init(names: [String], values: [Value], given: Set<String>) {
    self.names = names
    self.values = values
    self.given = given
  }

  package subscript(name: String) -> Value { find(name) ?? .none }

  /// The value of a parameter, if the entry declares it.
  func find(_ name: String) -> Value? {
    for position in names.indices where names[position] == name { return values[position] }
    return nil
  }
}
