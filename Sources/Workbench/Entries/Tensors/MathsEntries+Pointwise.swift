import Autodiff
import Language
import Tensors

extension MathsEntries {
  /// Functions of every element that are not among the few that networks live on.
  static var pointwise: [Entry] {
    let functions: [(String, PointwiseFunction, String)] = [
      ("sin", .sin, "the sine of an angle in radians"), ("cos", .cos, "the cosine of an angle in radians"),
      ("tan", .tan, "the tangent of an angle in radians"), ("asin", .asin, "the angle whose sine is x"),
      ("acos", .acos, "the angle whose cosine is x"), ("atan", .atan, "the angle whose tangent is x"),
      ("sinh", .sinh, "the hyperbolic sine"), ("cosh", .cosh, "the hyperbolic cosine"),
      ("asinh", .asinh, "the number whose hyperbolic sine is x"),
      ("acosh", .acosh, "the number whose hyperbolic cosine is x"),
      ("atanh", .atanh, "the number whose hyperbolic tangent is x"),
      ("log2", .log2, "the logarithm to base 2"), ("log10", .log10, "the logarithm to base 10"),
      ("log1p", .log1p, "log(1 + x), exact for small x too"),
      ("expm1", .expm1, "e^x - 1, exact for small x too"), ("exp2", .exp2, "2 to the power of x"),
      ("rsqrt", .rsqrt, "1 / sqrt(x)"), ("reciprocal", .reciprocal, "1 / x"), ("square", .square, "x²"),
      ("erf", .erf, "the error function, from -1 to 1"), ("erfc", .erfc, "1 - erf(x), exact for large x too"),
      ("lgamma", .lgamma, "the logarithm of the gamma function's magnitude"),
      ("digamma", .digamma, "the slope of lgamma"),
      ("floor", .floor, "the next whole number below"), ("ceil", .ceil, "the next whole number above"),
      ("trunc", .trunc, "the whole number towards 0: what stands before the point"),
      ("frac", .frac, "what stands behind the point"),
      ("sign", .sign, "1 where positive, -1 where negative, 0 at 0"),
    ]
    return functions.map { name, function, summary in
      let example = ["log2", "log10", "rsqrt", "lgamma", "digamma", "acosh"].contains(name) ? "[1, 4]" : "[0.5, -0.25]"
      return elementwise(name, summary, "\(name)(tensor(\(example)))") { try .pointwise($0, function) }
    }
  }

  /// Masks of what kind of number each element is.
  static var questions: [Entry] {
    [
      question("isnan", "True where x is not a number") { try .compare($0, .notEqual, $0) },
      question("isinf", "True where x is ∞ or -∞") { try .compare($0.abs(), .equal, .scalar(.infinity)) },
      question("isfinite", "True where x is neither ∞, -∞ nor NaN") {
        try .compare($0.abs(), .less, .scalar(.infinity))
      },
    ]
  }

  private static func question(_ name: String, _ summary: String, _ answer: @escaping (Tensor) throws -> Tensor)
    -> Entry
  {
    Entry(
      name, group: "maths", summary, parameters: [.x()], result: "tensor of True and False", abstract: .shape(of: "x"),
      isMethod: true, example: "\(name)(tensor([1, float(\"inf\"), float(\"nan\")]))"
    ) { arguments, _ in
      Value(Variable(try answer(try arguments.tensor("x", for: name).value).as(.truth)))
    }
  }

  /// Functions of two numbers and more.
  static var pairs: [Entry] {
    [
      pairwise("atan2", "the angle of the point (b, a), from -π to π", "atan2(tensor([1, -1]), tensor([0, -1]))") {
        try .atan2($0, $1)
      },
      pairwise("logaddexp", "log(e^a + e^b), computed stably", "logaddexp(tensor([1000, 0]), tensor([1001, 0]))") {
        try .logAddExp($0, $1)
      },
      pairwise("xlogy", "a * log(b), and 0 where a is 0", "xlogy(tensor([0, 2]), tensor([0, 3]))") {
        try .xlogy($0, $1)
      },
      pairwise("fmod", "the remainder of a / b, with the sign of a", "fmod(tensor([7, -7]), 3)") { try .fmod($0, $1) },
      pairwise("remainder", "the remainder of a / b, with the sign of b, as a % b", "remainder(tensor([7, -7]), 3)") {
        try .remainder($0, $1)
      },
      Entry(
        "pow", group: "maths", "x to a power, as x ** exponent",
        parameters: [
          Parameter("x", .like("tensor"), otherNames: ["input", "self"], "numbers"),
          Parameter("exponent", .like("tensor"), "one power, or one for each"),
          Parameter("mod", .any, default: Value.none, "of whole numbers: what to take the remainder by"),
        ], result: "tensor",
        abstract: .known { _, arguments in
          let both = ["x", "exponent"]
          if both.allSatisfy({ arguments[$0].plainNumber != nil }) { return nil }
          let shapes = try both.map { try arguments.tensor($0, for: "pow").shape }
          return try .abstractTensor(shapes[0].broadcast(with: shapes[1], for: "pow"))
        }, isMethod: true, example: "pow(tensor([2, 3]), 2)",
        departure: "Python's in one, so that of whole numbers it takes `mod`."
      ) { arguments, context in
        if !arguments["mod"].isNone {
          return try Builtins.modularPower(arguments["x"], arguments["exponent"], arguments["mod"])
        }
        // Of plain numbers it is Python's, which is exact.
        if arguments["x"].plainNumber != nil, arguments["exponent"].plainNumber != nil {
          return try Operators.binary(.power, arguments["x"], arguments["exponent"], context)
        }
        return Value(try .power(try arguments.tensor("x", for: "pow"), try arguments.tensor("exponent", for: "pow")))
      },
      Entry(
        "lerp", group: "maths", "between two tensors: x + weight * (end - x)",
        parameters: [
          .x("where weight 0 is"), Parameter("end", .like("tensor"), "where weight 1 is"),
          Parameter("weight", .like("tensor"), "how far from the one to the other"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "lerp(zeros(2), tensor([1, 10]), 0.5)"
      ) { arguments, _ in
        Value(
          try .lerp(
            try arguments.tensor("x", for: "lerp"), try arguments.tensor("end", for: "lerp"),
            try arguments.tensor("weight", for: "lerp")))
      },
      Entry(
        "nan_to_num", group: "maths", "other numbers in place of NaN and infinities",
        parameters: [
          .x(), Parameter("nan", .real(), default: .real(0), "in place of NaN"),
          Parameter("posinf", .real(), default: Value.none, defaultText: "the largest", "in place of ∞"),
          Parameter("neginf", .real(), default: Value.none, defaultText: "the least", "in place of -∞"),
        ], result: "tensor", abstract: .shape(of: "x"), isMethod: true,
        example: "nan_to_num(tensor([1, float(\"nan\")]))"
      ) { arguments, _ in
        let most = Float.greatestFiniteMagnitude
        return Value(
          try .pointwise(
            try arguments.tensor("x", for: "nan_to_num"),
            .nanToNum(
              nan: Float(arguments.real("nan")), positive: arguments.optionalReal("posinf").map { Float($0) } ?? most,
              negative: arguments.optionalReal("neginf").map { Float($0) } ?? -most)))
      },
    ]
  }
}
