import Glibc
import Language

extension Namespaces {
  /// `math`: functions of plain numbers, in double precision.
  var mathematics: [String: Value] {
    own(
      Self.functions.map { name, function in
        number(name, "`\(name)` of a number") { .real(function($0)) }
      }
        + Self.roundings.map { name, rule in
          entry(name, "the number rounded to a whole one", [Parameter("x", .any, "a number")], result: "int") {
            arguments, _ in
            let x = arguments["x"]
            // What is whole already may have more digits than a float.
            if x.isInteger { return try Builtins.whole(x) }
            guard let number = x.number else {
              throw Diagnostic(.type, "math.\(name) takes a number, and this is \(x.phrase)", parameter: "x")
            }
            return try Builtins.whole(.real(number.rounded(rule)))
          }
        } + [
          logarithm, logarithm("log2", Glibc.log2), logarithm("log10", Glibc.log10),
          pair("pow", "x to the power of y") { Glibc.pow($0, $1) },
          pair("atan2", "the angle of the point (y, x)") { Glibc.atan2($0, $1) },
          pair("hypot", "the length of (x, y)", refusesOverflow: false) { Glibc.hypot($0, $1) },
          pair("fmod", "the remainder with the sign of x") { Glibc.fmod($0, $1) },
          number("isnan", "whether it is no number") { .bool($0.isNaN) },
          number("isinf", "whether it is infinite") { .bool($0.isInfinite) },
          number("isfinite", "whether it is a finite number") { .bool($0.isFinite) },
        ]
    )
    .merging([
      "pi": .real(.pi), "inf": .real(.infinity), "nan": .real(.nan), "e": .real(2.718281828459045),
      "tau": .real(2 * .pi),
    ]) { $1 }
  }

  private static var functions: [(String, (Double) -> Double)] {
    [
      ("exp", Glibc.exp), ("expm1", Glibc.expm1), ("sqrt", { $0.squareRoot() }), ("log1p", Glibc.log1p),
      ("sin", Glibc.sin), ("cos", Glibc.cos), ("tan", Glibc.tan),
      ("asin", Glibc.asin), ("acos", Glibc.acos), ("atan", Glibc.atan), ("sinh", Glibc.sinh), ("cosh", Glibc.cosh),
      ("tanh", Glibc.tanh), ("erf", Glibc.erf), ("erfc", Glibc.erfc), ("lgamma", { Glibc.lgamma($0) }),
      ("gamma", Glibc.tgamma), ("fabs", { $0.magnitude }), ("radians", { $0 * .pi / 180 }),
      ("degrees", { $0 * 180 / .pi }),
    ]
  }

  private static var roundings: [(String, FloatingPointRoundingRule)] {
    [("floor", .down), ("ceil", .up), ("trunc", .towardZero)]
  }

  private func number(_ name: String, _ summary: String, _ body: @escaping (Double) -> Value) -> Entry {
    entry(name, summary, [Parameter("x", .number, "a number")], result: "number") { arguments, _ in
      let x = try real(arguments, "x", of: name)
      let result = body(x)
      // As in Python: no answer is an error, and not a number that is none.
      if case .real(let value) = result, value.isNaN, !x.isNaN {
        throw Diagnostic(.value, "math.\(name) is not defined at \(Value.real(x).repr)", parameter: "x")
      }
      if case .real(let value) = result, value.isInfinite, x.isFinite {
        throw Diagnostic(
          .overflow, "math.\(name) of \(Value.real(x).repr) is too large for a number",
          parameter: "x")
      }
      return result
    }
  }

  /// A number in double precision.
  ///
  /// - Throws: ``Diagnostic`` for a whole number that is too large for it.
  private func real(_ arguments: Arguments, _ parameter: String, of name: String) throws -> Double {
    let number = arguments.real(parameter)
    guard number.isInfinite, arguments[parameter].isInteger else { return number }
    throw Diagnostic(
      .overflow, "`\(parameter)` of math.\(name): a whole number of this size is too large for a float",
      parameter: parameter)
  }

  /// A logarithm, also of a whole number that no float holds.
  private func logarithm(_ name: String, of x: Value, _ body: (Double) -> Double) throws -> Double {
    if case .object(let large as LargeInteger) = x, large.scaled.significand > 0 {
      return body(large.scaled.significand) + Double(large.scaled.exponent) * body(2)
    }
    let number = x.number ?? .nan
    guard number > 0 || number.isNaN else {
      throw Diagnostic(.value, "math.\(name) takes a number above 0, and this is \(x.repr)", parameter: "x")
    }
    return body(number)
  }

  private func logarithm(_ name: String, _ body: @escaping (Double) -> Double) -> Entry {
    entry(
      name, "`\(name)` of a number", [Parameter("x", .number, "a number above 0")], result: "float"
    ) { arguments, _ in .real(try logarithm(name, of: arguments["x"], body)) }
  }

  /// - Parameter refusesOverflow: whether what is too large is an error: in Python it is, but for hypot's infinity.
  private func pair(
    _ name: String, _ summary: String, refusesOverflow: Bool = true, _ body: @escaping (Double, Double) -> Double
  ) -> Entry {
    entry(
      name, summary, [Parameter("x", .number, "a number"), Parameter("y", .number, "another")], result: "float"
    ) { arguments, _ in
      let (x, y) = (try real(arguments, "x", of: name), try real(arguments, "y", of: name))
      let result = body(x, y)
      // As in Python: no answer is an error.
      if result.isNaN ? !x.isNaN && !y.isNaN : refusesOverflow && result.isInfinite && x.isFinite && y.isFinite {
        let isTooLarge = result.isInfinite && x != 0
        throw Diagnostic(
          isTooLarge ? .overflow : .value,
          "math.\(name) of \(Value.real(x).repr) and \(Value.real(y).repr) is "
            + (isTooLarge ? "too large for a number" : "not defined"))
      }
      return .real(result)
    }
  }

  private var logarithm: Entry {
    entry(
      "log", "the logarithm, to the base e or another",
      [Parameter("x", .number, "a number above 0"), Parameter("base", .real(), default: Value.none, "the base")],
      result: "float"
    ) { arguments, _ in
      let logarithm = try logarithm("log", of: arguments["x"], Glibc.log)
      guard let base = arguments.optionalReal("base") else { return .real(logarithm) }
      guard base > 0, base != 1 else {
        throw Diagnostic(.value, "the base of a logarithm is above 0 and not 1", parameter: "base")
      }
      return .real(logarithm / Glibc.log(base))
    }
  }
}
