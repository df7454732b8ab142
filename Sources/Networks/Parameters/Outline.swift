import Autodiff
import Tensors

/// Networks in outline: their parameters have shapes and no numbers. Making one costs next to nothing, and it says of an
/// input's shape what the network itself would, which is all that is wanted of it.
package enum Outline {
  private static let state = ThreadLocal { false }

  /// Whether what this thread makes now is an outline.
  package static var isOn: Bool { state.value }

  /// Makes networks in outline while `body` runs.
  package static func drawing<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = state.value
    state.value = true
    defer { state.value = before }
    return try body()
  }
}
