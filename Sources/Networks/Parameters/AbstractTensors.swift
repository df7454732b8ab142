import Autodiff
import Tensors
import Threads

/// Abstract networks: their parameters have shapes and no numbers. Making one costs next to nothing, and it says of an
/// input's shape what the network itself would, which is all that is wanted of it.
package enum AbstractTensors {
  private static let state = ThreadLocal { false }

  /// Whether the networks that this thread makes now are abstract.
  package static var inUse: Bool { state.value }

  /// Makes abstract networks while `body` runs.
  package static func using<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = state.value
    state.value = true
    defer { state.value = before }
    return try body()
  }
}
