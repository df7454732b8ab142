import Autodiff
import Language
import Tensors

/// PyTorch's names of what is written with an operator here, as functions of `torch` and as methods: `mul`, `eq`, `logical_and`.
enum OperatorFunctions {
  /// - Parameter isMethod: as methods, else as functions of a module.
  static func all(isMethod: Bool) -> [Entry] {
    (arithmetic + comparisons + truths + quantifiers + extremes).map { entry in
      var entry = entry
      entry.isMethod = isMethod
      return entry
    }
  }

  private static var arithmetic: [Entry] {
    let alpha = Parameter("alpha", .real(), default: .integer(1), style: .keywordOnly, "a factor for the other")
    let older = Parameter("tensor", .any, default: Value.none, "of older programs: the tensor, behind its factor")
    let operations: [(String, BinaryOperator)] = [
      ("add", .add), ("sub", .subtract), ("subtract", .subtract), ("mul", .multiply), ("multiply", .multiply),
      ("div", .divide), ("divide", .divide), ("true_divide", .divide), ("floor_divide", .floorDivide),
    ]
    return operations.map { name, operation in
      let isScaled = operation == .add || operation == .subtract
      let rounding = Parameter(
        "rounding_mode", .any, default: Value.none, style: .keywordOnly, "None: not rounded; \"floor\" or \"trunc\"")
      let more = isScaled ? [older, alpha] : name == "div" || name == "divide" ? [rounding] : []
      return entry(name, "`x \(operation.rawValue) y`", [other] + more) { x, arguments, context in
        var other = arguments["other"]
        if isScaled, arguments.isGiven("tensor") {
          guard !arguments.isGiven("alpha"), other.plainNumber != nil else {
            throw Diagnostic(
              .argument, "\(name) of three takes a number between its tensors, as older programs have it",
              suggestion: "torch.\(name)(x, y, alpha=2)", parameter: "other")
          }
          other = try Operators.binary(.multiply, other, arguments["tensor"], context)
        }
        if isScaled, arguments.isGiven("alpha") {
          let alpha = arguments["alpha"].number.flatMap { Int(exactly: $0) }.map(Value.integer) ?? arguments["alpha"]
          other = try Operators.binary(.multiply, alpha, other, context)
        }
        let result = try Operators.binary(operation, x, other, context)
        guard arguments.isGiven("rounding_mode"), !arguments["rounding_mode"].isNone else { return result }
        guard case .string(let mode) = arguments["rounding_mode"], let worker = ArrayFunctions.workers[mode],
          mode == "floor" || mode == "trunc"
        else {
          throw Diagnostic(.value, "rounding_mode is None, \"floor\" or \"trunc\"", parameter: "rounding_mode")
        }
        let quotient = try context.call(.builtin(worker), result)
        guard let x = x.variable, let y = other.variable, x.tensor.kind != .real, y.tensor.kind != .real,
          let rounded = quotient.asTensor?.variable
        else { return quotient }
        return Value(try NumberKindValue.converted(rounded, to: .whole))
      }
    }
      + ["neg", "negative"].map { name in
        entry(name, "`-x`", []) { x, _, _ in Value(try .negated(x.tensor(for: name))) }
      }
  }

  private static var comparisons: [Entry] {
    let operations: [(String, BinaryOperator)] = [
      ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessOrEqual), ("gt", .greater), ("ge", .greaterOrEqual),
      ("not_equal", .notEqual), ("less", .less), ("less_equal", .lessOrEqual), ("greater", .greater),
      ("greater_equal", .greaterOrEqual),
    ]
    return operations.map { name, operation in
      entry(name, "`x \(operation.rawValue) y`", [other]) { x, arguments, context in
        try Operators.binary(operation, x, arguments["other"], context)
      }
    }
  }

  private static var truths: [Entry] {
    let operations: [(String, BinaryOperator)] = [
      ("logical_and", .and), ("logical_or", .or), ("logical_xor", .exclusiveOr),
    ]
    func mask(_ value: Value, _ name: String) throws -> Value {
      Value(try Tensor.compare(value.tensor(for: name).value, .notEqual, .scalar(0)).as(.truth))
    }
    return operations.map { name, operation in
      entry(name, "`x \(operation.rawValue) y` of what is not 0", [other]) { x, arguments, context in
        try Operators.binary(operation, mask(x, name), mask(arguments["other"], name), context)
      }
    } + [
      entry("logical_not", "where it is 0", []) { x, _, _ in
        Value(try Variable.compare(x.tensor(for: "logical_not"), .equal, .constant(0)))
      }
    ]
  }

  private static var alongDimensions: [Parameter] {
    [
      Parameter("dim", .integers, default: .tuple([]), otherNames: ["axis"], "along which dimensions; none: all"),
      Parameter("keepdim", .bool, default: .bool(false), otherNames: ["keepdims"], "keep them, with length 1"),
    ]
  }

  private static func places(_ arguments: Arguments, _ shape: Shape, _ name: String) throws -> [Int] {
    let given = arguments.integers("dim")
    if given.isEmpty || given.count == 1 && shape.isRow(along: given[0]) { return Array(0..<shape.rank) }
    return try shape.axes(given, for: name)
  }

  /// Whether all elements are true, or any is: what is not 0.
  private static var quantifiers: [Entry] {
    [("all", false), ("any", true)].map { name, isAny in
      entry(name, "whether \(isAny ? "any element is" : "all elements are") true: not 0", alongDimensions) {
        x, arguments, _ in
        let x = try x.tensor(for: name).value
        let places = try Self.places(arguments, x.shape, name)
        let keeping = arguments.bool("keepdim")
        // As many as there are, or none that is otherwise: also of no elements.
        let counted = try Tensor.compare(x, isAny ? .notEqual : .equal, .scalar(0))
        let count = try Variable.sum(Variable(counted), places, keepingDimensions: keeping).value
        return Value(Variable(try Tensor.compare(count, isAny ? .notEqual : .equal, .scalar(0)).as(.truth)))
      }
    }
  }

  /// The largest and smallest along dimensions, the values alone.
  private static var extremes: [Entry] {
    [("amax", true), ("amin", false)].map { name, isLargest in
      entry(name, "the \(isLargest ? "largest" : "smallest") elements, without their places", alongDimensions) {
        x, arguments, _ in
        let x = try x.tensor(for: name)
        let places = try Self.places(arguments, x.shape, name)
        let keeping = arguments.bool("keepdim")
        func extreme(_ x: Tensor, keeping: Bool) throws -> Variable {
          // The last first, so that the others keep their places.
          Variable(
            try places.sorted(by: >).reduce(x) {
              try $0.extreme($1, largest: isLargest, keepingDimension: keeping).values
            })
        }
        let values = try extreme(x.value, keeping: keeping)
        guard x.requiresGradient else { return Value(values) }
        // The gradient goes to all that are the largest, in equal parts.
        let best = try extreme(x.value, keeping: true).value
        let isFound = try Variable(Tensor.compare(x.value, .equal, best))
        // NaN, which wins, is not equal to itself: the gradients beside it are none either, as in PyTorch.
        let isLost = try Tensor.compare(best, .notEqual, best)
        let rest: Variable =
          try isLost.total() == 0 ? .constant(0) : .choose(Variable(isLost), x * .constant(0), .constant(0))
        let found = try Variable.sum(.choose(isFound, x, rest), places, keepingDimensions: keeping)
        let part = try found / .sum(isFound, places, keepingDimensions: keeping)
        return Value(try values + (part - .detach(part)))
      }
    }
  }

  private static var other: Parameter { Parameter("other", .like("tensor"), "a tensor, or a number") }

  private static func entry(
    _ name: String, _ summary: String, _ parameters: [Parameter],
    _ run: @escaping (Value, Arguments, Context) throws -> Value
  ) -> Entry {
    var entry = Entry(
      name, group: "tensors", summary,
      parameters: [Parameter("x", .like("tensor"), otherNames: ["input"], "a tensor")] + parameters, result: "tensor",
      abstract: .unknown, example: "torch.\(name)"
    ) { arguments, context in
      // Also of plain numbers it is a tensor.
      try run(Value(arguments.tensor("x", for: name)), arguments, context)
    }
    entry.isBare = false
    return entry
  }
}
