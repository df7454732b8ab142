extension Builtins {
  /// Entries that compute with plain numbers.
  static var numbers: [Entry] {
    [
      Entry(
        "abs", group: group, "the value without its sign", parameters: [Parameter("x", .any, "a number")],
        result: "number", abstract: .unknown, isMethod: true, example: "abs(-3)",
        run: { arguments, context in try absolute(arguments["x"], context) }),
      Entry(
        "round", group: group, "the nearest whole number, or to so many digits",
        parameters: [
          Parameter("x", .any, "a number"),
          Parameter("digits", .integer(), default: Value.none, "how many decimals to keep"),
        ], result: "number", abstract: .unknown, isMethod: true, example: "round(3.14159, 2)",
        run: { arguments, _ in try rounded(arguments["x"], digits: arguments.optionalInteger("digits")) }),
      Entry(
        "sum", group: group, "the items added up",
        parameters: [
          Parameter("items", .any, "what to add"),
          Parameter("start", .any, default: .integer(0), "what to begin with"),
        ], result: "number", abstract: .unknown, example: "sum([1, 2, 3])",
        run: { arguments, context in try sum(arguments["items"], start: arguments["start"], context) }),
      Entry(
        "divmod", group: group, "the whole quotient and the remainder",
        parameters: [Parameter("a", .any, "a number"), Parameter("b", .any, "what to divide by")], result: "tuple",
        abstract: .unknown, example: "divmod(7, 2)",
        run: { arguments, context in
          .tuple(
            TupleValue([
              try Operators.binary(.floorDivide, arguments["a"], arguments["b"], context),
              try Operators.binary(.remainder, arguments["a"], arguments["b"], context),
            ]))
        }),
      Entry(
        "chr", group: group, "the character of a number",
        parameters: [Parameter("x", .integer(0...0x10ffff), "its code point")], result: "str", abstract: .unknown,
        example: "chr(955)",
        run: { arguments, _ in
          guard let scalar = Unicode.Scalar(UInt32(arguments.integer("x"))) else {
            throw Diagnostic(.value, "there is no character number \(arguments.integer("x"))", parameter: "x")
          }
          return .string(String(Character(scalar)))
        }),
      Entry(
        "ord", group: group, "the number of a character",
        parameters: [Parameter("x", .string, "one character")], result: "int", abstract: .unknown,
        example: "ord(\"a\")",
        run: { arguments, _ in
          let scalars = arguments.string("x").unicodeScalars
          guard scalars.count == 1, let scalar = scalars.first else {
            throw Diagnostic(.type, "ord takes one character, and this has \(scalars.count)", parameter: "x")
          }
          return .integer(Int(scalar.value))
        }),
      Entry(
        "pow", group: group, "a number to the power of another",
        parameters: [
          Parameter("base", .any, "a number"), Parameter("exp", .any, "the exponent"),
          Parameter("mod", .any, default: Value.none, "what to take the remainder by"),
        ], result: "number", abstract: .unknown, example: "pow(2, 10)",
        run: { arguments, context in
          guard !arguments["mod"].isNone else {
            return try Operators.binary(.power, arguments["base"], arguments["exp"], context)
          }
          return try modularPower(arguments["base"], arguments["exp"], arguments["mod"])
        }),
      digits("bin", "0b", 2), digits("oct", "0o", 8), digits("hex", "0x", 16),
      Entry(
        "hash", group: group, "a number that is the same for what is equal",
        parameters: [Parameter("x", .any, "a value that can be a key")], result: "int", abstract: .unknown,
        example: "hash((1, 2)) == hash((1, 2))",
        run: { arguments, _ in
          if let number = arguments["x"].wholeNumber { return .integer(number) }
          if let number = try arguments["x"].special(Special.hash) { return number }
          return .integer(try DictValue.Key(arguments["x"]).stableHash)
        }),
      extreme("min", "the smallest of the items, or of several arguments", .less),
      extreme("max", "the largest of the items, or of several arguments", .greater),
    ]
  }

  /// The digits of a whole number to another base.
  private static func digits(_ name: String, _ prefix: String, _ base: Int) -> Entry {
    Entry(
      name, group: group, "the digits of a whole number to the base \(base)",
      parameters: [Parameter("x", .any, "a whole number")], result: "str", abstract: .unknown,
      example: "\(name)(10)",
      run: { arguments, _ in
        let given = try arguments["x"].special(Special.index) ?? arguments["x"]
        guard let number = Whole(given) ?? given.number.flatMap({ Int(exactly: $0) }).map({ Whole($0) }) else {
          throw Diagnostic(.type, "\(name) takes a whole number, and this is \(given.phrase)", parameter: "x")
        }
        return .string((number.isNegative ? "-" : "") + prefix + number.magnitude.text(base: base))
      })
  }

  /// `pow(base, exp, mod)` of whole numbers.
  package static func modularPower(_ base: Value, _ exponent: Value, _ modulus: Value) throws -> Value {
    guard let base = Whole(base), let exponent = Whole(exponent), !exponent.isNegative, let modulus = Whole(modulus)
    else { throw Diagnostic(.type, "pow with a third argument takes whole numbers, and an exponent from 0 on") }
    guard !modulus.isZero else { throw Diagnostic(.zeroDivision, "the remainder by zero") }
    return try base.power(exponent, modulo: modulus).value
  }

  private static func extreme(_ name: String, _ summary: String, _ operation: BinaryOperator) -> Entry {
    Entry(
      name, group: group, summary,
      parameters: [
        Parameter("items", .any, style: .variadic, "a list, or the values themselves"),
        Parameter("key", .callable, default: Value.none, style: .keywordOnly, "what to compare by"),
        Parameter("default", .any, default: Value.none, style: .keywordOnly, "the result where there are no items"),
      ], result: "value", abstract: .unknown, example: "\(name)(3, 1, 2)",
      run: { arguments, context in
        try extremum(
          name, operation, arguments.values("items"), key: arguments["key"],
          fallback: arguments.isGiven("default") ? arguments["default"] : nil, context)
      })
  }

  /// `abs(x)` of a number.
  package static func absolute(_ value: Value, _ context: Context) throws -> Value {
    if let result = try value.special(Symbol("__abs__")) { return result }
    switch value {
    case .integer(let number): return .integer(abs(number))
    case .bool(let flag): return .integer(flag ? 1 : 0)
    case .real(let number): return .real(number.magnitude)
    default:
      if let whole = Whole(value) { return try Whole(whole.magnitude).value }
      guard let number = value.number else {
        throw Diagnostic(.type, "abs takes a number, and this is \(value.phrase)")
      }
      return .real(number.magnitude)
    }
  }

  /// `round(x, digits)`: halves go to the even neighbour, and decimals are rounded as they are printed, as in Python.
  package static func rounded(_ value: Value, digits: Int?) throws -> Value {
    let method = Symbol("__round__")
    if let result = try digits.map({ try value.special(method, .integer($0)) }) ?? value.special(method) {
      return result
    }
    if let whole = Whole(value) {
      guard let digits, digits < 0 else { return try whole.value }
      // A digit of ten has more than three of two.
      guard -digits <= whole.magnitude.bitWidth / 3 + 1 else { return .integer(0) }
      let unit = try Whole(10).power(Whole(-digits))
      let (quotient, rest) = whole.divided(by: unit)
      let order = Whole.compare(rest + rest, unit)
      return try ((order > 0 || order == 0 && quotient.isOdd ? quotient + Whole(1) : quotient) * unit).value
    }
    guard let number = value.number else {
      throw Diagnostic(.type, "round takes a number, and this is \(value.phrase)")
    }
    guard let digits else {
      guard number.isFinite else {
        throw Diagnostic(
          number.isNaN ? .value : .overflow, "\(NumberText.shortest(number)) cannot be rounded to a whole number")
      }
      return try Whole(wholePartOf: number.rounded(.toNearestOrEven)).value
    }
    guard number.isFinite, digits < 320 else { return .real(number) }
    if digits >= 0 {
      return .real(NumberText.real(NumberText.formatted(number, precision: digits, style: "f")) ?? number)
    }
    guard digits > -310 else { return .real(0) }
    let unit = NumberText.real("1e\(-digits)") ?? 1
    return .real((number / unit).rounded(.toNearestOrEven) * unit)
  }

  /// The items added up, with `+` as any two values have it.
  package static func sum(_ items: Value, start: Value = .integer(0), _ context: Context) throws -> Value {
    if case .string = start {
      throw Diagnostic(.type, "sum does not join strings", suggestion: "\"\".join(items)", parameter: "start")
    }
    var total = start
    try Iteration.each(items, context, verb: "add up") {
      total = try Operators.binary(.add, total, $0, context)
      return true
    }
    return total
  }

  /// Python's `min` (`.less`) and `max` (`.greater`): of one argument's items, or of several arguments.
  package static func extremum(
    _ name: String, _ operation: BinaryOperator, _ arguments: [Value], key: Value = .none, fallback: Value? = nil,
    _ context: Context
  ) throws -> Value {
    var best: (item: Value, key: Value)?
    let items: Value = arguments.count == 1 ? arguments[0] : .list(arguments)
    if arguments.isEmpty { throw Diagnostic(.argument, "\(name) needs a list, or several values") }
    try Iteration.each(items, context, verb: "take the \(name) of") { item in
      let itemKey = key.isNone ? item : try context.call(key, item)
      if let current = best,
        try !Operators.truth(Operators.binary(operation, itemKey, current.key, context))
      {
        return true
      }
      best = (item, itemKey)
      return true
    }
    guard let result = best?.item ?? fallback else {
      throw Diagnostic(.value, "there are no items to take the \(name) of", suggestion: "\(name)(items, default=0)")
    }
    return result
  }
}
