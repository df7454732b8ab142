/// A function that the user wrote, with `def` or `lambda`.
package final class FunctionValue {
  package let name: String
  /// The text it was written as, shown when the function is displayed.
  package let source: String

  package init(name: String, source: String) {
    self.name = name
    self.source = source
  }
}
