import Autodiff
import Language

/// `with no_grad():`
final class NoGradValue: ScopedValue {
  private var before: [Bool] = []

  var typeName: String { "no_grad" }
  func repr() -> String { "no_grad()" }

  func enter() {
    before.append(Recording.isOn)
    Recording.isOn = false
  }

  func exit() { Recording.isOn = before.popLast() ?? true }

  /// `@no_grad()`: a function that runs so.
  var isCallable: Bool { true }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard arguments.count == 1, arguments[0].value.isCallable else {
      throw Diagnostic(.type, "no_grad() stands behind `with`, or above a function", suggestion: "with no_grad():")
    }
    let function = arguments[0].value
    return .object(
      NativeFunction("no_grad", isDecorated: true) { arguments, context in
        try Recording.off { try context.call(function, arguments) }
      })
  }
}
