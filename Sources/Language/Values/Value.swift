/// Anything an expression of the language can evaluate to.
///
/// The cases are Python's built-in values; everything a library adds (tensors, networks, pictures) is an
/// ``ObjectValue``, so that the language knows nothing of what it is used for.
package enum Value {
  case none
  case bool(Bool)
  /// A whole number, exact to 2^53; arithmetic beyond becomes ``real(_:)``, never a trap.
  case integer(Int)
  case real(Double)
  case string(String)
  case list(ListValue)
  case tuple([Value])
  case dict(DictValue)
  case range(RangeValue)
  case iterator(IteratorValue)
  /// A `def` or a `lambda`.
  case function(FunctionValue)
  /// A name of the table used as a value: a bare `relu`, `exp` in `map(exp)`.
  case builtin(Entry)
  case object(any ObjectValue)
}
