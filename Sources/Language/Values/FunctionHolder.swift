/// A library's object that holds values of the language, such as functions to call: its copy holds copies of them, also of
/// those that hold it.
package protocol FunctionHolder: ObjectValue {
  /// A copy of the object itself, which holds nothing yet.
  func copied() -> any ObjectValue
  /// Gives a copy its own copies of what this one holds.
  func copyHeldValues(to other: any ObjectValue, _ copy: (Value) throws -> Value) throws
  /// The functions among what it holds.
  var functions: [Value] { get }
}
