import Autodiff
import Language
import Tensors

/// Group `maths`: functions of every element, and products.
enum MathsEntries {
  static var all: [Entry] { basic + pointwise + questions + pairs + products + matrices }

  private static var basic: [Entry] {
    [
      elementwise("exp", "e to the power of x", "exp(tensor([0, 1]))", lesson: "01-decoder-network") { try .exp($0) },
      alsoCalled(elementwise("log", "the natural logarithm", "log(tensor([1, 10]))") { try .log($0) }, "ln"),
      elementwise("sqrt", "the square root", "sqrt(tensor([4, 9]))", lesson: "01-decoder-network") { try .sqrt($0) },
      Entry(
        "abs", group: "maths", "the value without its sign",
        parameters: [Parameter("x", .any, otherNames: ["input"], "numbers")],
        result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: "abs(tensor([-1, 2]))"
      ) { arguments, context in
        guard let x = arguments["x"].asTensor else { return try Builtins.absolute(arguments["x"], context) }
        return Value(try .abs(x.variable))
      },
      Entry(
        "round", group: "maths", "the nearest whole number, or to so many decimals",
        parameters: [
          Parameter("x", .any, otherNames: ["input", "number"], "numbers"),
          Parameter(
            "digits", .integer(-400...400), default: Value.none, otherNames: ["decimals", "ndigits"],
            "how many decimals to keep"),
        ], result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: "round(tensor([0.4, 1.6]))",
        departure: "Python's `round` and `torch.round` in one: a plain number rounded to no decimals is whole."
      ) { arguments, _ in
        let digits = arguments.optionalInteger("digits")
        guard let x = arguments["x"].asTensor else { return try Builtins.rounded(arguments["x"], digits: digits) }
        var scale = 1.0
        for _ in 0..<min(38, abs(digits ?? 0)) { scale *= (digits ?? 0) < 0 ? 0.1 : 10 }
        return Value(try Variable.round(x.variable, scale: Float(scale)))
      },
      Entry(
        "clamp", group: "maths", "values held between two bounds",
        parameters: [
          .x(),
          Parameter("min", .like("tensor"), default: Value.none, "no value stays below"),
          Parameter("max", .like("tensor"), default: Value.none, "no value stays above"),
        ],
        result: "tensor",
        abstract: .known { _, arguments in
          // Bounds for each element may have more of them.
          guard ["min", "max"].allSatisfy({ arguments[$0].isNone || arguments[$0].plainNumber != nil }) else {
            return nil
          }
          return try arguments["x"].asTensor.map { try .abstractTensor($0.variable.shape) }
        }, isMethod: true, example: "clamp(tensor([-1, 0.5, 2]), 0, 1)", otherNames: ["clip"]
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "clamp")
        let bounds = ["min", "max"].map { arguments[$0] }
        guard !bounds.allSatisfy(\.isNone) else {
          throw Diagnostic(
            .argument, "clamp needs a bound: `min`, `max` or both", suggestion: "clamp(x, 0, 1)", parameter: "min")
        }
        let numbers = bounds.map { $0.isNone ? nil : $0.plainNumber }
        guard zip(bounds, numbers).allSatisfy({ $0.isNone || $1 != nil }) else {
          // A bound for each element.
          let (low, high) = (arguments["min"], arguments["max"])
          return Value(
            try TensorError.named("clamp") {
              if high.isNone { return try .maximum(x, try low.tensor(for: "clamp")) }
              if low.isNone { return try .minimum(x, try high.tensor(for: "clamp")) }
              return try .clamp(x, from: try low.tensor(for: "clamp"), to: try high.tensor(for: "clamp"))
            })
        }
        let held = try Variable.clamp(x, Float(numbers[0] ?? -.infinity), Float(numbers[1] ?? .infinity))
        let isReal = x.tensor.kind == .real || bounds.contains { if case .real = $0 { true } else { false } }
        return Value(isReal ? held : Variable(held.value.as(x.tensor.kind == .byte ? .byte : .whole)))
      },
      pairwise("maximum", "the larger of each pair", "maximum(tensor([1, 5]), 3)") { try .maximum($0, $1) },
      pairwise("minimum", "the smaller of each pair", "minimum(tensor([1, 5]), 3)") { try .minimum($0, $1) },
      Entry(
        "where", group: "maths", "elements of a where the condition holds, of b elsewhere",
        parameters: [
          Parameter("condition", .like("tensor"), "such as x > 0"),
          Parameter("a", .like("tensor"), otherNames: ["input"], "where it holds"),
          Parameter("b", .like("tensor"), otherNames: ["other"], "where not"),
        ], result: "tensor", abstract: .unknown, example: "x = randn(4)\nwhere(x > 0, x, 0)",
        departure: "it takes three arguments; the places where a condition holds are not given, because "
          + "`x[condition]` takes the elements themselves."
      ) { arguments, _ in
        Value(
          try .choose(
            try arguments.tensor("condition", for: "where"), try arguments.tensor("a", for: "where"),
            try arguments.tensor("b", for: "where")))
      },
      Entry(
        "softmax", group: "maths", "probabilities from numbers: e^x, divided by its sum along a dimension",
        parameters: .alongDimension, result: "tensor", abstract: .shape(of: "x"), isMethod: true,
        example: "softmax(tensor([1, 2, 3]), dim=0)",
        departure: Self.dimensionIsSaid
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "softmax")
        return Value(try x.along(arguments.integer("dim"), for: "softmax") { try .softmax($0, $1) })
      },
      Entry(
        "log_softmax", group: "maths", "the logarithm of softmax, computed stably",
        parameters: .alongDimension, result: "tensor", abstract: .shape(of: "x"), isMethod: true,
        example: "log_softmax(tensor([1, 2, 3]), dim=0)",
        departure: Self.dimensionIsSaid
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "log_softmax")
        return Value(try x.along(arguments.integer("dim"), for: "log_softmax") { try .logSoftmax($0, $1) })
      },
      Entry(
        "matmul", group: "maths", "the matrix product, as a @ b",
        parameters: [
          Parameter("a", .like("tensor"), otherNames: ["input"], "the left matrix"),
          Parameter("b", .like("tensor"), otherNames: ["other"], "the right one"),
        ],
        result: "tensor", abstract: .matrixProduct("a", "b"), isMethod: true, example: "matmul(ones(2, 3), ones(3, 4))"
      ) { arguments, _ in
        Value(try .matmul(try arguments.tensor("a", for: "matmul"), try arguments.tensor("b", for: "matmul")))
      },
      Entry(
        "detach", group: "maths", "the same values, through which no gradient passes",
        parameters: [Parameter("x", .like("tensor"), otherNames: ["input"], "a tensor")], result: "tensor",
        abstract: .asRun,
        isMethod: true, example: "x = parameter(2)\ndetach(x) * x", lesson: "05-gradients-through-samples"
      ) { arguments, _ in Value(.detach(try arguments.tensor("x", for: "detach"))) },
    ]
  }

  private static let dimensionIsSaid =
    "`dim` has to be said; there it may be left out, and is then guessed, which is deprecated."

  static func elementwise(
    _ name: String, _ summary: String, _ example: String, lesson: String? = nil,
    _ f: @escaping (Variable) throws -> Variable
  ) -> Entry {
    Entry(
      name, group: "maths", summary,
      parameters: [.x()],
      result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: example, lesson: lesson
    ) { arguments, _ in Value(try f(try arguments.tensor("x", for: name))) }
  }

  private static func alsoCalled(_ entry: Entry, _ name: String) -> Entry {
    var entry = entry
    entry.otherNames.append(name)
    return entry
  }

  static func pairwise(
    _ name: String, _ summary: String, _ example: String, _ f: @escaping (Variable, Variable) throws -> Variable
  ) -> Entry {
    Entry(
      name, group: "maths", summary,
      parameters: [
        Parameter("a", .like("tensor"), otherNames: ["input"], "numbers"),
        Parameter("b", .like("tensor"), otherNames: ["other"], "numbers"),
      ],
      result: "tensor", abstract: .broadcast("a", "b"), isMethod: true, example: example
    ) { arguments, _ in Value(try f(try arguments.tensor("a", for: name), try arguments.tensor("b", for: name))) }
  }
}
