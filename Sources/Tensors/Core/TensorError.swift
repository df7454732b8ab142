/// Why an operation on tensors was refused: what failed, on which shapes, and what to do.
package struct TensorError: Error, CustomStringConvertible {
  package enum Code: Sendable {
    /// The operands' shapes do not go together.
    case shape
    /// An index or a dimension is out of range.
    case index
    /// An argument has a value the operation is not defined for.
    case value
    /// The result would not fit into memory.
    case memory
    /// A gradient was asked for where there is none.
    case gradient
    /// The computation was told to stop.
    case cancelled
  }

  package let code: Code
  /// The operation's name in the language: `matmul`.
  package let operation: String
  package let message: String
  /// What to do about it, if that can be said.
  package let fix: String?

  package init(_ code: Code, _ operation: String, _ message: String, fix: String? = nil) {
    self.code = code
    self.operation = operation
    self.message = message
    self.fix = fix
  }

  package var description: String { message }
}
