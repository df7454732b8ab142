import Autodiff
import Language
import Tensors

extension ArrayFunctions {
  /// Many elements into fewer.
  static var reductions: [Entry] {
    [
      moment("sum", "the sum of all elements, or along an axis") { $0.reduce(0, +) },
      moment("mean", "the mean of all elements, or along an axis") { $0.reduce(0, +) / Double($0.count) },
      spread("var", "the variance, divided by the number of elements"),
      spread("std", "the standard deviation, whose variance is divided by the number of elements"),
      moment("prod", "the product of all elements, or along an axis") { $0.reduce(1, *) },
      extreme("max", "max"), extreme("amax", "max"), extreme("min", "min"), extreme("amin", "min"),
      place("argmax"), place("argmin"), truth("any"), truth("all"), running("cumsum"), running("cumprod"),
      entry("ptp", "the largest element without the smallest", [a, axis(), keepdims]) { arguments, context in
        let x = try operand(arguments, "ptp")
        let (largest, smallest) = (try extreme("max", x, arguments, context), try extreme("min", x, arguments, context))
        return array(try Operators.binary(.subtract, largest, smallest, context))
      },
      quantile("median", 0.5), quantile("percentile", nil), quantile("quantile", nil),
    ]
  }

  private static var keepdims: Parameter {
    Parameter("keepdims", .bool, default: .bool(false), "keep the dimension, with length 1")
  }

  /// Numbers of a plain list are added in double precision, as there.
  private static func plain(_ arguments: Arguments) -> [Double]? {
    guard arguments["axis"].isNone, !arguments.bool("keepdims"), let elements = arguments["a"].elements else {
      return nil
    }
    let numbers = elements.compactMap(\.plainNumber)
    return numbers.count == elements.count && !numbers.isEmpty ? numbers : nil
  }

  private static func along(_ arguments: Arguments, _ x: Variable) -> [CallArgument] {
    [CallArgument(Value(x))]
      + (arguments["axis"].isNone ? [] : [CallArgument(name: "dim", arguments["axis"])])
      + (arguments.bool("keepdims") ? [CallArgument(name: "keepdim", .bool(true))] : [])
  }

  private static func moment(_ name: String, _ summary: String, _ body: @escaping ([Double]) -> Double) -> Entry {
    entry(name, summary, [a, axis(), keepdims]) { arguments, context in
      if let numbers = plain(arguments) {
        let result = body(numbers)
        // Sums of whole numbers are whole ones.
        let areWhole = arguments["a"].elements?.allSatisfy { $0.wholeNumber != nil && !$0.isReal } ?? false
        if name != "mean", areWhole, let whole = Int(exactly: result) { return .integer(whole) }
        return .real(result)
      }
      return try work(name, along(arguments, operand(arguments, name)), context)
    }
  }

  private static func spread(_ name: String, _ summary: String) -> Entry {
    entry(
      name, summary,
      [
        a, axis(), Parameter("ddof", .integer(0...1_000_000), default: .integer(0), "taken off the number of elements"),
        keepdims,
      ]
    ) { arguments, context in
      if let numbers = plain(arguments) {
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let rest = Double(max(0, numbers.count - arguments.integer("ddof")))
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / rest
        return .real(name == "var" ? variance : variance.squareRoot())
      }
      return try work(
        name, along(arguments, operand(arguments, name)) + [CallArgument(name: "correction", arguments["ddof"])],
        context)
    }
  }

  private static func extreme(_ name: String, _ worker: String) -> Entry {
    entry(
      name, "the \(worker == "max" ? "largest" : "smallest") element, of all or along an axis", [a, axis(), keepdims]
    ) {
      arguments, context in
      if let numbers = plain(arguments), let elements = arguments["a"].elements {
        let extreme = worker == "max" ? numbers.max() : numbers.min()
        return elements.first { $0.plainNumber == extreme } ?? .real(.nan)
      }
      return array(try extreme(worker, operand(arguments, name), arguments, context))
    }
  }

  /// The values alone, along one axis after the other, the last first so that the others keep their places.
  private static func extreme(
    _ worker: String, _ x: Variable, _ arguments: Arguments, _ context: Context
  ) throws -> Value {
    let keeping = arguments.bool("keepdims")
    guard let axes = arguments.optionalIntegers("axis") ?? (keeping ? Array(0..<x.shape.rank) : nil) else {
      return try work(worker, [CallArgument(Value(x))], context)
    }
    let places = Set(try axes.map { try x.shape.axis($0, for: "np.\(worker)") }).sorted(by: >)
    return try places.reduce(Value(x)) { x, place in
      let both = try work(
        worker,
        [
          CallArgument(x), CallArgument(name: "dim", .integer(place)), CallArgument(name: "keepdim", .bool(keeping)),
        ], context)
      guard case .tuple(let tuple) = both, let values = tuple.items.first else { return both }
      return values
    }
  }

  private static func place(_ name: String) -> Entry {
    entry(
      name, "where the \(name == "argmax" ? "largest" : "smallest") element stands",
      [a, Parameter("axis", .integer(), default: Value.none, "along which dimension; None: among all elements")]
    ) { arguments, context in
      let result = try work(
        name,
        [CallArgument(Value(try operand(arguments, name)))]
          + (arguments["axis"].isNone ? [] : [CallArgument(name: "dim", arguments["axis"])]), context)
      return result.wholeNumber.map { .integer($0) } ?? result
    }
  }

  private static func truth(_ name: String) -> Entry {
    entry(name, "whether \(name) of the elements are not 0", [a, axis(), keepdims]) { arguments, context in
      let x = try operand(arguments, name).value
      let mask = Variable(try Tensor.compare(x, .notEqual, .scalar(0)))
      // The largest of truths says whether any is, the smallest whether all are.
      let result = try extreme(name == "any" ? "max" : "min", mask, arguments, context)
      if let number = result.plainNumber { return .bool(number != 0) }
      return array(Variable(try Tensor.compare(result.tensor(for: name).value, .notEqual, .scalar(0)).as(.truth)))
    }
  }

  private static func running(_ name: String) -> Entry {
    entry(
      name, "the running \(name == "cumsum" ? "sum" : "product")",
      [a, Parameter("axis", .integer(), default: Value.none, "along which dimension; None: through all elements")]
    ) { arguments, context in
      let x = try operand(arguments, name)
      let flat = arguments["axis"].isNone ? try Variable.reshape(x, [x.tensor.count]) : x
      let dim = arguments["axis"].isNone ? Value.integer(0) : arguments["axis"]
      return try work(name, [CallArgument(Value(flat)), CallArgument(name: "dim", dim)], context)
    }
  }

  /// Between two elements as between points of a line.
  private static func quantile(_ name: String, _ fixed: Double?) -> Entry {
    let share = Parameter("q", .real(0...(name == "percentile" ? 100 : 1)), "the part of the elements below it")
    return entry(name, "what so many of all elements lie below", [a] + (fixed == nil ? [share] : [])) { arguments, _ in
      let values = try operand(arguments, name).value.array.sorted()
      guard let last = values.last, !values.contains(where: \.isNaN) else { return .real(.nan) }
      let part = fixed ?? arguments.real("q") / (name == "percentile" ? 100 : 1)
      let place = part * Double(values.count - 1)
      let lower = Double(values[Int(place)]),
        upper = Double(Int(place) + 1 < values.count ? values[Int(place) + 1] : last)
      return .real(lower + (upper - lower) * (place - place.rounded(.down)))
    }
  }
}

extension Value {
  fileprivate var isReal: Bool { if case .real = self { true } else { false } }
}
