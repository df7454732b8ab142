/// What stands behind the names of Python's own types: `str.upper`, `dict.fromkeys`, `object.__new__`.
enum TypeAttributes {
  static func find(_ name: String, of entry: Entry) throws -> Value? {
    if name == "__name__" || name == "__qualname__" { return .string(entry.name) }
    switch (entry.name, name) {
    case ("object", _): return ObjectClass.member(name, of: nil)
    case ("dict", "fromkeys"): return .object(NativeFunction(name, fromKeys))
    case ("str", "maketrans"): return .object(NativeFunction(name, translation))
    case ("dict", _): if let function = DictClass.function(name) { return function }
    default: break
    }
    guard entry.makes != nil else { return nil }
    if let method = Methods.find(name, ofType: entry.name) {
      return .object(
        NativeFunction(name) { arguments, context in
          guard let receiver = arguments.first, receiver.name == nil, entry.makes?(receiver.value) ?? false else {
            throw Diagnostic(.type, "`\(entry.name).\(name)` takes a \(entry.name) first")
          }
          return try method.run(receiver.value, Array(arguments.dropFirst()), context)
        })
    }
    guard entry.name == "set" || entry.name == "frozenset",
      try SetValue(isFrozen: entry.name != "set").attributeNames.contains(name)
    else { return nil }
    return .object(
      NativeFunction(name) { arguments, context in
        guard case .object(let object as SetValue)? = arguments.first?.value,
          let method = try object.attribute(name, context)
        else { throw Diagnostic(.type, "`\(entry.name).\(name)` takes a set first") }
        return try context.call(method, Array(arguments.dropFirst()))
      })
  }

  private static func fromKeys(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard (1...2).contains(arguments.count) else { throw Diagnostic(.argument, "fromkeys takes keys and a value") }
    let dict = DictValue()
    let value = arguments.count > 1 ? arguments[1].value : .none
    try Iteration.each(arguments[0].value, context) {
      try dict.set(value, for: $0)
      try Limits.checkItems(dict.count)
      return true
    }
    return .dict(dict)
  }

  /// `str.maketrans("ab", "xy")` and `str.maketrans({"a": "x"})`: what `translate` takes.
  private static func translation(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    let values = arguments.map(\.value)
    let dict = DictValue()
    func code(_ scalar: Unicode.Scalar) -> Value { .integer(Int(scalar.value)) }
    switch (values.first, values.dropFirst().first) {
    case (let value?, nil) where value.dictionary != nil:
      let given = value.dictionary ?? DictValue()
      for entry in given.entries {
        if case .string(let text) = entry.key, let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 {
          try dict.set(entry.value, for: code(scalar))
        } else {
          try dict.set(entry.value, for: entry.key)
        }
      }
    case (.string(let from)?, .string(let to)?) where from.unicodeScalars.count == to.unicodeScalars.count:
      for (old, new) in zip(from.unicodeScalars, to.unicodeScalars) { try dict.set(code(new), for: code(old)) }
      if values.count > 2, case .string(let removed) = values[2] {
        for scalar in removed.unicodeScalars { try dict.set(.none, for: code(scalar)) }
      }
    default:
      throw Diagnostic(
        .value, "maketrans takes two strings of one length, or a dict", suggestion: "str.maketrans(\"ab\", \"xy\")")
    }
    return .dict(dict)
  }
}

extension Method {
  /// The method taken off its value, which it goes on belonging to.
  func bound(to value: Value) -> Value {
    .object(NativeFunction(name) { [self] arguments, context in try run(value, arguments, context) })
  }
}
