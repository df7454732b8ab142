import Autodiff
import Language
import Networks
import Threads

/// `net.register_forward_hook(f)` and `register_forward_pre_hook`: functions that are called with what goes into a module and
/// what comes out.
final class ModuleHooks {
  private struct Hook {
    let number: Int
    let layer: any Layer
    let isBefore: Bool
    let takesNames: Bool
    let function: Value
    let context: Context
  }

  private var hooks: [Hook] = []

  // Cells run on one thread, and only what they call asks for hooks.
  private static let known = ThreadLocalHooks()

  static func entry(_ name: String, of layer: any Layer) -> Value? {
    guard name == "register_forward_hook" || name == "register_forward_pre_hook" else { return nil }
    let isBefore = name == "register_forward_pre_hook"
    return .builtin(
      Entry(
        name, group: "layers", "calls a function \(isBefore ? "before" : "behind") each pass through the module",
        parameters: [
          Parameter(
            "hook", .callable,
            isBefore ? "of the module and its arguments" : "of the module, its arguments and its result"),
          Parameter("prepend", .bool, default: .bool(false), style: .keywordOnly, "before the hooks that are there"),
          Parameter(
            "with_kwargs", .bool, default: .bool(false), style: .keywordOnly, "whether it takes named arguments too"),
          Parameter("always_call", .bool, default: .bool(false), style: .keywordOnly, "not looked at"),
        ], result: "handle", abstract: .unknown, effect: .changesModel, example: "linear(2, 1).\(name)(print)"
      ) { arguments, context in
        let number = TensorHooks.next()
        let hook = Hook(
          number: number, layer: layer, isBefore: isBefore, takesNames: arguments.bool("with_kwargs"),
          function: arguments["hook"], context: context)
        let all = known.value
        if arguments.bool("prepend") { all.hooks.insert(hook, at: 0) } else { all.hooks.append(hook) }
        all.follow()
        return .object(
          HookHandle {
            let all = known.value
            all.hooks.removeAll { $0.number == number }
            all.follow()
          })
      })
  }

  /// Layers that are applied within others ask only where there is a hook.
  private func follow() {
    guard !hooks.isEmpty else { return LayerHooks.around = nil }
    LayerHooks.around = { layer, x, apply in
      let result = try Self.around(layer, [CallArgument(Value(x))]) { arguments in
        let results = try apply(try arguments.first?.value.tensor(for: "a layer") ?? x)
        return results.count == 1 ? Value(results[0]) : .tuple(results.map { Value($0) })
      }
      return try ModuleLayer.tensors(result, layer.description)
    }
  }

  /// A call of a module, with its hooks.
  static func around(
    _ layer: any Layer, _ arguments: [CallArgument], _ call: ([CallArgument]) throws -> Value
  ) throws -> Value {
    guard LayerHooks.around != nil else { return try call(arguments) }
    let hooks = known.value.hooks.filter { $0.layer === layer }
    guard !hooks.isEmpty else { return try call(arguments) }
    let module = ModuleMethods.value(layer)
    var arguments = arguments
    func given(_ hook: Hook) -> [Value] {
      let plain = Value.tuple(arguments.filter { $0.name == nil }.map(\.value))
      guard hook.takesNames else { return [plain] }
      return [plain, .dict(DictValue(arguments.compactMap { argument in argument.name.map { ($0, argument.value) } }))]
    }
    func run(_ hook: Hook, _ values: [Value]) throws -> Value {
      try hook.context.renewed.call(hook.function, values.map { CallArgument($0) })
    }
    for hook in hooks where hook.isBefore {
      let found = try run(hook, [module] + given(hook))
      guard !found.isNone else { continue }
      guard !hook.takesNames else {
        throw Diagnostic(.type, "a hook before a call that takes named arguments gives nothing back here")
      }
      let values: [Value] = if case .tuple(let tuple) = found { tuple.items } else { [found] }
      arguments = values.map { CallArgument($0) } + arguments.filter { $0.name != nil }
    }
    var result = try call(arguments)
    for hook in hooks where !hook.isBefore {
      let found = try run(hook, [module] + given(hook) + [result])
      if !found.isNone { result = found }
    }
    return result
  }

  /// The hooks of this thread.
  private struct ThreadLocalHooks: Sendable {
    private static let state = ThreadLocal<ModuleHooks> { ModuleHooks() }
    var value: ModuleHooks { Self.state.value }
  }
}
