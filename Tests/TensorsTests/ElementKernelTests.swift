import Foundation
import Glibc
import Kernels
import Tensors
import Testing

/// Every function of the elementwise kernels, of every kind this machine can run, beside the formula for one number, on
/// lengths that fill vectors and that do not.
@Suite struct ElementKernelTests {
  private let counts = [0, 1, 3, 4, 5, 8, 15, 16, 17, 40, 100]
  private let strange: [Float] = [.nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0x1p-140, 3e38]

  private func numbers(_ count: Int, _ seed: UInt64) throws -> [Float] {
    let plain = try Philox(seed: seed, stream: .cells, draw: 0).normal([count]).array
    return plain.enumerated().map { $0 % 11 == 7 ? strange[($0 / 11 + Int(seed)) % strange.count] : $1 }
  }

  private func isSame(_ found: Float, _ wanted: Double, _ tolerance: Double) -> Bool {
    if wanted.isNaN || found.isNaN { return wanted.isNaN && found.isNaN }
    let single = Float(wanted)
    if single.isInfinite || found.isInfinite { return single == found || abs(wanted) > 3.4e38 }
    return abs(Double(found) - wanted) <= tolerance * abs(wanted) + Double(Float.leastNormalMagnitude)
  }

  private let functions: [(ElementFunction, tolerance: Double, (Double) -> Double)] = [
    (.exp, 3e-7, { Glibc.exp($0) }),
    (.log, 3e-7, { Glibc.log($0) }),
    (.sigmoid, 3e-7, { Self.sigmoid($0) }),
    (.softplus, 4e-7, { $0 > 80 ? $0 : log1p(Glibc.exp($0)) }),
    (.logOdds, 1e-6, { Self.atLeast(Glibc.log($0), -100) - Self.atLeast(Glibc.log(1 - $0), -100) }),
    (.tanh, 3e-7, { Glibc.tanh($0) }),
    (.silu, 1e-6, { $0 == -.infinity ? .nan : $0 / (1 + exp(-$0)) }),
    (.gelu, 4e-6, { $0 * erfc(-$0 / 2.0.squareRoot()) / 2 }),
    (.geluTanh, 4e-6, { x in x * Self.sigmoid(1.5957691216057308 * (x + 0.044715 * x * x * x)) }),
    (.elu(alpha: 0.5, scale: 2, width: 0.25), 4e-7, { $0 > 0 ? 2 * $0 : expm1($0 * 4) }),
    (.sin, 4e-7, { Glibc.sin($0) }), (.cos, 4e-7, { Glibc.cos($0) }), (.tan, 6e-7, { Glibc.tan($0) }),
    (.asin, 4e-7, { Glibc.asin($0) }), (.acos, 4e-7, { Glibc.acos($0) }), (.atan, 4e-7, { Glibc.atan($0) }),
    (.sinh, 1e-6, { Glibc.sinh($0) }), (.cosh, 1e-6, { Glibc.cosh($0) }), (.asinh, 6e-7, { Glibc.asinh($0) }),
    (.acosh, 6e-7, { Glibc.acosh($0) }), (.atanh, 6e-7, { Glibc.atanh($0) }), (.exp2, 4e-7, { Glibc.exp2($0) }),
    (.expm1, 6e-7, { Glibc.expm1($0) }), (.log1p, 4e-7, { Glibc.log1p($0) }), (.erf, 4e-7, { Glibc.erf($0) }),
    (.erfc, 4e-6, { Glibc.erfc($0) }), (.logSigmoid, 4e-7, { $0 < -80 ? $0 : -log1p(Glibc.exp(-$0)) }),
    (.mish, 1e-6, { $0 > 80 ? $0 : $0 * Glibc.tanh(log1p(Glibc.exp($0))) }), (.softsign, 2e-7, { $0 / (1 + abs($0)) }),
    (.reciprocalRoot, 2e-7, { 1 / $0.squareRoot() }),
    (.huber(delta: 0.75), 3e-7, { abs($0) <= 0.75 ? 0.5 * $0 * $0 : 0.75 * (abs($0) - 0.375) }),
    (.smoothMagnitude(width: 0.75), 4e-7, { abs($0) < 0.75 ? 0.5 * $0 * $0 / 0.75 : abs($0) - 0.375 }),
    (.floor, 0, { $0.rounded(.down) }), (.ceil, 0, { $0.rounded(.up) }), (.trunc, 0, { $0.rounded(.towardZero) }),
    (.nearest, 0, { $0.rounded(.toNearestOrEven) }),
    (.frac, 0, { $0.isInfinite ? .nan : $0 - $0.rounded(.towardZero) }), (.sign, 0, { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
    (
      .finite(nan: 0.5, positive: 2, negative: -3), 0,
      { $0.isNaN ? 0.5 : $0 == .infinity ? 2 : $0 == -.infinity ? -3 : $0 }
    ),
    (.log2, 4e-7, { Glibc.log2($0) }), (.log10, 4e-7, { Glibc.log10($0) }),
    (.squareRoot, 6e-8, { $0.squareRoot() }),
    (.magnitude, 0, { abs($0) }),
    (.negated, 0, { -$0 }),
    (.square, 6e-8, { $0 * $0 }),
    (.cube, 2e-7, { $0 * $0 * $0 }),
    (.reciprocal, 6e-8, { 1 / $0 }),
    (.relu, 0, { $0 < 0 ? 0 : $0 }),
    (.leakyRelu(slope: 0.25), 0, { $0 < 0 ? $0 * 0.25 : $0 }),
    (.clamp(low: -0.5, high: 0.75), 0, { $0 < -0.5 ? -0.5 : $0 > 0.75 ? 0.75 : $0 }),
    (.affine(a: 2, b: 0.5), 2e-7, { $0 * 2 + 0.5 }),
    (.centeredAffine(center: -0.5, a: 2, b: -0.5), 4e-7, { ($0 + 0.5) * 2 - 0.5 }),
  ]

  @Test func functionsOfOneNumber() throws {
    for kernels in Processor.available {
      for count in counts {
        let x = try numbers(count, 1)
        for (function, tolerance, formula) in functions {
          var result = [Float](repeating: -7, count: count + 1)
          kernels.apply(function, x, into: &result, count: count)
          #expect(result[count] == -7, "nothing is written beyond the end")
          for i in 0..<count where !function.isDelicate(x[i]) {
            let wanted = formula(Double(x[i]))
            #expect(
              isSame(result[i], wanted, tolerance),
              "\(kernels.name) \(function) of \(x[i]): \(result[i]), not \(wanted)")
          }
        }
      }
    }
  }

  private static func yes(_ holds: Bool) -> Double { holds ? 1 : 0 }
  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  /// The larger one; NaN stays.
  private static func atLeast(_ x: Double, _ bound: Double) -> Double { x < bound ? bound : x }

  private let pairs: [(PairFunction, tolerance: Double, (Double, Double) -> Double)] = [
    (.add, 2e-7, { $0 + $1 }), (.subtract, 2e-7, { $0 - $1 }), (.multiply, 6e-8, { $0 * $1 }),
    (.divide, 6e-8, { $0 / $1 }),
    (.addRelu, 2e-7, { x, y in x + y < 0 ? 0 : x + y }),
    (.maximum, 0, { x, y in x.isNaN || y.isNaN ? .nan : max(x, y) }),
    (.minimum, 0, { x, y in x.isNaN || y.isNaN ? .nan : min(x, y) }),
    (.equal, 0, { yes($0 == $1) }), (.notEqual, 0, { yes($0 != $1) }), (.less, 0, { yes($0 < $1) }),
    (.lessOrEqual, 0, { yes($0 <= $1) }), (.greater, 0, { yes($0 > $1) }), (.greaterOrEqual, 0, { yes($0 >= $1) }),
    (.reluGradient, 0, { g, y in y <= 0 ? 0 : g }),
    (.leakyReluGradient(slope: 0.25), 0, { g, x in x > 0 ? g : g * 0.25 }),
    (.clampGradient(low: -0.5, high: 0.75), 0, { g, x in x > -0.5 && x < 0.75 ? g : 0 }),
    (.sigmoidGradient, 1e-5, { g, y in g * (y - y * y) }),
    (.tanhGradient, 1e-5, { g, y in g * (1 - y * y) }),
    (.softplusGradient, 1e-6, { g, x in g * sigmoid(x) }),
    (.siluGradient, 1e-5, { g, x in g * (sigmoid(x) * (1 + x * (1 - sigmoid(x)))) }),
    (
      .geluGradient, 1e-5,
      { g, x in g * (erfc(-x / 2.0.squareRoot()) / 2 + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()) }
    ),
    (
      .geluTanhGradient, 1e-5,
      { g, x in
        let s = sigmoid(1.5957691216057308 * (x + 0.044715 * x * x * x))
        return g * (s + x * s * (1 - s) * 1.5957691216057308 * (1 + 3 * 0.044715 * x * x))
      }
    ),
    (.eluGradient(alpha: 0.5, scale: 2, width: 0.25), 2e-6, { g, x in g * (x > 0 ? 2 : 4 * exp(x * 4)) }),
    (.sinGradient, 6e-7, { g, x in g * Glibc.cos(x) }), (.cosGradient, 6e-7, { g, x in -g * Glibc.sin(x) }),
    (.tanGradient, 2e-6, { g, x in g * (1 + Glibc.tan(x) * Glibc.tan(x)) }),
    (.asinGradient, 1e-5, { g, x in g / (1 - x * x).squareRoot() }),
    (.acosGradient, 1e-5, { g, x in -g / (1 - x * x).squareRoot() }),
    (.atanGradient, 4e-7, { g, x in g / (1 + x * x) }), (.sinhGradient, 1e-6, { g, x in g * Glibc.cosh(x) }),
    (.coshGradient, 1e-6, { g, x in g * Glibc.sinh(x) }),
    (.asinhGradient, 4e-7, { g, x in g / (1 + x * x).squareRoot() }),
    (.acoshGradient, 1e-5, { g, x in g / (x * x - 1).squareRoot() }),
    (.atanhGradient, 1e-5, { g, x in g / (1 - x * x) }),
    (.exp2Gradient, 1e-6, { g, x in g * Glibc.exp2(x) * 0.6931471805599453 }),
    (.expm1Gradient, 6e-7, { g, x in g * Glibc.exp(x) }), (.log1pGradient, 1e-5, { g, x in g / (1 + x) }),
    (.erfGradient, 2e-6, { g, x in g * Glibc.exp(-x * x) * 1.1283791670955126 }),
    (.logSigmoidGradient, 1e-6, { g, x in g * sigmoid(-x) }),
    (
      .mishGradient, 1e-5,
      { g, x in
        let t = x > 80 ? 1 : Glibc.tanh(log1p(Glibc.exp(x)))
        return g * (t + x * sigmoid(x) * (1 - t * t))
      }
    ),
    (.softsignGradient, 2e-6, { g, x in g / ((1 + abs(x)) * (1 + abs(x))) }),
    (.reciprocalRootGradient, 1e-6, { g, x in g * -0.5 / (x * x.squareRoot()) }),
    (.huberGradient(delta: 0.75), 2e-7, { g, x in g * (x < -0.75 ? -0.75 : x > 0.75 ? 0.75 : x) }),
    (.smoothMagnitudeGradient(width: 0.75), 2e-7, { g, x in g * (x <= -0.75 ? -1 : x >= 0.75 ? 1 : x / 0.75) }),
    (.log2Gradient, 4e-7, { g, x in g / (x * 0.6931471805599453) }),
    (.log10Gradient, 4e-7, { g, x in g / (x * 2.302585092994046) }),
    (.hardtanhGradient(low: -0.5, high: 0.75), 0, { g, x in x <= -0.5 || x >= 0.75 ? 0 : g }),
    (.atan2, 4e-7, { Glibc.atan2($0, $1) }),
    (
      .logAddExp, 4e-7,
      { a, b in a == b && a.isInfinite ? a : a.isNaN || b.isNaN ? .nan : max(a, b) + log1p(Glibc.exp(-abs(a - b))) }
    ),
    (.squareRootGradient, 2e-7, { g, y in g * 0.5 / y }),
    (.magnitudeGradient, 0, { g, x in g * (x > 0 ? 1 : x < 0 ? -1 : 0) }),
    (.crossEntropyGradient(scale: 2), 2e-6, { p, x in (p - x) * 2 / Self.atLeast(p * (1 - p), 1e-12) }),
    (.scaledDifference(scale: 3), 4e-7, { ($0 - $1) * 3 }),
  ]

  @Test func logarithmsOfPowersAreExact() throws {
    for kernels in Processor.available {
      for (function, base) in [(ElementFunction.log2, 2.0), (.log10, 10.0), (.exp2, -2.0)] {
        let powers = (-30...30).map { base < 0 ? Float($0) : Float(pow(base, Double($0))) }
        var result = [Float](repeating: 0, count: powers.count)
        kernels.apply(function, powers, into: &result, count: powers.count)
        #expect(result == (-30...30).map { base < 0 ? Float(pow(2, Double($0))) : Float($0) }, "\(kernels.name)")
      }
    }
  }

  /// Reads the sources: a kernel that nothing compares with its formula could be wrong without a word.
  @Test func everyFunctionHasARow() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Kernels/Functions.swift")
    let source = try String(contentsOf: path.standardized, encoding: .utf8)
    for (type, rows) in [
      ("ElementFunction", functions.map { "\($0.0)" }), ("PairFunction", pairs.map { "\($0.0)" }),
    ] {
      let body = try #require(
        source.components(separatedBy: "enum \(type)").last?.components(separatedBy: "\n}").first)
      let cases = body.split(separator: "\n").filter { $0.hasPrefix("  case ") }
        .flatMap { $0.dropFirst(7).replacing(/\(.*?\)/, with: "").components(separatedBy: ", ") }
      let known = rows.map { $0.prefix { $0 != "(" } }
      #expect(cases.count > 15 && Set(known).count == known.count)
      for name in cases { #expect(known.contains(name[...]), "\(type).\(name) has no row in ElementKernelTests") }
    }
  }

  @Test func functionsOfTwoNumbers() throws {
    for kernels in Processor.available {
      for count in counts {
        let (a, b) = (try numbers(count, 2), try numbers(count, 5))
        for (moves, movesToo) in [(true, true), (true, false), (false, true), (false, false)] where count > 0 {
          for (function, tolerance, formula) in pairs {
            var result = [Float](repeating: -7, count: count + 1)
            a.withUnsafeBufferPointer { left in
              b.withUnsafeBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return }
                kernels.combine(
                  function, Operand(left, moves: moves), Operand(right, moves: movesToo), into: &result, count: count)
              }
            }
            #expect(result[count] == -7)
            for i in 0..<count {
              let (x, y) = (moves ? a[i] : a[0], movesToo ? b[i] : b[0])
              if function.isDelicate(x, y) { continue }
              let wanted = formula(Double(x), Double(y))
              #expect(
                isSame(result[i], wanted, tolerance),
                "\(kernels.name) \(function) of \(x), \(y): \(result[i]), not \(wanted)")
            }
          }
        }
      }
    }
  }

  @Test func crossEntropysGradientHoldsItsDenominator() {
    let (p, x): ([Float], [Float]) = ([0, 1, 0.25, 0.5], [0.5, 0.5, 1, 0.5])
    for kernels in Processor.available {
      var result = [Float](repeating: 0, count: 4)
      p.withUnsafeBufferPointer { p in
        x.withUnsafeBufferPointer { x in
          guard let p = p.baseAddress, let x = x.baseAddress else { return }
          kernels.combine(.crossEntropyGradient(scale: 2), Operand(p), Operand(x), into: &result, count: 4)
        }
      }
      #expect(result == [-1e12, 1e12, -8, 0])
    }
  }

  @Test func broadcastingWalksThroughEveryShape() throws {
    let shapes: [(Shape, Shape)] = [
      ([2, 3, 4], [2, 3, 4]), ([2, 3, 4], [4]), ([2, 3, 4], [3, 1]), ([2, 3, 4], [2, 1, 1]), ([2, 1, 4], [1, 3, 1]),
      ([5, 1], [1, 7]), ([], [2, 2]), ([1], [3]), ([2, 3, 1, 5], [3, 2, 1]), ([0, 3], [3]), ([70, 300], [300]),
      ([70, 300], [70, 1]), ([3, 1, 40, 40], [1, 5, 1, 1]),
    ]
    for (first, second) in shapes {
      let (x, y) = (
        try Philox(seed: 1, stream: .cells, draw: 0).normal(first),
        try Philox(seed: 2, stream: .cells, draw: 0).normal(second)
      )
      let (a, b) = (x.array, y.array)
      for (left, right, p, q) in [(x, y, a, b), (y, x, b, a)] {
        let sum = try left - right
        let mask = try Tensor.compare(left, .greater, right)
        let chosen = try Tensor.choose(mask, left, right)
        for index in 0..<sum.count {
          let (i, j) = (place(index, sum.shape, left.shape), place(index, sum.shape, right.shape))
          #expect(sum.array[index] == p[i] - q[j])
          #expect(chosen.array[index] == max(p[i], q[j]))
        }
        #expect(try left.expanded(to: sum.shape).array == (0..<sum.count).map { p[place($0, sum.shape, left.shape)] })
      }
    }
  }

  /// Where an element of the result comes from in an operand.
  private func place(_ index: Int, _ shape: Shape, _ own: Shape) -> Int {
    var (rest, step, place) = (index, 1, 0)
    for dimension in stride(from: shape.rank - 1, through: 0, by: -1) {
      let position = rest % shape[dimension]
      rest /= shape[dimension]
      let mine = dimension - (shape.rank - own.rank)
      guard mine >= 0 else { continue }
      if own[mine] > 1 { place += position * step }
      step *= own[mine]
    }
    return place
  }
}

// Where a kernel in single precision need not agree with its formula in double, because it cancels or overflows on the way.
// There are no defaults here: each new kernel says it for itself.

extension ElementFunction {
  fileprivate func isDelicate(_ x: Float) -> Bool {
    switch self {
    // Near their root they are differences of numbers that are almost equal.
    case .affine, .centeredAffine: abs(x + 0.25) < 0.1
    case .logOdds: abs(x - 0.5) < 0.1 || abs(x - 1) < 0.1 && x != 1
    // x³ overflows there, where double has room.
    case .geluTanh: abs(x) > 1e10
    case .gelu, .elu, .mish: x == -.infinity
    // Of larger ones their caller takes another way.
    case .sin, .cos, .tan: !(abs(x) <= 8192)
    // 1 - x cancels, or the slope is steep.
    case .acos, .acosh, .atanh: abs(1 - abs(x)) < 0.02 && abs(x) != 1
    // Squares overflow on the way, or sums of squares are ∞ / ∞.
    case .softsign: x.isInfinite
    case .huber, .smoothMagnitude, .asinh: abs(x) > 1e18
    case .log2, .log10: abs(x - 1) < 0.02 && x != 1
    case .floor, .ceil, .trunc, .nearest, .frac, .sign, .finite: false
    case .asin, .atan, .sinh, .cosh, .exp2, .expm1, .log1p, .erf, .erfc, .logSigmoid, .reciprocalRoot: false
    case .exp, .log, .sigmoid, .softplus, .tanh, .silu, .squareRoot, .magnitude, .negated, .square, .cube, .reciprocal,
      .relu, .leakyRelu, .clamp:
      false
    }
  }
}

extension PairFunction {
  fileprivate func isDelicate(_ a: Float, _ b: Float) -> Bool {
    let isFarOut = !a.isFinite || !b.isFinite || abs(a) > 1e30 || abs(b) > 1e30
    return switch self {
    // What only chooses or compares is right everywhere.
    case .maximum, .minimum, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .reluGradient,
      .clampGradient:
      false
    // Arithmetic may overflow, or meet ∞ - ∞ and 0 · ∞, where its formula in double does not.
    case .multiply, .divide, .leakyReluGradient, .softplusGradient, .squareRootGradient, .magnitudeGradient: isFarOut
    // Besides, some of it cancels.
    case .add, .addRelu: isFarOut || abs(a + b) < 0.1 * max(abs(a), abs(b))
    case .subtract, .scaledDifference: isFarOut || abs(a - b) < 0.1 * max(abs(a), abs(b))
    case .sigmoidGradient, .tanhGradient: isFarOut || abs(1 - abs(b)) < 0.1
    case .siluGradient: isFarOut || abs(b + 1.278) < 0.2
    case .geluGradient, .geluTanhGradient: isFarOut || abs(b + 0.75) < 0.15
    case .eluGradient: isFarOut
    case .sinGradient, .cosGradient, .tanGradient: isFarOut || abs(b) > 8192
    case .asinGradient, .acosGradient, .acoshGradient, .atanhGradient: isFarOut || abs(1 - abs(b)) < 0.05
    case .log1pGradient: isFarOut || abs(1 + b) < 0.05
    case .mishGradient: isFarOut || abs(b + 1.19) < 0.2
    case .softsignGradient, .reciprocalRootGradient: isFarOut || abs(b) > 1e12 || abs(b) < 1e-12
    case .hardtanhGradient: false
    // Subnormal quotients are 0; the sum cancels near 0.
    case .atan2: isFarOut && a.isFinite && b.isFinite || abs(a) < 1e-30 && a != 0 || abs(b) < 1e-30 && b != 0
    case .logAddExp: abs(max(a, b) + log1p(exp(-abs(a - b)))) < 0.2
    case .log2Gradient, .log10Gradient: isFarOut || abs(b) < 1e-30
    case .atanGradient, .asinhGradient, .sinhGradient, .coshGradient, .exp2Gradient, .expm1Gradient, .erfGradient,
      .logSigmoidGradient, .huberGradient, .smoothMagnitudeGradient:
      isFarOut
    case .crossEntropyGradient: isFarOut || abs(a - b) < 0.1 * max(abs(a), abs(b)) || abs(1 - a) < 0.1
    }
  }
}
