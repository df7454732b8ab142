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
    // `format` and `sort` are the two that take names.
    if let named = arguments.first(where: { $0.name != nil }), !acceptsNames {
      throw Diagnostic(
        .argument, "\(name) takes its arguments without names", notes: ["its form is .\(name)(\(signature))"],
        parameter: named.name)
    }
    guard arity.contains(arguments.count) else {
      throw Diagnostic(
        .argument, "\(name) got \(arguments.count == 1 ? "1 argument" : "\(arguments.count) arguments")",
        notes: ["its form is .\(name)(\(signature))"])
    }
    if acceptsNames { return try Methods.runNamed(name, receiver, arguments, context) }
    return try body(receiver, arguments.map(\.value), context)
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
    case .tuple: ListMethods.ofTuples
    default: [:]
    }
  }

  /// The methods that take arguments by name.
  static func runNamed(
    _ name: String, _ receiver: Value, _ arguments: [CallArgument], _ context: Context
  ) throws -> Value {
    switch (name, receiver) {
    case ("format", .string(let template)): return .string(try StringFormat.fill(template, arguments))
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
        } else if case .dict(let other) = argument.value {
          for entry in other.entries { try dict.set(entry.value, for: entry.key) }
        } else {
          throw Diagnostic(.type, "update takes a dict, and this is \(argument.value.phrase)")
        }
      }
      return .none
    default: return .none
    }
  }
}
