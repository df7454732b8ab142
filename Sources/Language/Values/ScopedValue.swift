/// A value that may follow `with`: its effect lasts for the block (`with no_grad():`).
package protocol ScopedValue: ObjectValue {
  func enter(_ context: Context) throws
  /// Called however the block is left: at its end, by an error, by `break` or `return`.
  func exit()
  /// What `as` binds: the value itself by default.
  var entered: Value { get }
}

extension ScopedValue {
  package var entered: Value { .object(self) }
}
