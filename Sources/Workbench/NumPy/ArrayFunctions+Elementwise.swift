import Autodiff
import Glibc
import Language
import Tensors

extension ArrayFunctions {
  /// Functions of one array, element by element. A plain number is computed in double precision, as there.
  static var elementwise: [Entry] {
    let functions: [(String, String, ((Double) -> Double)?)] = [
      ("exp", "exp", Glibc.exp), ("log", "log", Glibc.log), ("sqrt", "sqrt", { $0.squareRoot() }),
      ("abs", "abs", { $0.magnitude }), ("absolute", "abs", { $0.magnitude }), ("fabs", "abs", { $0.magnitude }),
      ("sin", "sin", Glibc.sin), ("cos", "cos", Glibc.cos), ("tan", "tan", Glibc.tan), ("arcsin", "asin", Glibc.asin),
      ("arccos", "acos", Glibc.acos), ("arctan", "atan", Glibc.atan), ("sinh", "sinh", Glibc.sinh),
      ("cosh", "cosh", Glibc.cosh), ("tanh", "tanh", Glibc.tanh), ("floor", "floor", Glibc.floor),
      ("ceil", "ceil", Glibc.ceil), ("trunc", "trunc", Glibc.trunc), ("log2", "log2", Glibc.log2),
      ("log10", "log10", Glibc.log10), ("log1p", "log1p", Glibc.log1p), ("expm1", "expm1", Glibc.expm1),
      ("exp2", "exp2", Glibc.exp2), ("square", "square", { $0 * $0 }), ("sign", "sign", nil),
      ("reciprocal", "reciprocal", { 1 / $0 }), ("isnan", "isnan", nil), ("isinf", "isinf", nil),
      ("isfinite", "isfinite", nil),
    ]
    return functions.map { name, worker, function in
      entry(name, workers[worker]?.summary ?? name, [x]) { arguments, context in
        if let function, let number = arguments["x"].plainNumber {
          // Of a whole number these are whole.
          if case .integer = arguments["x"], ["abs", "square"].contains(worker) {
            return Int(exactly: function(number)).map(Value.integer) ?? .real(function(number))
          }
          return .real(function(number))
        }
        let x = Value(try operand(arguments, name, "x"))
        let result = try work(worker, [CallArgument(x)], context)
        // PyTorch's sign of what is no number is 0, and NumPy's is none.
        guard worker == "sign" else { return result }
        let isNone = try work("isnan", [CallArgument(x)], context)
        return try work("where", [isNone, x, result].map { CallArgument($0) }, context)
      }
    }
      + [
        entry("negative", "every element with the other sign", [x]) { arguments, _ in
          array(try .negated(try operand(arguments, "negative", "x")))
        },
        rounding("round"), rounding("around"), rounding("rint"),
        entry(
          "clip", "every element held between two bounds",
          [
            a, Parameter("a_min", .any, otherNames: ["min"], "the lower bound, or None"),
            Parameter("a_max", .any, otherNames: ["max"], "the upper bound, or None"),
          ]
        ) { arguments, context in
          var bounds: [CallArgument] = [CallArgument(Value(try operand(arguments, "clip")))]
          if !arguments["a_min"].isNone { bounds.append(CallArgument(name: "min", arguments["a_min"])) }
          if !arguments["a_max"].isNone { bounds.append(CallArgument(name: "max", arguments["a_max"])) }
          return try work("clamp", bounds, context)
        },
        entry("nan_to_num", "what is no number as 0", [x]) { arguments, context in
          try work("nan_to_num", [CallArgument(Value(try operand(arguments, "nan_to_num", "x")))], context)
        },
      ]
  }

  private static var x: Parameter { Parameter("x", .like("tensor"), otherNames: ["a"], "an array, or a number") }

  private static func rounding(_ name: String) -> Entry {
    entry(
      name, "every element as a number with so many decimals, halves to the even one",
      [a, Parameter("decimals", .integer(-30...30), default: .integer(0), "how many behind the point")]
    ) { arguments, context in
      let decimals = arguments["decimals"]
      if let number = arguments["a"].plainNumber {
        let scale = Glibc.pow(10, Double(arguments.integer("decimals")))
        return .real((number * scale).rounded(.toNearestOrEven) / scale)
      }
      return try work(
        "round", [CallArgument(Value(try operand(arguments, name))), CallArgument(name: "decimals", decimals)], context)
    }
  }

  /// Functions of two arrays, broadcast over each other.
  static var pairs: [Entry] {
    let operations: [(String, BinaryOperator)] = [
      ("add", .add), ("subtract", .subtract), ("multiply", .multiply), ("divide", .divide), ("true_divide", .divide),
      ("floor_divide", .floorDivide), ("power", .power), ("mod", .remainder), ("remainder", .remainder),
      ("equal", .equal), ("not_equal", .notEqual), ("less", .less), ("less_equal", .lessOrEqual),
      ("greater", .greater), ("greater_equal", .greaterOrEqual), ("matmul", .matmul),
    ]
    let workers = [
      ("maximum", "maximum"), ("minimum", "minimum"), ("arctan2", "atan2"), ("fmod", "fmod"),
      ("logaddexp", "logaddexp"), ("outer", "outer"),
    ]
    let parameters = [
      Parameter("x1", .like("tensor"), "an array, or a number"), Parameter("x2", .like("tensor"), "another"),
    ]
    return operations.map { name, operation in
      entry(name, "`a \(operation.rawValue) b` of two arrays", parameters) { arguments, context in
        let (a, b) = (try operand(arguments, name, "x1"), try operand(arguments, name, "x2"))
        return array(try Operators.binary(operation, Value(a), Value(b), context))
      }
    }
      + workers.map { name, worker in
        entry(name, ArrayFunctions.workers[worker]?.summary ?? name, parameters) { arguments, context in
          try work(
            worker,
            [
              CallArgument(Value(try operand(arguments, name, "x1"))),
              CallArgument(Value(try operand(arguments, name, "x2"))),
            ], context)
        }
      }
      + [
        truths("logical_and") { try $0 * $1 }, truths("logical_or") { try .maximum($0, $1) },
        entry("logical_not", "where an array is 0", [x]) { arguments, _ in
          let x = try operand(arguments, "logical_not", "x")
          return array(Variable(try Tensor.compare(x.value, .equal, .scalar(0)).as(.truth)))
        },
        entry("dot", "the product of two arrays: of rows one number, of matrices their product", [a, b]) {
          arguments, context in
          let (a, b) = (try operand(arguments, "dot"), try operand(arguments, "dot", "b"))
          if a.shape.rank == 0 || b.shape.rank == 0 { return array(try a * b) }
          guard b.shape.rank <= 2 else {
            throw Diagnostic(
              .shape, "np.dot of \(a.shape) and \(b.shape) pairs the last dimension with the last but one",
              suggestion: "np.matmul(a, b) for stacks of matrices")
          }
          return array(try .matmul(a, b))
        },
        entry("allclose", "whether two arrays agree but for a tolerance", [a, b] + tolerances) { arguments, _ in
          let (a, b) = (try operand(arguments, "allclose"), try operand(arguments, "allclose", "b"))
          return .bool(try areClose(a.value, b.value, arguments, "np.allclose"))
        },
        entry("array_equal", "whether two arrays have one shape and the same elements", [a, b]) { arguments, _ in
          let (a, b) = (try operand(arguments, "array_equal").value, try operand(arguments, "array_equal", "b").value)
          return .bool(a.shape == b.shape && zip(a.array, b.array).allSatisfy { $0 == $1 })
        },
      ]
  }

  static var b: Parameter { Parameter("b", .like("tensor"), "another array") }

  static var tolerances: [Parameter] {
    [
      Parameter("rtol", .real(0...1), default: .real(1e-5), "the tolerance as a part of the other"),
      Parameter("atol", .real(0...1e30), default: .real(1e-8), "the tolerance that is added"),
      Parameter("equal_nan", .bool, default: .bool(false), "whether what is no number equals its like"),
    ]
  }

  /// |a - b| <= atol + rtol |b|, everywhere.
  static func areClose(_ a: Tensor, _ b: Tensor, _ arguments: Arguments, _ name: String) throws -> Bool {
    let shape = try a.shape.broadcast(with: b.shape, for: name)
    let (relative, absolute) = (arguments.real("rtol"), arguments.real("atol"))
    let areEqual = arguments.bool("equal_nan")
    return zip(try Tensor.expanded(a, shape), try Tensor.expanded(b, shape)).allSatisfy { a, b in
      if a.isNaN || b.isNaN { return areEqual && a.isNaN && b.isNaN }
      // Infinities are close to none but themselves, though the tolerance of one is infinite.
      return a == b
        || a.isFinite && b.isFinite && (Double(a) - Double(b)).magnitude <= absolute + relative * Double(b).magnitude
    }
  }

  private static func truths(_ name: String, _ body: @escaping (Variable, Variable) throws -> Variable) -> Entry {
    entry(name, "where both, or either, are not 0", [a, b]) { arguments, _ in
      func mask(_ name: String, _ parameter: String) throws -> Variable {
        Variable(try Tensor.compare(operand(arguments, name, parameter).value, .notEqual, .scalar(0)))
      }
      let both = try body(mask(name, "a"), mask(name, "b"))
      return array(Variable(try Tensor.compare(both.value, .notEqual, .scalar(0)).as(.truth)))
    }
  }
}

extension Tensor {
  /// The elements as they stand where the tensor is broadcast.
  fileprivate static func expanded(_ x: Tensor, _ shape: Shape) throws -> [Float] {
    try Variable.expand(Variable(x), shape).value.array
  }
}
