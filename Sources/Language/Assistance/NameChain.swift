/// What names with dots between them mean, found without running anything of the user's: `kitchen.tools.whisk`, `bowl.lid`.
struct NameChain {
  let table: Table
  /// A variable's value by its name.
  let variable: (String) -> Value?

  init(_ interpreter: Interpreter) {
    table = interpreter.table
    variable = { [globals = interpreter.globals] in globals[$0] }
  }

  /// Nil where a name is unknown, or what it means is only known by computing it.
  func value(of names: [String]) -> Value? {
    guard let first = names.first, var value = variable(first) ?? table.value(of: first) else { return nil }
    for name in names.dropFirst() {
      guard let next = member(name, of: value) else { return nil }
      value = next
    }
    return value
  }

  /// Behind `import`, where modules are found that have no name otherwise.
  func module(_ names: [String]) -> Value? {
    guard let first = names.first else { return nil }
    guard case .object(let module as NamespaceValue)? = table.constants[first] ?? table.modules[first] else {
      return nil
    }
    return names.dropFirst().reduce(.object(module)) { value, name in value.flatMap { member(name, of: $0) } }
  }

  func member(_ name: String, of value: Value) -> Value? {
    guard case .object(let object) = value else { return nil }
    switch object {
    case let module as NamespaceValue: return module[name]
    case let type as ClassValue: return type.member(name)
    case let instance as InstanceValue: return instance.ownAttribute(name) ?? instance.type.member(name)
    case let object where object.attributeNames.contains(name): return try? object.attribute(name, Context.quiet)
    default: return nil
    }
  }

  /// The names that modules have at the beginning of an `import`.
  var modules: [String] {
    let constants = table.constants.compactMap { name, value in
      // A short name, `cb` of `cookbook`, is none that is imported.
      if case .object(let module as NamespaceValue) = value, module.path == name { name } else { nil }
    }
    return (constants + table.modules.keys).sorted()
  }

  /// What a call of the value takes by name; nil where nobody can tell.
  func parameters(of value: Value) -> [String]? {
    switch value {
    case .function(let function):
      guard case .code(let code) = function.body else { return nil }
      return code.parameters.filter { $0.style == .standard || $0.style == .keywordOnly }.map(\.name)
    case .object(let type as ClassValue):
      // The first is the object itself.
      return type.member("__init__").flatMap(parameters).map { Array($0.dropFirst()) }
    case .object(let instance as InstanceValue):
      let call = instance.type.member("__call__") ?? instance.type.member("forward")
      return call.flatMap(parameters).map { Array($0.dropFirst()) }
    default: return nil
    }
  }
}
