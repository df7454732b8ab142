import Autodiff
import Language

/// `with no_grad():`, `with torch.enable_grad():`, `with torch.set_grad_enabled(is_training):`
final class RecordingValue: ScopedValue {
  /// Whether operations are recorded within.
  private let isOn: Bool
  private var before: [Bool] = []

  init(isOn: Bool) { self.isOn = isOn }

  var typeName: String { isOn ? "enable_grad" : "no_grad" }
  func repr() -> String { "\(typeName)()" }

  func copied() -> RecordingValue { RecordingValue(isOn: isOn) }

  func enter(_ context: Context) {
    before.append(Recording.isOn)
    Recording.isOn = isOn
  }

  func exit() { Recording.isOn = before.popLast() ?? true }

  /// `@no_grad()`: a function that runs so.
  var isCallable: Bool { true }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard arguments.count == 1, arguments[0].value.isCallable else {
      throw Diagnostic(
        .type, "\(typeName)() stands behind `with`, or above a function", suggestion: "with \(typeName)():")
    }
    let function = arguments[0].value
    return .object(
      NativeFunction(typeName, isDecorated: true) { [isOn] arguments, context in
        func within<Result>(_ body: () throws -> Result) rethrows -> Result {
          let before = Recording.isOn
          Recording.isOn = isOn
          defer { Recording.isOn = before }
          return try body()
        }
        let result = try within { try context.call(function, arguments) }
        // A function that yields has not run yet: it runs so whenever it is asked for its next value.
        if case .function(let function) = function, function.isGenerator, case .iterator(let iterator) = result {
          iterator.surround { run in try within(run) }
        }
        return result
      })
  }
}
