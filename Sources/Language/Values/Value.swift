/// Anything an expression of the language can evaluate to.
///
/// The cases are Python's built-in values; everything a library adds (a dough, a picture) is an
/// ``ObjectValue``, so that the language knows nothing of what it is used for.
///
/// The large payloads are `indirect`, which keeps a value at 17 bytes: loops over numbers copy many of them.
package enum Value {
  case none
  case bool(Bool)
  /// A whole number within ±2^53; arithmetic beyond gives a ``LargeInteger``, never a trap.
  case integer(Int)
  case real(Double)
  case string(String)
  case list(ListValue)
  case tuple(TupleValue)
  case dict(DictValue)
  indirect case range(RangeValue)
  case iterator(IteratorValue)
  /// A `def` or a `lambda`.
  case function(FunctionValue)
  /// A name of the table used as a value: a bare `weigh`, as in `map(weigh, bowls)`.
  indirect case builtin(Entry)
  case object(any ObjectValue)

  /// A tuple of these items.
  package static func tuple(_ items: [Value]) -> Value { .tuple(TupleValue(items)) }

  /// A new list of these items.
  package static func list(_ items: [Value]) -> Value { .list(ListValue(items)) }
}
