/// An object of a class of the user's.
package final class InstanceValue: ObjectValue {
  package let type: ClassValue
  /// The class, for comparing: it is not retained for it.
  let typeIdentity: ObjectIdentifier
  @exclusivity(unchecked) var attributes = Attributed()
  /// What the library keeps for it, where its class derives from one of the library's.
  @exclusivity(unchecked) package private(set) var part: AnyObject?
  /// The dict that it is, where that holds its attributes too: `self.__dict__ = self` in a class that derives from `dict`.
  private var attributeDict: DictValue?
  /// Whether its attributes stand in itself, and in no dict that it is besides.
  var hasAttributesOfItsOwn: Bool { attributeDict == nil }

  package init(_ type: ClassValue) {
    self.type = type
    typeIdentity = ObjectIdentifier(type)
    part = type.native?.part(of: self)
  }

  deinit {
    var values = attributes.takeContainers()
    Teardown.dispose(of: &values)
  }

  /// The object as one of the user's classes, without a search for conformances.
  @inline(__always)
  static func cast(_ object: any ObjectValue) -> InstanceValue? {
    Swift.type(of: object as AnyObject) == InstanceValue.self ? unsafeDowncast(object, to: InstanceValue.self) : nil
  }

  // MARK: Attributes

  /// The object's own attributes in the order in which they were made.
  package var ownAttributes: [(name: String, value: Value)] { attributes.all }

  package var parts: [ValuePart]? { ownAttributes.map { .attribute($0.name, $0.value) } }

  package func ownAttribute(_ name: String) -> Value? { attributes[Symbol(name)] }

  package func setOwn(_ value: Value, for name: String) { attributes.set(value, for: Symbol(name)) }

  package func removeOwn(_ name: String) -> Value? { attributes.remove(Symbol(name)) }

  package var attributeNames: [String] {
    var seen: Set<String> = []
    return (attributes.all.map(\.name) + type.memberNames + (type.native?.attributeNames ?? [])).filter {
      seen.insert($0).inserted
    }
  }

  package func attribute(_ name: String, _ context: Context) throws -> Value? {
    try attribute(Symbol(name), name, context)
  }

  /// The attribute; where there is none, what the class's `__getattr__` gives.
  func attribute(_ symbol: Symbol, _ name: String, _ context: Context) throws -> Value? {
    guard let missing = type.member(Special.missingAttribute) else { return try found(symbol, name, context) }
    do {
      if let value = try found(symbol, name, context) { return value }
    } catch let error as Diagnostic where Exceptions.type(of: error).derives(from: Exceptions.attribute) {
      // As in Python: a property that has no value either is missing.
    }
    return try context.call(missing, .object(self), .string(name))
  }

  private func found(_ symbol: Symbol, _ name: String, _ context: Context) throws -> Value? {
    let member = type.member(symbol)
    if case .object(let object)? = member, let property = object as? PropertyValue {
      return try property.read(self, context)
    }
    if let value = attributes[symbol] { return value }
    if let value = try attributeDict?.value(for: .string(name)) { return value }
    if let member { return try Descriptors.read(member, from: self) }
    switch name {
    case "__class__": return .object(type)
    case "__dict__": return attributeDict == nil ? .dict(DictValue(of: InstanceAttributes(self))) : .object(self)
    case "__doc__": return Value.none
    default: return try type.native?.attribute(name, of: self, context)
    }
  }

  package func assign(_ value: Value, to name: String, _ context: Context) throws {
    try assign(value, to: Symbol(name), name, context)
  }

  func assign(_ value: Value, to symbol: Symbol, _ name: String, _ context: Context) throws {
    if let setter = type.member(Special.assignment) {
      _ = try context.call(setter, .object(self), .string(name), value)
    } else {
      try assignPlainly(value, to: symbol, name, context)
    }
  }

  /// As `object.__setattr__` does it: past the class's own `__setattr__`.
  func assignPlainly(_ value: Value, to symbol: Symbol, _ name: String, _ context: Context) throws {
    if let member = type.member(symbol), case .object(let object) = member, let property = object as? PropertyValue {
      return try property.write(value, self, name, context)
    }
    if name == "__dict__", case .object(let object) = value, object === self, let dict = part as? DictValue {
      for (name, value) in attributes.all where try dict.value(for: .string(name)) == nil {
        try dict.set(value, for: .string(name))
      }
      attributes = Attributed()
      attributeDict = dict
      return
    }
    if name == "__dict__", let dict = value.dictionary {
      // Two objects with one set of attributes: a copy would go its own way, without a word.
      if let other = dict.instance, other !== self {
        throw Diagnostic(
          .attribute, "objects have attributes of their own here, and none have those of another",
          suggestion: "x.__dict__.update(y.__dict__) copies them")
      }
      let (own, new) = (InstanceAttributes(self), dict.entries)
      for entry in new {
        guard case .string = entry.key else {
          throw Diagnostic(.type, "the keys of \(own.contents) are texts, and this is \(entry.key.phrase)")
        }
      }
      for (name, _) in own.namedValues { _ = own.remove(name) }
      for case (.string(let name), let value) in new { try own.set(value, for: name) }
      return
    }
    if name == "__class__" || name == "__dict__" {
      throw Diagnostic(
        .attribute, "`\(name)` of \(Value.article(type.name)) is read, not assigned",
        suggestion: "assign the attributes one by one")
    }
    try type.native?.willAssign(value, to: name, of: self)
    if let attributeDict { return try attributeDict.set(value, for: .string(name)) }
    attributes.set(value, for: symbol)
  }

  package func remove(attribute name: String, _ context: Context) throws -> Bool {
    if let attributeDict { return try attributeDict.remove(.string(name)) != nil }
    return attributes.remove(Symbol(name)) != nil
  }

  // MARK: As a value

  package var typeName: String { type.name }
  package var detail: String? { nil }
  package var isCallable: Bool { type.member(Special.call) != nil || (type.native?.makesCallables ?? false) }

  package func repr() -> String { (try? represented()) ?? "<\(type.name) object>" }
}

/// An object's own attributes as `__dict__` and `vars` show them: what is written there is written to the object, past its class.
final class InstanceAttributes: DictOwner {
  let instance: InstanceValue

  init(_ instance: InstanceValue) { self.instance = instance }

  let contents = "an object's __dict__"
  var namedValues: [(name: String, value: Value)] {
    guard let native = instance.type.native else { return instance.ownAttributes }
    let own = instance.ownAttributes.filter { !native.keepsApart($0.value, named: $0.name, of: instance) }
    let kept = native.kept(of: instance)
    return kept.isEmpty ? own : kept + own.filter { attribute in !kept.contains { $0.name == attribute.name } }
  }

  func set(_ value: Value, for name: String) throws {
    if try instance.type.native?.keep(value, for: name, of: instance) == true { return }
    try instance.type.native?.willAssign(value, to: name, of: instance)
    instance.setOwn(value, for: name)
  }

  func remove(_ name: String) -> Value? { instance.removeOwn(name) }
}
