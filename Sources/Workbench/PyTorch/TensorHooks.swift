import Autodiff
import Language
import Synchronization
import Tensors

/// The gradient of a tensor that is no parameter.
final class KeptGradient {
  var gradient: TensorValue?
}

/// `x.register_hook(f)`: f is shown each gradient of x, and may give another in its place.
enum TensorHooks {
  private static let count = Atomic<Int>(0)

  /// A number that no other hook has.
  static func next() -> Int { count.add(1, ordering: .relaxed).newValue }

  static var registration: Entry {
    var entry = Entry(
      "register_hook", group: "tensors",
      "calls a function with each gradient of the tensor; what it gives goes on in its place",
      parameters: [Parameter("x", .any, "the tensor"), Parameter("hook", .callable, "the function")], result: "handle",
      abstract: .unknown, isMethod: true, effect: .changesSession,
      example: "x = parameter(ones(2))\nx.register_hook(lambda g: 2 * g)"
    ) { arguments, context in
      let hook = arguments["hook"]
      guard let variable = arguments["x"].asTensor?.variable else {
        throw Diagnostic(
          .type, "`register_hook` belongs to tensors, and this is \(arguments["x"].phrase)", parameter: "x")
      }
      let number = next()
      let isThere = variable.addHook(number) { gradient in
        let result = try Recording.off { try context.renewed.call(hook, Value(Variable(gradient))) }
        return result.isNone ? nil : try result.tensor(for: "a hook").value
      }
      guard isThere, variable.requiresGradient else {
        throw Diagnostic(
          .gradient, "cannot register a hook on a tensor that doesn't require gradient",
          suggestion: "x.requires_grad_()")
      }
      return .object(HookHandle { [weak variable] in variable?.removeHook(number) })
    }
    entry.isBare = false
    return entry
  }
}

/// What `register_hook` and its like give: `handle.remove()` takes the hook away.
final class HookHandle: ObjectValue {
  private let remove: () -> Void

  init(_ remove: @escaping () -> Void) { self.remove = remove }

  var typeName: String { "RemovableHandle" }
  func repr() -> String { "<RemovableHandle>" }
  var isShownAsResult: Bool { false }
  let attributeNames = ["remove"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    guard name == "remove" else { return nil }
    return .object(
      NativeFunction(name) { [self] _, _ in
        remove()
        return .none
      })
  }
}
