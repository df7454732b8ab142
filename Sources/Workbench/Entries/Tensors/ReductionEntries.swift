import Autodiff
import Language
import Tensors

/// Group `reductions`: many numbers into fewer. Each takes `dim=` (one dimension or several) and `keepdim=`.
enum ReductionEntries {
  static var all: [Entry] {
    [
      reduction("mean", "the mean of all elements, or along `dim`", "mean(tensor([1, 2, 3]))") {
        try Self.mean($0, $1)
      },
      reduction("var", "the variance", "var(tensor([1, 2, 3, 4]))", correction: true) { x, over in
        try .variance(x, over.dimensions, keepingDimensions: over.keeping, correction: over.correction)
      },
      reduction("std", "the standard deviation", "std(tensor([1, 2, 3, 4]))", correction: true) { x, over in
        try .standardDeviation(x, over.dimensions, keepingDimensions: over.keeping, correction: over.correction)
      },
      norm,
      Entry(
        "sum", group: "reductions", "the sum of all elements, or along `dim`; of a list's items",
        parameters: [
          Parameter("x", .any, otherNames: ["input"], "a tensor, or a list of numbers"),
          // Of which a list's items take anything at all.
          Parameter(
            "dim", .any, default: Value.none, defaultText: "all",
            "the dimension or dimensions to go along; of a list, what its items are added to"),
          Self.keepdim,
          Parameter("start", .any, default: Value.none, style: .keywordOnly, "of a list: what its items are added to"),
        ],
        result: "tensor", abstract: .reduction, isMethod: true, example: "sum(tensor([[1, 2], [3, 4]]), dim=0)"
      ) { arguments, context in
        guard let x = arguments["x"].asTensor else {
          // Python's second argument is what the items are added to.
          let given = arguments.isGiven("start") ? arguments["start"] : arguments["dim"]
          let start = given.isNone && !arguments.isGiven("start") ? Value.integer(0) : given
          return try Builtins.sum(arguments["x"], start: start, context)
        }
        guard !arguments.isGiven("start") else {
          throw Diagnostic(
            .argument, "sum of a tensor has no `start`", suggestion: "x.sum(0) + start adds the rows, as Python's does",
            parameter: "start")
        }
        // Of an array it is Python's, which adds the rows; NumPy has another for all.
        if x.isArray {
          guard arguments["dim"].isNone || arguments["dim"].wholeNumber == 0, !arguments.bool("keepdim") else {
            throw Diagnostic(
              .argument, "`sum` of an array is Python's, which adds its rows", suggestion: "np.sum(a, axis=…)",
              parameter: "dim")
          }
          return ArrayFunctions.array(try .sum(Self.numbers(x.variable), [0], keepingDimensions: false))
        }
        let over = try Over(
          Self.dimensions.converted(arguments["dim"], for: "sum"), keeping: arguments.bool("keepdim"),
          x.variable.shape, "sum")
        return Value(try Self.sum(Self.numbers(x.variable), over))
      },
      reduction(
        "prod", "the product of all elements, or along `dim`", "prod(tensor([0.9, 0.8, 0.8, 0.9]))",
        lesson: "01-decoder-network"
      ) { x, over in try Self.product(x, over) },
      extreme("max", "the largest element, of all, along `dim`, or of several arguments", largest: true),
      extreme("min", "the smallest element, of all, along `dim`, or of several arguments", largest: false),
      extremePlace("argmax", "where the largest element stands, along `dim` or among all", largest: true),
      extremePlace("argmin", "where the smallest element stands, along `dim` or among all", largest: false),
      reduction(
        "logsumexp", "the logarithm of the sum of e^x, computed stably", "logsumexp(tensor([1000, 1001]), dim=0)"
      ) { x, over in
        // One dimension after another, the last first so that the others keep their places.
        try over.places(in: x.shape).sorted(by: >).reduce(x) {
          try .logSumExp($0, $1, keepingDimension: over.keeping)
        }
      },
      Entry(
        "cumsum", group: "reductions", "the running sum along a dimension",
        parameters: .alongDimension, result: "tensor", abstract: .shape(of: "x"), isMethod: true,
        example: "cumsum(tensor([1, 2, 3]), dim=0)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "cumsum")
        return Value(try x.along(arguments.integer("dim"), for: "cumsum") { try .cumulativeSum($0, $1) })
      },
      Entry(
        "cumprod", group: "reductions", "the running product along a dimension",
        parameters: .alongDimension, result: "tensor", abstract: .shape(of: "x"), isMethod: true,
        example: "cumprod(tensor([1, 2, 3]), dim=0)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "cumprod")
        return Value(try x.along(arguments.integer("dim"), for: "cumprod") { try .cumulativeProduct($0, $1) })
      },
    ]
  }

  private static var keepdim: Parameter {
    Parameter(
      "keepdim", .bool, default: .bool(false), "keep the dimension, with length 1")
  }

  private static var dimensions: Parameter {
    Parameter("dim", .integers, default: Value.none, defaultText: "all", "the dimension or dimensions to go along")
  }

  private static func reductionParameters(correction: Bool = false) -> [Parameter] {
    let dim = dimensions
    // As in PyTorch, where a third number by position would once have been something else.
    var keepdim = keepdim
    if correction { keepdim.style = .keywordOnly }
    let freedom = Parameter(
      "correction", .integer(0...1_000_000), default: .integer(1), style: .keywordOnly,
      "taken off the number of elements before dividing")
    return [dim, keepdim] + (correction ? [freedom] : [])
  }

  /// A mask as the numbers 0 and 1, which a reduction over no more than one of them would otherwise hand on as it is.
  private static func numbers(_ x: Variable) -> Variable {
    x.tensor.isMask ? .counted(x, as: .whole) : x
  }

  /// The dimensions that a reduction goes over.
  private struct Over {
    /// Not negative, without repetition; nil for everything.
    var dimensions: [Int]?
    var keeping: Bool
    var correction = 0

    init(_ arguments: Arguments, _ shape: Shape, _ entry: String, correction: Bool = false) throws {
      try self.init(arguments["dim"], keeping: arguments.bool("keepdim"), shape, entry)
      if correction { self.correction = arguments.integer("correction") }
    }

    /// - Parameter dim: None, a whole number, or several; none of them is all of them, as in PyTorch.
    init(_ dim: Value, keeping: Bool, _ shape: Shape, _ entry: String) throws {
      let given = dim.wholeNumber.map { [$0] } ?? dim.elements?.compactMap(\.wholeNumber) ?? []
      let isOfRow = given.count == 1 && shape.isRow(along: given[0])
      dimensions = given.isEmpty || isOfRow ? nil : try shape.axes(given, for: entry)
      self.keeping = keeping
    }

    /// The dimensions themselves, where none given means all.
    func places(in shape: Shape) -> [Int] { dimensions ?? Array(0..<shape.rank) }
  }

  private static func sum(_ x: Variable, _ over: Over) throws -> Variable {
    guard let dimensions = over.dimensions else {
      return over.keeping
        ? try .sum(x, Array(0..<x.shape.rank), keepingDimensions: true) : try .sum(x)
    }
    return try .sum(x, dimensions, keepingDimensions: over.keeping)
  }

  private static func mean(_ x: Variable, _ over: Over) throws -> Variable {
    let total = try sum(x, over)
    // Divided, not multiplied by the reciprocal, so that the mean of 7 threes is 3. Of no elements at all, it is 0/0.
    let count = over.places(in: x.shape).reduce(1.0) { $0 * Double(x.shape[$1]) }
    return try total / .constant(Float(count))
  }

  /// Along one dimension after another; in halves, so that a long one takes few operations.
  private static func product(_ x: Variable, _ over: Over) throws -> Variable {
    guard over.dimensions != nil else {
      let product = try Variable.product(x)
      return over.keeping ? try .reshape(product, Shape(Array(repeating: 1, count: x.shape.rank))) : product
    }
    var result = x
    for dimension in over.places(in: x.shape).sorted(by: >) {
      while result.shape[dimension] > 1 {
        let length = result.shape[dimension], half = length / 2
        let halves =
          try Variable.slice(result, dimension, start: 0, count: half, step: 1)
          * .slice(result, dimension, start: half, count: half, step: 1)
        result =
          length == 2 * half
          ? halves
          : try .concatenate([halves, .slice(result, dimension, start: length - 1, count: 1, step: 1)], dimension)
      }
      if result.shape[dimension] == 0 {
        result = Variable(try .ones(result.shape.replacing(dimension, with: 1)).as(x.tensor.kind))
      }
      if !over.keeping { result = try .reshape(result, result.shape.removing(dimension)) }
    }
    return result
  }

  private static func reduction(
    _ name: String, _ summary: String, _ example: String, correction: Bool = false, lesson: String? = nil,
    _ f: @escaping (Variable, Over) throws -> Variable
  ) -> Entry {
    Entry(
      name, group: "reductions", summary,
      parameters: [.x()]
        + Self.reductionParameters(correction: correction),
      result: "tensor", abstract: .reduction, isMethod: true, example: example, lesson: lesson
    ) { arguments, _ in
      let given = try arguments.tensor("x", for: name)
      // A product is whole; a mean is computed of real numbers, whose sums may be large.
      let x = name == "prod" || given.tensor.kind == .real ? Self.numbers(given) : Variable(given.value.as(.real))
      return Value(try f(x, try Over(arguments, x.shape, name, correction: correction)))
    }
  }

  private static var norm: Entry {
    Entry(
      "norm", group: "reductions", "the length: the root of the sum of squares, or of another power",
      parameters: [
        .x(),
        Parameter(
          "p", .any, default: .integer(2),
          "the power; 1 adds the magnitudes, float(\"inf\") takes the largest, 0 counts what is not 0; \"fro\" is 2"),
        Self.dimensions, Self.keepdim,
      ], result: "tensor", abstract: .reduction, isMethod: true, example: "norm(tensor([3, 4]))",
      departure: "p is a number or \"fro\"; \"nuc\" is a norm of `torch.linalg`."
    ) { arguments, _ in
      let given = try arguments.tensor("x", for: "norm")
      let x = given.tensor.kind == .real ? given : Variable(given.value.as(.real))
      let over = try Over(arguments, x.shape, "norm")
      return Value(
        try .norm(x, power: Self.power(arguments["p"]), over.dimensions, keepingDimensions: over.keeping))
    }
  }

  /// A norm's power; `"fro"` and None are the root of the sum of squares.
  private static func power(_ p: Value) throws -> Float {
    switch p {
    case .none, .string("fro"): return 2
    case .string("nuc"):
      throw Diagnostic(
        .value, "the nuclear norm is one of matrices", suggestion: "torch.linalg.norm(x, \"nuc\")", parameter: "p")
    default:
      if let power = p.plainNumber, power >= 0 { return Float(power) }
      throw Diagnostic(
        .type, "`p` of norm takes a number from 0 on or \"fro\", and this is \(p.phrase)", parameter: "p")
    }
  }

  private static func extreme(_ name: String, _ summary: String, largest: Bool) -> Entry {
    Entry(
      name, group: "reductions", summary,
      details: """
        With `dim=` it gives the pair `(values, indices)`: the elements, and where they stand. Of two tensors it \
        gives the \(largest ? "larger" : "smaller") of each pair, as `\(name)imum`; of plain numbers and lists it is Python's.
        """,
      parameters: [
        Parameter("x", .any, style: .variadic, "a tensor, a list, or several values"),
        Parameter(
          "dim", .integer(), default: Value.none, defaultText: "all", style: .keywordOnly, "the dimension to go along"),
        Parameter("keepdim", .bool, default: .bool(false), style: .keywordOnly, "keep the dimension, with length 1"),
        Parameter("key", .callable, default: Value.none, style: .keywordOnly, "what to compare a list's items by"),
        Parameter("default", .any, default: Value.none, style: .keywordOnly, "the result for an empty list"),
      ], result: "tensor, or pair", abstract: .unknown, isMethod: true,
      example: "values, indices = \(name)(tensor([[3, 1], [2, 5]]), dim=1)",
      departure:
        "`torch.\(name)` and Python's in one, so that `key` and `default` are here too, and the tensors have no names."
    ) { arguments, context in
      var values = arguments.values("x")
      // One number alone is a number to Python's max: max(loss, 0).
      // PyTorch's third is `keepdim`.
      var keepsDimension = arguments.bool("keepdim")
      if values.count == 3, case .bool(let flag) = values[2], values[0].asTensor != nil {
        keepsDimension = flag
        values.removeLast()
      }
      guard let x = values.first?.asTensor?.variable, x.shape.rank > 0 || values.count == 1, values.count <= 2 else {
        return try Builtins.extremum(
          name, largest ? .greater : .less, values, key: arguments["key"],
          fallback: arguments.isGiven("default") ? arguments["default"] : nil, context)
      }
      // The second positional argument is PyTorch's `dim`, or another tensor.
      if values.count == 2, let other = values[1].asTensor?.variable, arguments["dim"].isNone {
        return Value(try largest ? .maximum(x, other) : .minimum(x, other))
      }
      let second = values.count == 2 ? values[1].wholeNumber : nil
      if values.count == 2, second == nil {
        throw Diagnostic(
          .type, "\(name) takes one tensor, and a dimension", suggestion: "\(name)imum(a, b) compares two tensors")
      }
      guard let dim = arguments.optionalInteger("dim") ?? second else {
        let extreme = try Variable.extreme(x, largest: largest)
        // Of an array it is a number, as all that has no dimension.
        if values.first?.asTensor?.isArray == true, !arguments.bool("keepdim") { return ArrayFunctions.array(extreme) }
        return Value(
          arguments.bool("keepdim")
            ? try .reshape(extreme, Shape(Array(repeating: 1, count: x.shape.rank))) : extreme)
      }
      guard !x.shape.isRow(along: dim) else { return .ordered(x, try .scalar(0).as(.whole)) }
      let dimension = try x.shape.axis(dim, for: name)
      guard x.requiresGradient || Transcript.current != nil else {
        let (chosen, places) = try x.value.extreme(dimension, largest: largest, keepingDimension: keepsDimension)
        return .ordered(Variable(chosen), places)
      }
      return .ordered(
        try .extreme(x, dimension, largest: largest, keepingDimension: keepsDimension),
        try .place(x, dimension, largest: largest, keepingDimension: keepsDimension))
    }
  }

  private static func extremePlace(_ name: String, _ summary: String, largest: Bool) -> Entry {
    Entry(
      name, group: "reductions", summary,
      parameters: [
        .x(),
        Parameter("dim", .integer(), default: Value.none, defaultText: "all", "the dimension to go along"),
        Self.keepdim,
      ], result: "tensor", abstract: .unknown, isMethod: true, example: "\(name)(tensor([3, 1, 2]))"
    ) { arguments, _ in
      let x = try arguments.tensor("x", for: name)
      guard let dim = arguments.optionalInteger("dim") else {
        let place = try Variable.place(.reshape(x, [x.tensor.count]), 0, largest: largest, keepingDimension: false)
        return Value(
          arguments.bool("keepdim") ? try .reshape(place, Shape(Array(repeating: 1, count: x.shape.rank))) : place)
      }
      guard !x.shape.isRow(along: dim) else { return Value(try Tensor.scalar(0).as(.whole)) }
      let dimension = try x.shape.axis(dim, for: name)
      return Value(
        try .place(x, dimension, largest: largest, keepingDimension: arguments.bool("keepdim")))
    }
  }
}

extension Variable {
  /// What goes along a dimension, of a scalar as of a row of one element.
  func along(
    _ dimension: Int, for entry: String, _ run: (Variable, Int) throws -> Variable
  ) throws -> Variable {
    guard shape.isRow(along: dimension) else { return try run(self, try shape.axis(dimension, for: entry)) }
    return try .reshape(run(.reshape(self, [1]), 0), [])
  }
}

extension Value {
  /// Elements that were chosen along a dimension, and where they stood: what `max`, `min` and `sort` give.
  static func ordered(_ values: Variable, _ indices: Tensor) -> Value { ordered(values, Variable(indices)) }

  static func ordered(_ values: Variable, _ indices: Variable) -> Value {
    .tuple(TupleValue([Value(values), Value(indices)], names: ["values", "indices"]))
  }
}
