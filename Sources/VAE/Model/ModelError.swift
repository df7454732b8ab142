/// Why networks do not make a model, or a model cannot do what was asked.
package struct ModelError: Error, CustomStringConvertible {
  package let message: String
  package let suggestion: String?

  package init(_ message: String, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }

  package var description: String { message }
}
