import Tensors
import Threads

/// Whether operations on this thread are recorded for differentiation.
package enum Recording {
  private static let state = ThreadLocal { true }

  package static var isOn: Bool {
    get { state.value }
    set { state.value = newValue }
  }

  /// Runs `body` without recording: `with no_grad():`.
  package static func off<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = isOn
    isOn = false
    defer { isOn = before }
    return try body()
  }
}
