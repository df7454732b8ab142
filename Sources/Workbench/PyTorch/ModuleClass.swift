import Autodiff
import Language
import Networks
import Tensors

/// `nn.Module`: the class that networks written as classes derive from.
final class ModuleClass: NativeClass {
  let name = "Module"
  let makesCallables = true
  let attributeNames = ModuleMethods.names + ["training", "register_buffer", "register_parameter", "add_module"]

  // Never changed once made: a library's class refuses new attributes.
  nonisolated(unsafe) static let shared = ClassValue(ModuleClass())

  func part(of instance: InstanceValue) -> AnyObject? { ModulePart() }

  func initialize(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws {
    guard arguments.isEmpty else { throw Diagnostic(.argument, "nn.Module takes no arguments") }
  }

  /// What was a parameter stays one: a plain tensor in its place would be learned no more, without a word.
  func willAssign(_ value: Value, to name: String, of instance: InstanceValue) throws {
    noteHeld(value, name, instance)
    guard let old = instance.ownAttribute(name)?.asTensor, old.variable is LearnedParameter, !value.isNone,
      let new = value.asTensor, !(new.variable is LearnedParameter), !AbstractTensors.inUse
    else { return }
    throw Diagnostic(
      .type, "`\(name)` is a parameter, and this is a tensor that is none",
      suggestion: "nn.Parameter(t) makes it one; with torch.no_grad(): self.\(name).copy_(t) gives it other numbers")
  }

  /// As in PyTorch, an attribute that becomes a parameter or a module after it was something else, such as None, comes behind
  /// those that are there: the order in which optimizers and their files number parameters.
  private func noteHeld(_ value: Value, _ name: String, _ instance: InstanceValue) {
    guard let part = instance.part as? ModulePart,
      value.module != nil || value.asTensor?.variable is LearnedParameter, part.held.insert(name).inserted
    else { return }
    _ = instance.removeOwn(name)
  }

  /// As in PyTorch, parameters, buffers and modules stand in `_parameters`, `_buffers` and `_modules`.
  func keepsApart(_ value: Value, named name: String, of instance: InstanceValue) -> Bool {
    value.module != nil || value.asTensor?.variable is LearnedParameter
      || (instance.part as? ModulePart)?.buffers.contains(name) == true
  }

  /// `vars(net)`: the mode, and the dicts of parameters, buffers and modules. Of the dicts of hooks, which PyTorch has besides,
  /// there are none.
  func kept(of instance: InstanceValue) -> [(name: String, value: Value)] {
    guard let layer = ModuleLayer.of(instance) else { return [] }
    return [("training", .bool(layer.isTraining))]
      + Self.contents.compactMap { name in ModuleContents(name, of: layer).map { (name, .dict(DictValue(of: $0))) } }
  }

  private static let contents = ["_parameters", "_buffers", "_modules"]

  func keep(_ value: Value, for name: String, of instance: InstanceValue) throws -> Bool {
    guard let layer = ModuleLayer.of(instance) else { return false }
    if name == "training" {
      guard case .bool(let isTraining) = value else { throw Diagnostic(.type, "`training` is True or False") }
      (instance.part as? ModulePart)?.isTraining = isTraining
      return true
    }
    guard Self.contents.contains(name), let own = ModuleContents(name, of: layer) else { return false }
    guard let dict = value.dictionary else {
      throw Diagnostic(.type, "\(own.contents) is a dict, and this is \(value.phrase)")
    }
    for case (.string(let name), let value) in dict.entries { try own.set(value, for: name) }
    return true
  }

  /// A network or a layer of the table's own is a module too.
  func includes(_ value: Value) -> Bool {
    if case .object(let object) = value, object is CriterionValue { return true }
    return value.module != nil
  }

  func call(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    guard let forward = try instance.attribute("forward", context) else {
      throw Diagnostic(
        .attribute, "the class \(instance.typeName) has no `forward`, which says what a call computes",
        suggestion: "def forward(self, x):")
    }
    guard LayerHooks.around != nil, let layer = ModuleLayer.of(instance) else {
      return try context.call(forward, arguments)
    }
    return try ModuleHooks.around(layer, arguments) { try context.call(forward, $0) }
  }

  func attribute(_ name: String, of instance: InstanceValue, _ context: Context) throws -> Value? {
    guard let layer = ModuleLayer.of(instance), let part = instance.part as? ModulePart else { return nil }
    switch name {
    case "training": return .bool(part.isTraining)
    case "register_buffer":
      return function(name, ["name", "tensor", "persistent"], 2) { values in
        try Self.bind(values, to: instance, "a buffer") { $0.isNone || $0.asTensor != nil }
        guard case .string(let name) = values[0] else { return }
        part.buffers.insert(name)
        if case .bool(false) = values[2] { part.unsavedBuffers.insert(name) } else { part.unsavedBuffers.remove(name) }
      }
    case "register_parameter":
      return function(name, ["name", "param"], 2) { values in
        try Self.bind(values, to: instance, "a parameter") { $0.isNone || $0.asTensor?.variable is LearnedParameter }
      }
    case "add_module", "register_module":
      return function(name, ["name", "module"], 2) { values in
        try Self.bind(values, to: instance, "a module") { $0.isNone || $0.module != nil }
      }
    default: return try ModuleMethods.attribute(name, of: layer, .object(instance), context)
    }
  }

  private static func bind(
    _ values: [Value], to instance: InstanceValue, _ what: String, _ fits: (Value) -> Bool
  ) throws {
    guard case .string(let name) = values[0], fits(values[1]) else {
      throw Diagnostic(
        .type, "\(what) has a name and a value, and these are \(values[0].phrase) and \(values[1].phrase)")
    }
    // One that is None for now has its place.
    (instance.part as? ModulePart)?.held.insert(name)
    instance.setOwn(values[1], for: name)
  }

  private func function(
    _ name: String, _ parameters: [String], _ least: Int, _ body: @escaping ([Value]) throws -> Void
  ) -> Value {
    .object(
      NativeFunction(name) { arguments, _ in
        var values = [Value](repeating: .none, count: parameters.count)
        for (position, argument) in arguments.enumerated() {
          guard let place = argument.name.map({ parameters.firstIndex(of: $0) }) ?? position, place < parameters.count
          else { throw Diagnostic(.argument, "\(name) takes \(parameters.joined(separator: ", "))") }
          values[place] = argument.value
        }
        guard arguments.count >= least else {
          throw Diagnostic(.argument, "\(name) takes \(parameters.joined(separator: ", "))")
        }
        try body(values)
        return .none
      })
  }

  func repr(of instance: InstanceValue) -> String? { ModuleLayer.of(instance).map { ModuleText.tree($0) } }

  func copy(_ part: AnyObject, to copy: InstanceValue, _ copyValue: (Value) throws -> Value) throws {
    guard let own = part as? ModulePart, let other = copy.part as? ModulePart else { return }
    (other.isTraining, other.buffers, other.unsavedBuffers) = (own.isTraining, own.buffers, own.unsavedBuffers)
    other.held = own.held
  }
}

/// A network as `print` writes it: a line for each layer, indented as they hold each other.
enum ModuleText {
  static func tree(_ layer: any Layer, depth: Int = 0) -> String {
    let name = (layer as? ModuleLayer)?.description ?? (layer.children.isEmpty ? layer.description : "sequential")
    let own = (layer as? ModuleLayer)?.settings ?? ""
    guard !layer.children.isEmpty, depth < 32 else {
      return layer is ModuleLayer ? "\(name)(\(own.contains("\n") ? "\n\(own)\n" : own))" : name
    }
    let lines =
      (own.isEmpty ? [] : [own])
      + zip(layer.childNames, layer.children).map { "(\($0)): \(tree($1, depth: depth + 1))" }
    let inner = lines.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    return name + "(\n" + inner.map { "  " + $0 }.joined(separator: "\n") + "\n)"
  }
}
