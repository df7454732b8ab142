extension Builtins {
  /// Entries that turn one kind of value into another.
  static var conversions: [Entry] {
    makers.map { entry in
      var entry = entry
      entry.makes = tests[entry.name]
      return entry
    }
  }

  /// Which values are of the types that these entries make.
  private static var tests: [String: (Value) -> Bool] {
    [
      "int": { Whole($0) != nil },
      "float": { if case .real = $0 { true } else { false } },
      "str": { if case .string = $0 { true } else { false } },
      "bool": { if case .bool = $0 { true } else { false } },
      "list": { if case .list = $0 { true } else { false } },
      "tuple": { if case .tuple = $0 { true } else { false } },
      "dict": { $0.dictionary != nil },
      "set": { if case .object(let object as SetValue) = $0 { !object.isFrozen } else { false } },
      "frozenset": { if case .object(let object as SetValue) = $0 { object.isFrozen } else { false } },
      "range": { if case .range = $0 { true } else { false } },
      "slice": { if case .object(let object) = $0 { object is SliceValue } else { false } },
      "type": { if case .object(let object) = $0 { object is ClassValue || object is TypeValue } else { $0.isType } },
    ]
  }

  private static var makers: [Entry] {
    [
      Entry(
        "int", group: group, "a whole number: cut off after the point, or read from text",
        parameters: [
          Parameter("x", .any, default: .integer(0), "a number or a string"),
          Parameter(
            "base", .integer(0...36), default: .integer(10), "of the digits in a string; 0: as their prefix says"),
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
        run: { arguments, _ in .string(try arguments["x"].written()) }),
      Entry(
        "repr", group: group, "the text of a value, with quotes around strings",
        parameters: [Parameter("x", .any, "any value")], result: "str", abstract: .unknown, example: "repr(\"a\")",
        run: { arguments, _ in .string(try arguments["x"].represented()) }),
      Entry(
        "ascii", group: group, "as repr, with escapes for all that is not ASCII",
        parameters: [Parameter("x", .any, "any value")], result: "str", abstract: .unknown, example: "ascii(\"λ\")",
        run: { arguments, _ in .string(StringMethods.ascii(try arguments["x"].represented())) }),
      Entry(
        "format", group: group, "the text of a value in a format, as behind the colon of an f-string",
        parameters: [
          Parameter("x", .any, "any value"), Parameter("format", .string, default: .string(""), "such as `.4f`"),
        ], result: "str", abstract: .unknown, example: "format(3.14159, \".2f\")",
        run: { arguments, _ in .string(try FormatSpec.format(arguments["x"], arguments.string("format"))) }),
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
        parameters: [
          Parameter("items", .any, default: .tuple([]), "a dict, or pairs"),
          Parameter("entries", .any, style: .keywords, "further keys, as names"),
        ], result: "dict",
        abstract: .unknown,
        example: "dict([(\"a\", 1), (\"b\", 2)])",
        run: { arguments, context in try dict(arguments["items"], arguments["entries"], context) }),
      Entry(
        "set", group: group, "a new set of the items, each once",
        parameters: [Parameter("items", .any, default: .tuple([]), "what to go through")], result: "set",
        abstract: .unknown, example: "set([1, 2, 2])",
        run: { arguments, context in .object(try SetValue(Iteration.items(arguments["items"], context))) }),
      Entry(
        "frozenset", group: group, "a set that does not change, and can be a key",
        parameters: [Parameter("items", .any, default: .tuple([]), "what to go through")], result: "frozenset",
        abstract: .unknown, example: "frozenset([1, 2, 2])",
        run: { arguments, context in
          .object(try SetValue(Iteration.items(arguments["items"], context), isFrozen: true))
        }),
      Entry(
        "slice", group: group, "what stands between square brackets, as a value",
        parameters: [
          Parameter("start", .any, "the first place; with one argument, the end"),
          Parameter("stop", .any, default: Value.none, "the end, which is not reached"),
          Parameter("step", .any, default: Value.none, "from each place to the next"),
        ], result: "slice", abstract: .unknown, example: "[1, 2, 3][slice(0, 2)]",
        run: { arguments, _ in
          let bounds = try ["start", "stop", "step"].map { try Subscripts.bound(arguments[$0]) }
          return .object(
            arguments.isGiven("stop") ? SliceValue(bounds[0], bounds[1], bounds[2]) : SliceValue(nil, bounds[0], nil))
        }),
      Entry(
        "type", group: group, "the type of a value, or the class of an object",
        parameters: [Parameter("x", .any, "any value")], result: "type", abstract: .unknown, example: "type(3.5)",
        run: { arguments, context in type(of: arguments["x"], context.machine?.table) }),
    ]
  }

  /// `type(x)`: the name that makes such values, or the class.
  static func type(of value: Value, _ table: Table?) -> Value {
    if case .object(let object) = value, let instance = InstanceValue.cast(object) { return .object(instance.type) }
    if case .tuple(let tuple) = value, let type = tuple.type { return .object(type) }
    if case .object(let object) = value, let type = object.libraryClass { return .object(type) }
    let name = if case .object(let object) = value { object.className } else { value.typeName }
    if let entry = table?[name], let makes = entry.makes, makes(value) { return .builtin(entry) }
    let others = if case .object(let object) = value { object.otherClassNames } else { [String]() }
    return .object(TypeValue(value.isNone ? "NoneType" : name == "class" ? "type" : name, others: others))
  }

  /// `int(x)`
  package static func whole(_ value: Value, base: Int = 10) throws -> Value {
    if let whole = try value.special(Symbol("__int__")) ?? value.special(Special.index) { return try Self.whole(whole) }
    if let whole = Whole(value) { return try whole.value }
    if case .string(let text) = value {
      guard base != 1 else { throw Diagnostic(.value, "`base` of int is 2 to 36, or 0", parameter: "base") }
      guard let number = try NumberText.integer(text, base: base) else {
        throw Diagnostic(
          .value, "\(value.phrase) is no whole number",
          suggestion: NumberText.real(text) != nil ? "int(float(…))" : nil, parameter: "x")
      }
      return try number.value
    }
    guard let number = value.number else {
      throw Diagnostic(.type, "int takes a number or a string, and this is \(value.phrase)", parameter: "x")
    }
    guard number.isFinite else {
      throw Diagnostic(
        number.isNaN ? .value : .overflow, "\(NumberText.shortest(number)) is no whole number", parameter: "x")
    }
    return try Whole(wholePartOf: number).value
  }

  /// `float(x)`
  package static func real(_ value: Value) throws -> Value {
    if let real = try value.special(Special.real) { return try Self.real(real) }
    if let number = value.number {
      guard number.isFinite || Whole(value) == nil else {
        throw Diagnostic(
          .overflow, "a whole number of this size is too large for a float",
          parameter: "x")
      }
      return .real(number)
    }
    guard case .string(let text) = value else {
      throw Diagnostic(.type, "float takes a number or a string, and this is \(value.phrase)", parameter: "x")
    }
    guard let number = NumberText.real(text) else {
      throw Diagnostic(.value, "\(value.phrase) is no number", parameter: "x")
    }
    return .real(number)
  }

  private static func dict(_ items: Value, _ entries: Value, _ context: Context) throws -> Value {
    let result = DictValue()
    try result.update(with: items, context)
    try result.update(with: entries, context)
    return .dict(result)
  }
}

extension Value {
  /// Whether it is the name of a type, `int`.
  fileprivate var isType: Bool { if case .builtin(let entry) = self { entry.makes != nil } else { false } }

  /// What a special method of an object's class gives; nil where there is none.
  func special(_ symbol: Symbol, _ arguments: Value...) throws -> Value? {
    guard case .object(let object) = self, let instance = InstanceValue.cast(object) else { return nil }
    return try instance.special(symbol, arguments.map { CallArgument($0) })
  }
}
