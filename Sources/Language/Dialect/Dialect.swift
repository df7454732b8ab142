/// The words of a field: how people who come from elsewhere write what the entries of a table do, and the phrases and
/// examples in which the language speaks to them.
///
/// The language itself knows how a foreign call is rewritten, how the nearest name is found and how a mended line is
/// shown; which names there are is told here, by the host of an ``Interpreter``. Every member has a default that knows
/// nothing, so that a new field brings only what it has. A dialect is asked where an error is made, and by the checker
/// before a cell runs: what it answers may be computed then.
package protocol Dialect: Sendable {
  /// The language as messages name it: "`del` is not part of Ladle".
  var languageName: String { get }
  /// The library whose names the entries go by, which ``Entry/departure`` compares with. Empty: there is none.
  var counterpart: String { get }
  /// Kinds of errors beside those of the language itself, as the reference lists them.
  var errorKinds: [Diagnostic.Kind] { get }
  /// Kinds of errors that abstract values tell before a cell runs; all others are for the run.
  var foreseenKinds: Set<Diagnostic.Kind> { get }
  /// Names that stand by themselves.
  var names: ForeignNames { get }
  /// Modules, whose names stand before others with a dot.
  var modules: ForeignModules { get }
  /// Functions and classes, with their arguments.
  var calls: ForeignCalls { get }
  /// Names of arguments.
  var parameters: ForeignParameters { get }
  /// Names behind a value and a dot.
  var members: ForeignMembers { get }
  /// Examples and sentences that a field fills in.
  var phrases: Phrases { get }

  /// How a member that a value does not have is written here. Nil: nothing is known of it.
  func advice(on member: UnknownMember) -> MemberAdvice?
}

extension Dialect {
  package var languageName: String { "the language" }
  package var counterpart: String { "" }
  package var errorKinds: [Diagnostic.Kind] { [] }
  package var foreseenKinds: Set<Diagnostic.Kind> { [.shape] }
  package var names: ForeignNames { ForeignNames() }
  package var modules: ForeignModules { ForeignModules() }
  package var calls: ForeignCalls { ForeignCalls() }
  package var parameters: ForeignParameters { ForeignParameters() }
  package var members: ForeignMembers { ForeignMembers() }
  package var phrases: Phrases { Phrases() }

  package func advice(on member: UnknownMember) -> MemberAdvice? { member.adviceOnContainers }
}

/// No field: Python's own names are all that is known.
package struct PlainDialect: Dialect {
  package init() {}
}
