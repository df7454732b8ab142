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
  package static func off<Result>(_ body: () throws -> Result) rethrows -> Result { try set(false, body) }

  /// Runs `body`, which learns something of its own, with recording: whoever looks at a model within `no_grad` asks for that too.
  package static func on<Result>(_ body: () throws -> Result) rethrows -> Result { try set(true, body) }

  private static func set<Result>(_ wanted: Bool, _ body: () throws -> Result) rethrows -> Result {
    let before = isOn
    isOn = wanted
    defer { isOn = before }
    return try body()
  }
}
