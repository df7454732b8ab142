/// A call that is written out to the last number, and so can be read without running anything:
/// `sequential(linear(30, 512), relu)`.
package indirect enum WrittenCall: Equatable, Sendable {
  /// A name by itself, such as `relu`.
  case name(String)
  case call(String, [WrittenCall], named: [Named])
  case integer(Int)
  case real(Double)
  case bool(Bool)
  case tuple([WrittenCall])

  /// `bias=False`
  package struct Named: Equatable, Sendable {
    package let name: String
    package let value: WrittenCall

    package init(name: String, value: WrittenCall) { (self.name, self.value) = (name, value) }
  }

  /// Reads one expression as the language reads it.
  ///
  /// - Throws: ``Diagnostic`` where the text is no expression of the language, or has more in it than calls, names, numbers
  ///   and tuples.
  package init(parsing text: String) throws {
    let program = try Parser.parse(SourceText(text, named: ""), table: Table([]), variables: [])
    guard program.statements.count == 1, case .expression(let expression) = program.statements[0].kind else {
      throw Diagnostic(.syntax, "this is no single call")
    }
    self = try Self.read(expression)
  }

  private static func read(_ expression: Expression) throws -> WrittenCall {
    switch expression.literal {
    case .integer(let number)?: return .integer(number)
    case .real(let number)?: return .real(number)
    case .bool(let value)?: return .bool(value)
    default: break
    }
    switch expression.kind {
    case .name(let name): return .name(name)
    case .tuple(let items): return .tuple(try items.map(read))
    case .call(let callee, let arguments):
      guard let name = callee.name else { break }
      return .call(
        name, try arguments.filter { $0.name == nil }.map { try read($0.value) },
        named: try arguments.compactMap { argument in
          try argument.name.map { Named(name: $0, value: try read(argument.value)) }
        })
    default: break
    }
    throw Diagnostic(.syntax, "this is more than calls, names, numbers and tuples")
  }
}
