/// A method of one of Python's own types.
struct Method: Sendable {
  let name: String
  /// The parameters as help shows them: `old, new`.
  let signature: String
  let summary: String
  /// How many arguments it takes, all positional.
  let arity: ClosedRange<Int>
  let body: @Sendable (Value, [Value], Context) throws -> Value

  init(
    _ name: String, _ signature: String, _ arity: ClosedRange<Int>, _ summary: String,
    body: @escaping @Sendable (Value, [Value], Context) throws -> Value
  ) {
    self.name = name
    self.signature = signature
    self.arity = arity
    self.summary = summary
    self.body = body
  }

  func run(_ receiver: Value, _ arguments: [CallArgument], _ context: Context) throws -> Value {
    var arguments = arguments
    // `format`, `sort` and `update` take any names.
    if let named = arguments.first(where: { $0.name != nil }), !acceptsNames {
      guard let ordered = inOrder(arguments) else {
        throw Diagnostic(
          .argument,
          signature.contains("=")
            ? "\(name) has no parameter `\(named.name ?? "")`" : "\(name) takes its arguments without names",
          notes: ["its form is .\(name)(\(signature))"], parameter: named.name)
      }
      arguments = ordered
    }
    guard arity.contains(arguments.count) else {
      throw Diagnostic(
        .argument, "\(name) got \(arguments.count == 1 ? "1 argument" : "\(arguments.count) arguments")",
        notes: ["its form is .\(name)(\(signature))"])
    }
    if acceptsNames { return try Methods.runNamed(name, receiver, arguments, context) }
    return try body(receiver, arguments.map(\.value), context)
  }

  /// The arguments by position, those with names in their places; nil where the method takes them without names, as all
  /// do whose parameters have no default.
  private func inOrder(_ arguments: [CallArgument]) -> [CallArgument]? {
    let parameters = signature.split(separator: ",").map { $0.split(separator: "=").map { $0.trimmed } }
    var places = [Value?](repeating: nil, count: parameters.count)
    for (position, argument) in arguments.enumerated() {
      let place =
        argument.name.map { name in parameters.firstIndex { $0.count == 2 && $0[0] == name } } ?? position
      guard let place, places.indices.contains(place), places[place] == nil else { return nil }
      places[place] = argument.value
    }
    return places[..<((places.lastIndex { $0 != nil } ?? -1) + 1)].map { CallArgument($0 ?? .none) }
  }

  static func table(_ methods: [Method]) -> [String: Method] {
    Dictionary(uniqueKeysWithValues: methods.map { ($0.name, $0) })
  }

  private var acceptsNames: Bool { ["format", "sort", "update"].contains(name) }
}

package enum Methods {
  static func find(_ name: String, of value: Value) -> Method? { all(of: value)[name] }

  static func names(of value: Value) -> [String] { all(of: value).keys.sorted() }

  /// The methods of a value's type, and how many arguments each takes.
  package static func arities(of value: Value) -> [(name: String, arity: ClosedRange<Int>)] {
    names(of: value).compactMap { name in find(name, of: value).map { (name, $0.arity) } }
  }

  private static func all(of value: Value) -> [String: Method] {
    switch value {
    case .string: StringMethods.all
    case .list: ListMethods.all
    case .dict: DictMethods.all
    case .tuple, .range: ListMethods.ofTuples
    case .integer, .bool: NumberMethods.ofIntegers
    case .object(let object) where object is LargeInteger: NumberMethods.ofIntegers
    case .real: NumberMethods.ofReals
    case .iterator(let iterator) where iterator.generator != nil: GeneratorMethods.all
    default: [:]
    }
  }

  /// The methods of the type that an entry makes: `str.upper` is a function of a string.
  static func find(_ name: String, ofType type: String) -> Method? {
    let examples: [String: Value] = [
      "str": .string(""), "list": .list([]), "dict": .dict(DictValue()), "tuple": .tuple([]), "int": .integer(0),
      "float": .real(0),
    ]
    return examples[type].flatMap { find(name, of: $0) }
  }

  /// The methods that take arguments by name.
  static func runNamed(
    _ name: String, _ receiver: Value, _ arguments: [CallArgument], _ context: Context
  ) throws -> Value {
    switch (name, receiver) {
    case ("format", .string(let template)): return .string(try StringFormat.fill(template, arguments, context))
    case ("sort", .list(let list)):
      var key = Value.none
      var isReversed = false
      for argument in arguments {
        switch argument.name {
        case "key": key = argument.value
        case "reverse": isReversed = try Operators.truth(argument.value)
        default: throw Diagnostic(.argument, "sort takes key= and reverse=", parameter: argument.name)
        }
      }
      list.items = try Sorting.sorted(list.items, key: key, reversed: isReversed, context)
      return .none
    case ("update", .dict(let dict)):
      for argument in arguments {
        if let name = argument.name {
          try dict.set(argument.value, for: .string(name))
        } else {
          try dict.update(with: argument.value, context)
        }
      }
      return .none
    default: return .none
    }
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

/// The methods of numbers.
enum NumberMethods {
  static let ofIntegers = Method.table([
    Method("bit_length", "", 0...0, "how many binary digits it has") { value, _, _ in
      .integer(Whole(value)?.magnitude.bitWidth ?? 0)
    },
    Method("bit_count", "", 0...0, "how many of its binary digits are 1") { value, _, _ in
      .integer(Whole(value)?.magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount } ?? 0)
    },
    Method("as_integer_ratio", "", 0...0, "the number, and 1") { value, _, _ in
      .tuple([try Whole(value)?.value ?? value, .integer(1)])
    },
    Method("is_integer", "", 0...0, "whether it is whole") { _, _, _ in .bool(true) },
    item,
  ])

  static let ofReals = Method.table([
    Method("as_integer_ratio", "", 0...0, "the two whole numbers whose quotient it is exactly") { value, _, _ in
      let number = value.plainNumber ?? .nan
      guard number.isFinite else {
        throw Diagnostic(
          number.isNaN ? .value : .overflow, "\(NumberText.shortest(number)) is no quotient of whole numbers")
      }
      if number == 0 { return .tuple([.integer(0), .integer(1)]) }
      // Of an odd significand.
      let places = Int(number.exponent) - number.significandWidth
      let odd = Whole(wholePartOf: Double(sign: .plus, exponent: -places, significand: number))
      let unit = Whole(1).shifted(left: abs(places))
      return try .tuple(places >= 0 ? [(odd * unit).value, .integer(1)] : [odd.value, unit.value])
    },
    Method("is_integer", "", 0...0, "whether it is whole") { value, _, _ in
      .bool(value.plainNumber.map { $0.isFinite && $0 == $0.rounded() } ?? false)
    },
    item,
  ])

  /// What libraries have as values of one number is a number here, and may be asked for it all the same.
  private static let item = Method("item", "", 0...0, "the number itself") { value, _, _ in value }
}
