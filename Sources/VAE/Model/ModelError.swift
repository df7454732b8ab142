/// Why networks do not make a model, or a model cannot do what was asked.
package struct ModelError: Error, CustomStringConvertible {
  package let message: String
  package let fix: String?

  package init(_ message: String, fix: String? = nil) {
    self.message = message
    self.fix = fix
  }

  package var description: String { message }
}
