/// `Enum`: a class that derives from it has one object for each name that its body binds to a value, and no others.
package final class EnumClass: NativeClass {
  package let name = "Enum"
  package let attributeNames = ["name", "value"]
  package let takesTableMethods = false

  // Never changed once made: ``ClassValue/assign(_:to:_:)`` refuses a library's class.
  package nonisolated(unsafe) static let shared = ClassValue(EnumClass())

  /// Where a class has its members by name, as Python's has them.
  private static let map = Symbol("_member_map_")
  private static let (nameAttribute, valueAttribute) = ("_name_", "_value_")

  private func members(of type: ClassValue) -> DictValue? {
    guard case .dict(let dict)? = type.member(Self.map) else { return nil }
    return dict
  }

  // MARK: Making the members

  package func define(_ type: ClassValue) throws -> ClassValue {
    if let base = type.ancestors.first(where: { $0.members[Self.map] != nil }) {
      throw Diagnostic(
        .type, "\(base.name) has its members, and no class derives from it", suggestion: "class \(type.name)(Enum):")
    }
    let found = type.members.all.filter { !Self.isSpecial($0.name) && Self.isMember($0.value) }
    guard !found.isEmpty else { return type }
    let map = DictValue()
    var last: Value?
    for (name, value) in found {
      let value = try Self.counted(value, name, after: last, type)
      last = value
      // Another name for a value that has one.
      let member = try member(of: map, with: value) ?? made(type, name, value)
      try map.set(.object(member), for: .string(name))
      type.set(.object(member), for: Symbol(name))
    }
    type.set(.dict(map), for: Self.map)
    return type
  }

  private func made(_ type: ClassValue, _ name: String, _ value: Value) throws -> InstanceValue {
    let member = InstanceValue(type)
    member.setOwn(.string(name), for: Self.nameAttribute)
    member.setOwn(value, for: Self.valueAttribute)
    guard let initializer = type.member(Special.initializer), let context = type.machine?.callContext else {
      return member
    }
    let arguments = if case .tuple(let tuple) = value { tuple.items } else { [value] }
    try type.checkInitializer(context.call(initializer, ([.object(member)] + arguments).map { CallArgument($0) }))
    return member
  }

  /// Functions, properties and classes are what its members do, and none of them.
  private static func isMember(_ value: Value) -> Bool {
    switch value {
    case .function, .builtin: false
    case .object(let object):
      !(object is PropertyValue || object is StaticMethodValue || object is ClassMethodValue || object is NativeFunction
        || object is ClassValue || object is AbstractMethodValue)
    default: true
    }
  }

  private static func isSpecial(_ name: String) -> Bool {
    name.hasPrefix("_") && name.hasSuffix("_") || name.hasPrefix("__")
  }

  /// What stands behind the name; of `auto()`, the number after the last, or in a class of texts the name in small letters.
  private static func counted(_ value: Value, _ name: String, after last: Value?, _ type: ClassValue) throws -> Value {
    guard case .object(let object) = value, object is AutoValue else { return value }
    if type.member("_texts_") != nil { return .string(name.lowercased()) }
    guard let last else { return .integer(1) }
    guard let number = last.wholeNumber else {
      throw Diagnostic(
        .type, "auto() counts on from a whole number, and before `\(name)` stands \(last.phrase)",
        suggestion: "give \(name) a value of its own")
    }
    return .integer(number + 1)
  }

  // MARK: Finding them

  private func member(of map: DictValue, with value: Value) throws -> InstanceValue? {
    for entry in map.entries {
      guard case .object(let object) = entry.value, let member = InstanceValue.cast(object),
        let own = member.ownAttribute(Self.valueAttribute)
      else { continue }
      if case .bool(true) = try Operators.binary(.equal, own, value, Context.quiet) { return member }
    }
    return nil
  }

  /// `Color(1)`
  package func make(_ type: ClassValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    guard let map = members(of: type) else {
      throw Diagnostic(
        .type, "\(type.name) has no members, and a class that derives from it names them",
        suggestion: "class Color(\(type.name)):\n    RED = 1")
    }
    guard arguments.count == 1, arguments[0].name == nil || arguments[0].name == "value" else {
      throw Diagnostic(.argument, "\(type.name) takes the value of one of its members")
    }
    let value = arguments[0].value
    if contains(value, in: type), case .object = value { return value }
    if let member = try member(of: map, with: value) { return .object(member) }
    if let missing = type.member("_missing_") {
      let found = try context.call(Descriptors.ofClass(missing, type), value)
      if contains(found, in: type) { return found }
    }
    throw Diagnostic(.value, "\(value.repr) is not a valid \(type.name)", notes: ["it has " + names(map)])
  }

  private func names(_ map: DictValue) -> String { map.entries.map(\.key.text).joined(separator: ", ") }

  /// `Color["RED"]`
  package func subscripted(_ type: ClassValue, _ indices: [Index]) throws -> Value? {
    guard let map = members(of: type), indices.count == 1, case .value(let key) = indices[0] else { return nil }
    guard let member = try map.value(for: key) else {
      throw Diagnostic(.key, "\(type.name) has no member \(key.repr)", notes: ["it has " + names(map)])
    }
    return member
  }

  /// Each member once, whatever other names it has.
  package func items(of type: ClassValue) -> [Value]? {
    guard let map = members(of: type) else { return nil }
    return map.entries.filter { name, member in
      guard case .object(let object) = member, let member = InstanceValue.cast(object) else { return false }
      return member.ownAttribute(Self.nameAttribute)?.text == name.text
    }.map(\.value)
  }

  package func contains(_ item: Value, in type: ClassValue) -> Bool {
    if case .object(let object) = item, let member = InstanceValue.cast(object), member.type === type { return true }
    guard let map = members(of: type) else { return false }
    return (try? member(of: map, with: item)) != nil
  }

  package func willAssign(_ value: Value, to name: String, ofClass type: ClassValue) throws {
    guard try members(of: type)?.value(for: .string(name)) != nil else { return }
    throw Diagnostic(.attribute, "the member \(name) of \(type.name) stays what it is")
  }

  package func attribute(_ name: String, ofClass type: ClassValue, _ context: Context) throws -> Value? {
    guard name == "__members__", let map = members(of: type) else { return nil }
    return .dict(DictValue(map.entries.map { ($0.key.text, $0.value) }))
  }

  // MARK: A member

  package func attribute(_ name: String, of instance: InstanceValue, _ context: Context) throws -> Value? {
    switch name {
    case "name": instance.ownAttribute(Self.nameAttribute)
    case "value": instance.ownAttribute(Self.valueAttribute)
    // There is one of each, in copies too.
    case "__copy__", "__deepcopy__": .object(NativeFunction(name) { _, _ in .object(instance) })
    default: nil
    }
  }

  package func willAssign(_ value: Value, to name: String, of instance: InstanceValue) throws {
    guard attributeNames.contains(name) else { return }
    throw Diagnostic(.attribute, "`\(name)` of a member of \(instance.type.name) is read, not assigned")
  }

  package func repr(of instance: InstanceValue) -> String? {
    "<\(title(of: instance)): \(instance.ownAttribute(Self.valueAttribute)?.repr ?? "")>"
  }

  package func text(of instance: InstanceValue) -> String? { title(of: instance) }

  private func title(of instance: InstanceValue) -> String {
    "\(instance.type.name).\(instance.ownAttribute(Self.nameAttribute)?.text ?? "")"
  }
}

/// `auto()` in the body of a class of enumerated values: the number after the last.
package final class AutoValue: ObjectValue {
  package init() {}
  package var typeName: String { "auto" }
  package func repr() -> String { "auto()" }
}
