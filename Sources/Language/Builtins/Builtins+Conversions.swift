extension Builtins {
  /// Entries that turn one kind of value into another.
  static var conversions: [Entry] {
    [
      Entry(
        "int", group: group, "a whole number: cut off after the point, or read from text",
        parameters: [
          Parameter("x", .any, default: .integer(0), "a number or a string"),
          Parameter("base", .integer(2...36), default: .integer(10), "of the digits in a string"),
        ], result: "int", abstract: .unknown, example: "int(3.9)",
        run: { arguments, _ in try whole(arguments["x"], base: arguments.integer("base")) }),
      Entry(
        "float", group: group, "a number with a decimal point, or read from text",
        parameters: [Parameter("x", .any, default: .real(0), "a number or a string")], result: "float",
        abstract: .unknown,
        example: "float(\"1e-3\")", run: { arguments, _ in try real(arguments["x"]) }),
      Entry(
        "str", group: group, "the text of a value",
        parameters: [Parameter("x", .any, default: .string(""), "any value")], result: "str", abstract: .unknown,
        example: "str(3.5)",
        run: { arguments, _ in .string(arguments["x"].text) }),
      Entry(
        "repr", group: group, "the text of a value, with quotes around strings",
        parameters: [Parameter("x", .any, "any value")], result: "str", abstract: .unknown, example: "repr(\"a\")",
        run: { arguments, _ in .string(arguments["x"].repr) }),
      Entry(
        "bool", group: group, "True unless the value is zero, empty or None",
        parameters: [Parameter("x", .any, default: .bool(false), "any value")], result: "bool", abstract: .unknown,
        example: "bool([])",
        run: { arguments, _ in .bool(try Operators.truth(arguments["x"])) }),
      Entry(
        "list", group: group, "a new list of the items",
        parameters: [Parameter("items", .any, default: .tuple([]), "what to go through")], result: "list",
        abstract: .unknown,
        example: "list(range(3))",
        run: { arguments, context in .list(try Iteration.items(arguments["items"], context)) }),
      Entry(
        "tuple", group: group, "a tuple of the items",
        parameters: [Parameter("items", .any, default: .tuple([]), "what to go through")], result: "tuple",
        abstract: .unknown,
        example: "tuple([1, 2])",
        run: { arguments, context in .tuple(try Iteration.items(arguments["items"], context)) }),
      Entry(
        "dict", group: group, "a new dict of pairs of key and value",
        parameters: [Parameter("items", .any, default: .tuple([]), "a dict, or pairs")], result: "dict",
        abstract: .unknown,
        example: "dict([(\"a\", 1), (\"b\", 2)])",
        run: { arguments, context in try dict(arguments["items"], context) }),
      Entry(
        "type", group: group, "the name of a value's type", parameters: [Parameter("x", .any, "any value")],
        result: "str", abstract: .unknown, example: "type(3.5)",
        run: { arguments, _ in .string(arguments["x"].typeName) }),
    ]
  }

  /// `int(x)`
  package static func whole(_ value: Value, base: Int = 10) throws -> Value {
    if let whole = value.wholeNumber { return .integer(whole) }
    if case .string(let text) = value {
      guard let number = NumberText.integer(text, base: base) else {
        throw Diagnostic(
          .value, "\(value.phrase) is no whole number",
          suggestion: NumberText.real(text) != nil ? "int(float(…))" : nil, parameter: "x")
      }
      return Limits.exactIntegers.contains(number) ? .integer(number) : .real(Double(number))
    }
    guard let number = value.number else {
      throw Diagnostic(.type, "int takes a number or a string, and this is \(value.phrase)", parameter: "x")
    }
    guard number.isFinite else {
      throw Diagnostic(.value, "\(NumberText.shortest(number)) is no whole number", parameter: "x")
    }
    let cut = number.rounded(.towardZero)
    return Int(exactly: cut).flatMap { Limits.exactIntegers.contains($0) ? .integer($0) : nil } ?? .real(cut)
  }

  /// `float(x)`
  package static func real(_ value: Value) throws -> Value {
    if let number = value.number { return .real(number) }
    guard case .string(let text) = value else {
      throw Diagnostic(.type, "float takes a number or a string, and this is \(value.phrase)", parameter: "x")
    }
    guard let number = NumberText.real(text) else {
      throw Diagnostic(.value, "\(value.phrase) is no number", parameter: "x")
    }
    return .real(number)
  }

  private static func dict(_ items: Value, _ context: Context) throws -> Value {
    let result = DictValue()
    if case .dict(let other) = items {
      for entry in other.entries { try result.set(entry.value, for: entry.key) }
      return .dict(result)
    }
    try Iteration.each(items, context) { item in
      let pair = try Iteration.items(item, context, verb: "take a key and a value from")
      guard pair.count == 2 else { throw Diagnostic(.value, "dict takes pairs, and found \(item.phrase)") }
      try result.set(pair[1], for: pair[0])
      return true
    }
    return .dict(result)
  }
}
