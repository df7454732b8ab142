import Language
import Networks

/// `nn.ModuleDict`: modules by name. As an attribute of a module, what they learn counts.
final class ModuleDictValue: ObjectValue {
  private let modules = DictValue()
  private let groupMode = ModuleGroup.Mode()

  /// - Throws: ``Diagnostic`` where the name is no text, or the value no module.
  func set(_ value: Value, for name: Value) throws {
    guard case .string = name else {
      throw Diagnostic(.type, "the names of an nn.ModuleDict are texts, and this is \(name.phrase)")
    }
    if value.module == nil { _ = try value.layer(for: "nn.ModuleDict") }
    try modules.set(value, for: name)
  }

  /// The modules as a layer, the same as long as somebody has it.
  var layer: ModuleGroup {
    if let made { return made }
    let layer = ModuleGroup("ModuleDict", of: self, groupMode) { [self] in
      modules.entries.compactMap { entry in
        guard case .string(let name) = entry.key, let layer = entry.value.module else { return nil }
        return (name, layer)
      }
    }
    made = layer
    return layer
  }
  private weak var made: ModuleGroup?

  var entries: [(key: Value, value: Value)] { modules.entries }

  var typeName: String { "ModuleDict" }
  var detail: String? { modules.count == 1 ? "1 module" : "\(modules.count) modules" }
  func repr() -> String { ModuleText.tree(layer) }
  var count: Int? { modules.count }
  func truth() throws -> Bool { modules.count > 0 }

  func iterate() throws -> IteratorValue? {
    let names = modules.entries.map(\.key)
    var position = 0
    return IteratorValue("ModuleDict", count: names.count) {
      guard position < names.count else { return nil }
      defer { position += 1 }
      return names[position]
    }
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    try Subscripts.read(.dict(modules), indices, context)
  }

  func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    guard indices.count == 1, case .value(let name) = indices[0] else {
      throw Diagnostic(.index, "an nn.ModuleDict is asked by one name")
    }
    try set(value, for: name)
  }

  func contains(_ item: Value, _ context: Context) throws -> Bool? { try modules.value(for: item) != nil }

  var attributeNames: [String] { ["keys", "values", "items", "update"] + ["training"] + ModuleMethods.names }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "keys": return listed(name) { $0.key }
    case "values": return listed(name) { $0.value }
    case "items": return listed(name) { .tuple([$0.key, $0.value]) }
    case "training": return .bool(layer.isTraining)
    case "update":
      return .object(
        NativeFunction(name) { [self] arguments, _ in
          guard arguments.count == 1, let dict = arguments[0].value.dictionary else {
            throw Diagnostic(.argument, "update takes one dict of modules")
          }
          for entry in dict.entries { try set(entry.value, for: entry.key) }
          return .none
        })
    default:
      // As an attribute of any module: `transformer.wte`.
      if !ModuleMethods.names.contains(name), let module = try modules.value(for: .string(name)) { return module }
      return try ModuleMethods.attribute(name, of: layer, .object(self), context)
    }
  }

  private func listed(_ name: String, _ item: @escaping ((key: Value, value: Value)) -> Value) -> Value {
    .object(
      NativeFunction(name) { [self] arguments, _ in
        guard arguments.isEmpty else { throw Diagnostic(.argument, "`\(name)` takes no arguments") }
        return .list(modules.entries.map(item))
      })
  }
}
