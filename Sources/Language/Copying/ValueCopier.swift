/// Copies values for another interpreter, so that each can go on with its own.
///
/// Values that are shared or refer to themselves do so in the copy. Lists, tuples, dicts and functions are copied here; for the
/// library's objects the library is asked.
package final class ValueCopier {
  private let source: Table
  private let target: Interpreter
  private let copyObject: (any ObjectValue) throws -> any ObjectValue
  /// By the identity of the original.
  private var values: [ObjectIdentifier: Value] = [:]
  private var frames: [ObjectIdentifier: Frame] = [:]
  private var codes: [ObjectIdentifier: FunctionCode] = [:]

  package init(
    from source: Interpreter, to target: Interpreter,
    copyObject: @escaping (any ObjectValue) throws -> any ObjectValue
  ) {
    self.source = source.table
    self.target = target
    self.copyObject = copyObject
  }

  package func copy(_ value: Value) throws -> Value {
    try StackRoom.check()
    switch value {
    case .none, .bool, .integer, .real, .string, .range: return value
    case .list(let list): return try copyList(list)
    case .tuple(let tuple): return try copyTuple(tuple)
    case .dict(let dict): return try copyDict(dict)
    case .function(let function): return try copyFunction(function)
    case .builtin(let entry):
      if let path = entry.path { return Modules.value(at: path, target.table) ?? Self.unavailable(value) }
      // A method taken off its object carries that object with it.
      guard let own = source[entry.name], own.group == entry.group, own.summary == entry.summary,
        let same = target.table[entry.name]
      else { return Self.unavailable(value) }
      return .builtin(same)
    case .iterator: return Self.unavailable(value)
    case .object(let object):
      if let copy = values[ObjectIdentifier(object)] { return copy }
      if let copy = try copyOwn(object) { return copy }
      let copy = Value.object(try copyObject(object))
      values[ObjectIdentifier(object)] = copy
      return copy
    }
  }

  private func copyList(_ list: ListValue) throws -> Value {
    if let copy = values[ObjectIdentifier(list)] { return copy }
    let copy = ListValue()
    values[ObjectIdentifier(list)] = .list(copy)
    copy.items = list.items.allSatisfy(\.isPlain) ? list.items : try list.items.map { try self.copy($0) }
    return .list(copy)
  }

  private func copyTuple(_ tuple: TupleValue) throws -> Value {
    if tuple.items.allSatisfy(\.isPlain) { return .tuple(tuple) }
    if let copy = values[ObjectIdentifier(tuple)] { return copy }
    let copy = Value.tuple(
      TupleValue(
        try tuple.items.map { try self.copy($0) }, names: tuple.names, type: try tuple.type.map { try copyClass($0) }))
    values[ObjectIdentifier(tuple)] = copy
    return copy
  }

  private func copyDict(_ dict: DictValue) throws -> Value {
    if let copy = values[ObjectIdentifier(dict)] { return copy }
    let copy = DictValue()
    values[ObjectIdentifier(dict)] = .dict(copy)
    try copy.take(copiesOf: dict) { try self.copy($0) }
    return .dict(copy)
  }

  // MARK: Classes and their objects

  /// A copy of an object that is the language's own; nil for a library's.
  private func copyOwn(_ object: any ObjectValue) throws -> Value? {
    switch object {
    case let type as ClassValue: return .object(try copyClass(type))
    case let instance as InstanceValue:
      let copy = InstanceValue(try copyClass(instance.type))
      values[ObjectIdentifier(instance)] = .object(copy)
      for (name, value) in instance.ownAttributes { copy.setOwn(try self.copy(value), for: name) }
      if let part = instance.part { try instance.type.native?.copy(part, to: copy) { try self.copy($0) } }
      return .object(copy)
    case let method as BoundMethod:
      return .object(BoundMethod(try copy(method.function), receiver: try copy(method.receiver)))
    case let set as SetValue:
      let copy = SetValue(emptyFor: set)
      values[ObjectIdentifier(set)] = .object(copy)
      try copy.take(copiesOf: set) { try self.copy($0) }
      return .object(copy)
    case let property as PropertyValue: return .object(try property.copied { try copy($0) })
    case let method as StaticMethodValue: return .object(StaticMethodValue(try copy(method.function)))
    case let method as ClassMethodValue: return .object(ClassMethodValue(try copy(method.function)))
    case let method as AbstractMethodValue: return .object(AbstractMethodValue(try copy(method.function)))
    case let view as DictViewValue: return .object(try view.copied { try copy($0) })
    case let cell as ClassCell:
      guard let type = cell.type else { return Self.unavailable(.object(cell)) }
      return .object(try copyClass(type).cell)
    case let module as NamespaceValue: return Modules.value(at: module.path, target.table)
    case let holder as any FunctionHolder:
      let copy = holder.copied()
      values[ObjectIdentifier(holder)] = .object(copy)
      try holder.copyHeldValues(to: copy) { try self.copy($0) }
      return .object(copy)
    case is NamedConstant, is TypeValue, is SliceValue, is LargeInteger: return .object(object)
    default: return nil
    }
  }

  private func copyClass(_ type: ClassValue) throws -> ClassValue {
    // A library's class is everybody's.
    guard let origin = type.origin else { return type }
    // A written module's is the module's in the other session.
    if let module = origin.source.module,
      case .object(let same)? = Modules.value(at: "\(module).\(type.name)", target.table),
      let known = same as? ClassValue
    {
      return known
    }
    if case .object(let copy)? = values[ObjectIdentifier(type)], let known = copy as? ClassValue { return known }
    let copy = try ClassValue(
      type.name, bases: try type.bases.map(copyClass), machine: target.machine, origin: origin,
      isAbstract: type.isAbstract, isGeneric: type.isGeneric)
    values[ObjectIdentifier(type)] = .object(copy)
    for (name, value) in type.members.all { copy.set(try self.copy(value), for: Symbol(name)) }
    return copy
  }

  // MARK: Functions

  private func copyFunction(_ function: FunctionValue) throws -> Value {
    guard case .code(let code) = function.body else { return Self.unavailable(.function(function)) }
    let enclosing = try function.enclosing.map(copyFrame)
    let defaults = try function.defaults.map { value in try value.map { try self.copy($0) } }
    // Last, because a function may be among the variables it sees.
    if let copy = values[ObjectIdentifier(function)] { return copy }
    let copy = Value.function(
      FunctionValue(
        name: function.name, source: function.source, body: .code(copyCode(code)), defaults: defaults,
        enclosing: enclosing))
    values[ObjectIdentifier(function)] = copy
    return copy
  }

  private func copyFrame(_ frame: Frame) throws -> Frame {
    if let copy = frames[ObjectIdentifier(frame)] { return copy }
    let copy = Frame(target.machine, slots: frame.count, enclosing: try frame.enclosing.map(copyFrame))
    frames[ObjectIdentifier(frame)] = copy
    for index in 0..<frame.count {
      copy.slots[index] = Slot(
        value: try frame.slots[index].value.map { try self.copy($0) }, origin: frame.slots[index].origin)
    }
    return copy
  }

  /// Compiled again, because compiled code holds on to the variables of its session.
  private func copyCode(_ code: FunctionCode) -> FunctionCode {
    if let copy = codes[ObjectIdentifier(code)] { return copy }
    let scope = Scope(code.origin.scope, over: target.variables(seenBy: code.origin.source), target.table)
    let copy = Compiler(source: code.origin.source, scope: scope, table: target.table).code(of: code.origin.definition)
    codes[ObjectIdentifier(code)] = copy
    return copy
  }

  // MARK: What cannot be copied

  /// Stands for a value that belongs to the other session alone.
  package static func unavailable(_ value: Value) -> Value { .object(UnavailableValue(value.typeName)) }
}

/// Stands for a value that only the session it was made in can use.
private final class UnavailableValue: ObjectValue {
  let typeName: String

  init(_ typeName: String) { self.typeName = typeName }

  func repr() -> String { "<\(typeName), which only the main shell can use>" }
}

extension Value {
  /// Whether it holds nothing that could change.
  fileprivate var isPlain: Bool {
    switch self {
    case .none, .bool, .integer, .real, .string, .range: true
    default: false
    }
  }
}
