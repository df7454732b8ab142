/// Why an operation on tensors was refused: what failed, on which shapes, and what to do.
package struct TensorError: Error, CustomStringConvertible {
  package enum Code: Sendable {
    /// The operands' shapes do not go together.
    case shape
    /// An index or a dimension is out of range.
    case index
    /// An argument has a value the operation is not defined for.
    case value
    /// A matrix has not what the operation needs of it, as an inverse.
    case matrix
    /// The result would not fit into memory.
    case memory
    /// A gradient was asked for where there is none.
    case gradient
  }

  package let code: Code
  /// The operation's name in the language: `matmul`.
  package let operation: String
  package let message: String
  /// The way out, if there is one to be named.
  package let suggestion: String?
  /// Where in a network it happened: `layer 1 of 4`.
  package private(set) var place: String?

  package init(_ code: Code, _ operation: String, _ message: String, suggestion: String? = nil) {
    self.code = code
    self.operation = operation
    self.message = message
    self.suggestion = suggestion
  }

  /// The message, and where it happened.
  package var description: String { message + (place.map { " (\($0))" } ?? "") }

  /// The error, said to have happened at a place; the innermost place stands.
  package func at(_ place: String) -> TensorError {
    var error = self
    error.place = self.place ?? place
    return error
  }
}
