enum DictMethods {
  /// The methods of dicts.
  static let all = Method.table([
    Method("get", "key, default=None", 1...2, "the value of a key, or the default") { value, arguments, _ in
      try dict(value).value(for: arguments[0]) ?? (arguments.count > 1 ? arguments[1] : .none)
    },
    Method("keys", "", 0...0, "the keys") { value, _, _ in .object(DictViewValue(try dict(value), .keys)) },
    Method("values", "", 0...0, "the values") { value, _, _ in .object(DictViewValue(try dict(value), .values)) },
    Method("items", "", 0...0, "pairs of key and value") { value, _, _ in
      .object(DictViewValue(try dict(value), .items))
    },
    Method("popitem", "", 0...0, "takes the last entry out and gives it as a pair") { value, _, _ in
      guard let last = try dict(value).removeLast() else { throw Diagnostic(.key, "the dict is empty") }
      return .tuple([last.key, last.value])
    },
    Method("pop", "key, default", 1...2, "takes a key out and gives its value") { value, arguments, _ in
      if let removed = try dict(value).remove(arguments[0]) { return removed }
      if arguments.count > 1 { return arguments[1] }
      throw Diagnostic(.key, "the dict has no key \(arguments[0].repr)")
    },
    Method("update", "other", 0...1_000, "takes over the entries of another dict, or pairs") { value, _, _ in value },
    Method("setdefault", "key, default=None", 1...2, "the value of a key, which gets the default if new") {
      value, arguments, _ in
      let dict = try dict(value)
      if let found = try dict.value(for: arguments[0]) { return found }
      let value = arguments.count > 1 ? arguments[1] : .none
      try dict.set(value, for: arguments[0])
      return value
    },
    Method("clear", "", 0...0, "takes all entries out") { value, _, _ in
      try dict(value).clear()
      return .none
    },
    Method("copy", "", 0...0, "a new dict of the same entries") { value, _, _ in
      let copy = DictValue()
      for entry in try dict(value).entries { try copy.set(entry.value, for: entry.key) }
      return .dict(copy)
    },
  ])

  private static func dict(_ value: Value) throws -> DictValue {
    if case .dict(let dict) = value { return dict }
    throw Diagnostic(.type, "a dict is wanted, and this is \(value.phrase)")
  }
}
