/// The arguments of one call of an ``Entry``, matched to its parameters, converted and checked.
///
/// The readers do not throw: what they read was checked against the parameter's type. Reading a parameter that the
/// entry does not declare, or as another type, is a mistake of the table: the reader returns nothing of use, and the
/// call ends in an InternalError that names the entry and the parameter. Tests that run every example find it.
package struct Arguments {
  private let parameters: [Parameter]
  private let values: [Value]
  /// For each parameter, whether its argument was written.
  private let written: [Bool]
  /// Mistakes of the table, for the interpreter to report after the entry has run.
  let mistakes = Mistakes()

  final class Mistakes {
    var first: String?
  }

  package init(_ values: [String: Value], given: Set<String>) {
    parameters = values.keys.map { Parameter($0, .any, "") }
    self.values = Array(values.values)
    written = values.keys.map(given.contains)
  }

  init(_ parameters: [Parameter], values: [Value], written: [Bool]) {
    self.parameters = parameters
    self.values = values
    self.written = written
  }

  package subscript(name: String) -> Value { find(name) ?? .none }

  /// The names of those that were written, as against filled in from a default.
  package var given: Set<String> { Set(zip(parameters, written).filter(\.1).map(\.0.name)) }

  /// Whether the argument was written, as against filled in from its default.
  package func isGiven(_ name: String) -> Bool {
    for position in parameters.indices where parameters[position].name == name { return written[position] }
    return false
  }

  /// The value of a parameter, if the entry declares it.
  func find(_ name: String) -> Value? {
    for position in parameters.indices where parameters[position].name == name { return values[position] }
    return nil
  }
}
