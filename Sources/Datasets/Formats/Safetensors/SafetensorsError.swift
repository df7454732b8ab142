/// Bytes that are no safetensors file, or a tensor in one that is not what is wanted.
package struct SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// The expectation, and the find.
  package let message: String

  init(_ message: String) { self.message = message }

  package var description: String { message }
}
