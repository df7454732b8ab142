/// `dict`, as the base of a class: its objects are dicts with attributes and methods of their own.
final class DictClass: NativeClass {
  let name = "dict"
  let attributeNames = DictMethods.all.keys.sorted() + ["fromkeys"]
  let takesTableMethods = false

  // Never changed once made: ``ClassValue/assign(_:to:_:)`` refuses a library's class.
  nonisolated(unsafe) static let shared = ClassValue(DictClass())

  private static func dict(of instance: InstanceValue) throws -> DictValue {
    if let dict = instance.part as? DictValue { return dict }
    throw Diagnostic(.type, "a dict is wanted, and this is \(Value.object(instance).phrase)")
  }

  func part(of instance: InstanceValue) -> AnyObject? { DictValue() }

  func plain(of instance: InstanceValue) -> Value? { (instance.part as? DictValue).map { .dict($0) } }

  func initialize(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws {
    try Self.fill(Self.dict(of: instance), arguments, context)
  }

  /// `dict(other, key=value)`
  private static func fill(_ dict: DictValue, _ arguments: [CallArgument], _ context: Context) throws {
    guard arguments.count(where: { $0.name == nil }) <= 1 else {
      throw Diagnostic(.argument, "a dict is made of one dict, or of pairs, and of names")
    }
    for argument in arguments {
      if let name = argument.name {
        try dict.set(argument.value, for: .string(name))
      } else {
        try dict.update(with: argument.value, context)
      }
    }
  }

  func includes(_ value: Value) -> Bool { value.dictionary != nil }

  func repr(of instance: InstanceValue) -> String? { plain(of: instance)?.repr }

  func count(of instance: InstanceValue) -> Int? { (instance.part as? DictValue)?.count }

  func iterate(_ instance: InstanceValue) throws -> IteratorValue? {
    IteratorValue(instance.type.name, next: try Iteration.source(of: .dict(Self.dict(of: instance))))
  }

  func copy(_ part: AnyObject, to copy: InstanceValue, _ copyValue: (Value) throws -> Value) throws {
    guard let part = part as? DictValue, let dict = copy.part as? DictValue else { return }
    try dict.take(copiesOf: part, copyValue)
  }

  func attribute(_ name: String, of instance: InstanceValue, _ context: Context) throws -> Value? {
    if name == "fromkeys" { return Self.fromKeys(instance.type) }
    let dict = try Self.dict(of: instance)
    if let method = DictMethods.all[name] {
      return .object(
        NativeFunction(name) { [instance] arguments, context in
          // Held by the method, as the dict's object.
          try withExtendedLifetime(instance) { try method.run(.dict(dict), arguments, context) }
        })
    }
    return Self.special(name, of: dict, instance)
  }

  func attribute(_ name: String, ofClass type: ClassValue, _ context: Context) throws -> Value? {
    if name == "fromkeys" { return Self.fromKeys(type) }
    return Self.function(name)
  }

  /// `dict.update` and `dict.__init__`: the object comes first.
  static func function(_ name: String) -> Value? {
    guard DictMethods.all[name] != nil || special(name, of: DictValue(), nil) != nil else { return nil }
    return .object(
      NativeFunction(name) { arguments, context in
        guard let receiver = arguments.first, receiver.name == nil, let dict = receiver.value.dictionary else {
          throw Diagnostic(.type, "`dict.\(name)` takes a dict first")
        }
        let rest = Array(arguments.dropFirst())
        if let method = DictMethods.all[name] { return try method.run(.dict(dict), rest, context) }
        let instance =
          if case .object(let object) = receiver.value { InstanceValue.cast(object) } else {
            nil as InstanceValue?
          }
        return try special(name, of: dict, instance).map { try context.call($0, rest) } ?? .none
      })
  }

  /// What `super().__setitem__(key, value)` and its like call, past the class's own methods.
  private static func special(_ name: String, of dict: DictValue, _ instance: InstanceValue?) -> Value? {
    let arity: Int
    let body: ([Value], Context) throws -> Value
    switch name {
    case "__init__":
      return .object(
        NativeFunction(name) { arguments, context in
          try fill(dict, arguments, context)
          return .none
        })
    case "__getitem__":
      (arity, body) = (
        1,
        { values, context in
          if let instance, try dict.value(for: values[0]) == nil,
            let value = try instance.special(Special.missingKey, [CallArgument(values[0])], context)
          {
            return value
          }
          return try Subscripts.read(.dict(dict), [.value(values[0])], context)
        }
      )
    case "__setitem__":
      (arity, body) = (
        2,
        { values, _ in
          try dict.set(values[1], for: values[0])
          return .none
        }
      )
    case "__delitem__":
      (arity, body) = (
        1,
        { values, context in
          try Subscripts.remove(.dict(dict), [.value(values[0])], context)
          return .none
        }
      )
    case "__contains__": (arity, body) = (1, { values, _ in .bool(try dict.value(for: values[0]) != nil) })
    case "__len__": (arity, body) = (0, { _, _ in .integer(dict.count) })
    case "__iter__":
      (arity, body) = (0, { _, _ in .iterator(IteratorValue("dict", next: try Iteration.source(of: .dict(dict)))) })
    case "__repr__", "__str__": (arity, body) = (0, { _, _ in .string(try Value.dict(dict).represented()) })
    case "__eq__", "__ne__", "__or__":
      let operation: BinaryOperator = name == "__eq__" ? .equal : name == "__ne__" ? .notEqual : .or
      (arity, body) = (
        1,
        { values, context in
          guard let other = values[0].dictionary else { return Constants.notImplemented }
          return try Operators.binary(operation, .dict(dict), .dict(other), context)
        }
      )
    default: return nil
    }
    return .object(
      NativeFunction(name) { arguments, context in
        guard arguments.count == arity, arguments.allSatisfy({ $0.name == nil }) else {
          throw Diagnostic(.argument, "`\(name)` of a dict got \(arguments.count) arguments, and takes \(arity)")
        }
        return try body(arguments.map(\.value), context)
      })
  }

  /// `Class.fromkeys(keys, value)`: an object of that class.
  private static func fromKeys(_ type: ClassValue) -> Value {
    .object(
      NativeFunction("fromkeys") { arguments, context in
        guard (1...2).contains(arguments.count) else { throw Diagnostic(.argument, "fromkeys takes keys and a value") }
        let made = try type.call([], context)
        let value = arguments.count > 1 ? arguments[1].value : .none
        try Iteration.each(arguments[0].value, context) {
          try Subscripts.assign(value, to: made, [.value($0)], context)
          return true
        }
        return made
      })
  }
}

extension Value {
  /// The value as a dict: one, or an object of a class that derives from it.
  package var dictionary: DictValue? {
    switch self {
    case .dict(let dict): dict
    case .object(let object): InstanceValue.cast(object)?.part as? DictValue
    default: nil
    }
  }
}
