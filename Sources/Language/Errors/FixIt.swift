/// How the text of a call is mended, said by one who does not know that text.
package enum FixIt: Sendable {
  /// Other text where the error's focus is.
  case focus(String)
  /// Another name for the argument that is to blame.
  case renamed(String)
  /// The argument to blame is left out.
  case dropped
  /// Another argument for the one to blame, by the text of its value.
  case replaced([String: String])
  /// Changes to the call, which a rule finds.
  case edited(@Sendable (CallUse) -> [ArgumentEdit]?)
  /// The argument to blame is left out, and the call becomes the argument of this function.
  case wrapped(String)
  /// The argument to blame as a string.
  case quoted
  /// The arguments without names, but for a number at the end, as one list.
  case listed
  /// All arguments as one list.
  case gathered
  /// The first two arguments the other way round.
  case swapped
  /// No arguments at all.
  case surplus
  /// Text in place of `x.name(…)`: `$x` is what is before the dot, `$a` the arguments; for `x.name` without brackets, where
  /// that is something else, `attribute`.
  case member(String, attribute: String? = nil)
  /// The call of a method that changes its object in place, with what the object becomes.
  case inPlace(String)
  /// The call of a method of that name, as ``ForeignCalls/byName`` writes it.
  case call(String, isInPlace: Bool)
  /// The call of a method, as a rule writes it.
  case method(MethodRewriting)
  /// The value before the dot is enough.
  case omitted
}
