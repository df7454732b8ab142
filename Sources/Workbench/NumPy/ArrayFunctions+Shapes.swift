import Autodiff
import Language
import Tensors

extension ArrayFunctions {
  /// Elements that move.
  static var shapes: [Entry] {
    [
      entry(
        "reshape", "the same elements in another shape",
        [a, Parameter("shape", .any, style: .variadic, "the lengths; one may be -1")]
      ) { arguments, context in
        let lengths = arguments.values("shape")
        return try work(
          "reshape", [try source(arguments, "reshape")] + lengths.map { CallArgument($0) },
          context)
      },
      entry("ravel", "all elements in one row", [a]) { arguments, context in
        let x = try operand(arguments, "ravel")
        return try work("reshape", [source(arguments, "ravel"), CallArgument(.integer(x.tensor.count))], context)
      },
      entry(
        "transpose", "the dimensions in another order; without one, the other way round",
        [a, Parameter("axes", .any, style: .variadic, "the order of the dimensions")]
      ) { arguments, context in
        let x = try operand(arguments, "transpose")
        let given = arguments.values("axes").filter { !$0.isNone }
        let order = given.isEmpty ? (0..<x.shape.rank).reversed().map { Value.integer($0) } : given
        return try work("permute", [source(arguments, "transpose")] + order.map { CallArgument($0) }, context)
      },
      entry(
        "swapaxes", "two dimensions exchanged",
        [a, Parameter("axis1", .integer(), "one"), Parameter("axis2", .integer(), "the other")]
      ) { arguments, context in
        try work(
          "transpose",
          [
            try source(arguments, "swapaxes"), CallArgument(arguments["axis1"]),
            CallArgument(arguments["axis2"]),
          ], context)
      },
      entry("squeeze", "without the dimensions of length 1", [a, axis("which one; None: all of them")]) {
        arguments, context in
        try work(
          "squeeze",
          [try source(arguments, "squeeze")]
            + (arguments["axis"].isNone ? [] : [CallArgument(name: "dim", arguments["axis"])]), context)
      },
      entry("expand_dims", "with one more dimension, of length 1", [a, Parameter("axis", .integer(), "where")]) {
        arguments, context in
        try work(
          "unsqueeze",
          [try source(arguments, "expand_dims"), CallArgument(name: "dim", arguments["axis"])],
          context)
      },
      joining("concatenate", "cat", axis: 0), joining("stack", "stack", axis: 0),
      joining("vstack", "vstack", axis: nil),
      joining("hstack", "hstack", axis: nil),
      entry(
        "tile", "the array side by side with itself",
        [a, Parameter("reps", .integers, "how often along each dimension")]
      ) { arguments, context in
        try work(
          "tile", [CallArgument(Value(try operand(arguments, "tile"))), CallArgument(arguments["reps"])], context)
      },
      entry(
        "repeat", "each element so many times",
        [
          a, Parameter("repeats", .integer(0...(1 << 31)), "how often"),
          Parameter("axis", .integer(), default: Value.none, "along which dimension; None: in one row"),
        ]
      ) { arguments, context in
        try work(
          "repeat_interleave",
          [CallArgument(Value(try operand(arguments, "repeat"))), CallArgument(arguments["repeats"])]
            + (arguments["axis"].isNone ? [] : [CallArgument(name: "dim", arguments["axis"])]), context)
      },
      entry("flip", "the order along an axis the other way round", [a, axis("along which dimension; None: all")]) {
        arguments, context in
        let x = try operand(arguments, "flip")
        let axes = arguments.optionalIntegers("axis") ?? Array(0..<x.shape.rank)
        return try work("flip", [CallArgument(Value(x)), CallArgument(.tuple(axes.map { .integer($0) }))], context)
      },
    ]
  }

  private static func joining(_ name: String, _ worker: String, axis: Int?) -> Entry {
    let parameters =
      [Parameter("arrays", .any, "the arrays, in a list or a tuple")]
      + (axis.map { [Parameter("axis", .integer(), default: .integer($0), "along which dimension")] } ?? [])
    return entry(name, "arrays side by side", parameters) { arguments, context in
      let arrays = try Iteration.items(arguments["arrays"], context)
      let tensors = Value.list(try arrays.map { Value(try $0.tensor(for: "np.\(name)")) })
      return try work(
        worker, [CallArgument(tensors)] + (axis == nil ? [] : [CallArgument(name: "dim", arguments["axis"])]), context)
    }
  }

  /// Elements that are chosen.
  static var choices: [Entry] {
    [
      entry(
        "where", "where a condition holds from one array, elsewhere from another",
        [
          Parameter("condition", .like("tensor"), "a mask"),
          Parameter("x", .any, default: Value.none, "where it holds"),
          Parameter("y", .any, default: Value.none, "elsewhere"),
        ]
      ) { arguments, context in
        let condition = try operand(arguments, "where", "condition")
        guard arguments.isGiven("x"), arguments.isGiven("y") else {
          return try places(condition, context)
        }
        return try work(
          "where", [CallArgument(Value(condition)), CallArgument(arguments["x"]), CallArgument(arguments["y"])], context
        )
      },
      entry("nonzero", "where an array is not 0: the places along each dimension", [a]) { arguments, context in
        try places(operand(arguments, "nonzero"), context)
      },
      entry("sort", "the elements in order", [a, last] + kindOfSort) { arguments, context in
        let sorted = try work(
          "sort", [CallArgument(Value(try operand(arguments, "sort"))), CallArgument(name: "dim", arguments["axis"])],
          context)
        guard case .tuple(let tuple) = sorted, let values = tuple.items.first else { return sorted }
        return values
      },
      entry("argsort", "the places of the elements in order", [a, last] + kindOfSort) { arguments, context in
        try work(
          "argsort",
          [CallArgument(Value(try operand(arguments, "argsort"))), CallArgument(name: "dim", arguments["axis"])],
          context)
      },
      entry("diag", "the diagonal of a matrix, or a matrix with one", [a]) { arguments, context in
        try work("diag", [CallArgument(Value(try operand(arguments, "diag")))], context)
      },
      entry(
        "meshgrid", "coordinates of a grid, a matrix for each",
        [
          Parameter("rows", .any, style: .variadic, "the coordinates along each dimension"),
          Parameter(
            "indexing", .string, default: .string("xy"), style: .keywordOnly,
            "xy: the first goes along the columns; ij: along the rows"),
        ]
      ) { arguments, context in
        let rows = try arguments.values("rows").map { CallArgument(Value(try $0.tensor(for: "np.meshgrid"))) }
        return try work("meshgrid", rows + [CallArgument(name: "indexing", arguments["indexing"])], context)
      },
    ]
  }

  private static var last: Parameter {
    Parameter("axis", .integer(), default: .integer(-1), "along which dimension")
  }

  private static func places(_ x: Variable, _ context: Context) throws -> Value {
    .tuple(try Variable.places(x).map(array))
  }

  /// NumPy's ways to sort; the one here keeps the order of equals, as its `stable`.
  private static var kindOfSort: [Parameter] {
    [
      Parameter("kind", .any, default: Value.none, "which way; all give the same here"),
      Parameter("order", .nothing, default: Value.none, "of records, which there are none of"),
      Parameter("stable", .any, default: Value.none, style: .keywordOnly, "the order of equals stays in any case"),
    ]
  }
}

extension Variable {
  /// Where the elements are that are not 0: a row of indices for each dimension.
  static func places(_ x: Variable) throws -> [Variable] {
    let elements = x.value.array
    let places = elements.indices.filter { elements[$0] != 0 }
    var (stride, rows) = (x.tensor.count, [Variable]())
    for length in x.shape.dimensions {
      stride = length == 0 ? 0 : stride / length
      rows.append(
        Variable(
          try Tensor.generate([places.count], for: "where") { Float(stride == 0 ? 0 : places[$0] / stride % length) }
            .as(.whole)))
    }
    return rows
  }
}
