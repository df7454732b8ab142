import Glibc

/// A function of every element beside those that have an operation of their own, with its slope.
///
/// At ±∞ and of NaN, values and slopes are those of PyTorch's formulas.
package enum PointwiseFunction: Sendable, Equatable {
  case sin, cos, tan, asin, acos, atan
  case sinh, cosh, asinh, acosh, atanh
  case log2, log10, log1p, expm1, exp2
  /// 1 / √x
  case rsqrt
  case reciprocal
  case square
  /// The error function: 2/√π times the integral of e^(-t²) from 0 to x.
  case erf
  /// 1 - erf(x), which keeps its digits where erf is near 1.
  case erfc
  /// log |Γ(x)|
  case lgamma
  /// Its slope.
  case digamma
  case floor, ceil, trunc
  /// What is behind the point, with the sign of x.
  case frac
  case sign
  /// x · Φ(x), of the normal distribution's Φ.
  case gelu
  /// The same with Φ by a tanh (Hendrycks & Gimpel 2016).
  case geluTanh
  /// scale · x where positive, scale · alpha · (e^(x/width) - 1) elsewhere: ELU, SELU and CELU.
  case elu(alpha: Float, scale: Float, width: Float)
  /// x / (1 + |x|)
  case softsign
  /// log(1 / (1 + e^-x))
  case logsigmoid
  /// x · tanh(softplus(x))
  case mish
  /// x held within low...high; no slope on the bounds.
  case hardtanh(low: Float, high: Float)
  /// ½ x² up to delta, delta · (|x| - ½ delta) beyond: Huber's loss.
  case huber(delta: Float)
  /// The same divided by its width, below it: ½ x² / width, and |x| - ½ width.
  case smoothMagnitude(width: Float)
  /// Other numbers in place of NaN, ∞ and -∞.
  case nanToNum(nan: Float, positive: Float, negative: Float)

  /// ELU with PyTorch's settings for self-normalizing networks (Klambauer et al. 2017).
  package static let selu = PointwiseFunction.elu(
    alpha: 1.673_263_242_354_377_2, scale: 1.050_700_987_355_480_5, width: 1)
}

extension PointwiseFunction {
  /// The function of every element.
  ///
  /// - Throws: ``TensorError`` of code `memory`; ``Cancelled``.
  package func value(of x: Tensor) throws -> Tensor {
    switch self {
    case .sin: try x.mapScalars("sin") { sinf($0) }
    case .cos: try x.mapScalars("cos") { cosf($0) }
    case .tan: try x.mapScalars("tan") { tanf($0) }
    case .asin: try x.mapScalars("asin") { asinf($0) }
    case .acos: try x.mapScalars("acos") { acosf($0) }
    case .atan: try x.mapScalars("atan") { atanf($0) }
    case .sinh: try x.mapScalars("sinh") { sinhf($0) }
    case .cosh: try x.mapScalars("cosh") { coshf($0) }
    case .asinh: try x.mapScalars("asinh") { asinhf($0) }
    case .acosh: try x.mapScalars("acosh") { acoshf($0) }
    case .atanh: try x.mapScalars("atanh") { atanhf($0) }
    case .log2: try x.mapScalars("log2") { log2f($0) }
    case .log10: try x.mapScalars("log10") { log10f($0) }
    case .log1p: try x.mapScalars("log1p") { log1pf($0) }
    case .expm1: try x.mapScalars("expm1") { expm1f($0) }
    case .exp2: try x.mapScalars("exp2") { exp2f($0) }
    case .rsqrt: try x.mapScalars("rsqrt") { 1 / $0.squareRoot() }
    case .reciprocal: try x.map("reciprocal", .reciprocal)
    case .square: try x.map("square", .square)
    case .erf: try x.mapScalars("erf") { erff($0) }
    case .erfc: try x.mapScalars("erfc") { erfcf($0) }
    case .lgamma:
      try x.mapScalars("lgamma") {
        var sign: Int32 = 0
        return lgammaf_r($0, &sign)
      }
    case .digamma: try x.mapScalars("digamma") { Float(GammaFunction.digamma(Double($0))) }
    case .floor: try x.mapScalars("floor") { $0.rounded(.down) }
    case .ceil: try x.mapScalars("ceil") { $0.rounded(.up) }
    case .trunc: try x.mapScalars("trunc") { $0.rounded(.towardZero) }
    case .frac: try x.mapScalars("frac") { $0 - $0.rounded(.towardZero) }
    case .sign: try x.mapScalars("sign") { ($0 > 0 ? 1 : 0) - ($0 < 0 ? 1 : 0) }
    case .gelu: try x.map("gelu", .gelu)
    case .geluTanh: try x.map("gelu", .geluTanh)
    case .elu(let alpha, let scale, let width): try x.map("elu", .elu(alpha: alpha, scale: scale, width: width))
    case .softsign: try x.mapScalars("softsign") { $0 / (1 + Swift.abs($0)) }
    case .logsigmoid: try x.mapScalars("logsigmoid") { ($0 < 0 ? $0 : 0 * $0.bounded) - log1pf(expf(-Swift.abs($0))) }
    case .mish: try x.mapScalars("mish") { $0 * tanhf(log1pf(expf($0))) }
    case .hardtanh(let low, let high): try x.clamped(low, high)
    case .huber(let delta):
      try x.mapScalars("huber_loss") {
        let size = Swift.abs($0)
        return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta)
      }
    case .smoothMagnitude(let width):
      try x.mapScalars("smooth_l1_loss") {
        let size = Swift.abs($0)
        return size < width ? 0.5 * size * size / width : size - 0.5 * width
      }
    case .nanToNum(let nan, let positive, let negative):
      try x.mapScalars("nan_to_num") {
        if $0.isNaN { return nan }
        return $0 == .infinity ? positive : $0 == -.infinity ? negative : $0
      }
    }
  }

  /// A gradient of the function's value taken back to x: g times the slope there.
  ///
  /// - Throws: as ``value(of:)``.
  package func gradient(_ g: Tensor, at x: Tensor) throws -> Tensor {
    switch self {
    case .sin: try Self.times(g, x) { cosf($0) }
    case .cos: try Self.times(g, x) { -sinf($0) }
    case .tan:
      try Self.times(g, x) {
        let y = tanf($0)
        return y * y + 1
      }
    case .asin: try Self.times(g, x) { 1 / (1 - $0 * $0).squareRoot() }
    case .acos: try Self.times(g, x) { -1 / (1 - $0 * $0).squareRoot() }
    case .atan: try Self.times(g, x) { 1 / ($0 * $0 + 1) }
    case .sinh: try Self.times(g, x) { coshf($0) }
    case .cosh: try Self.times(g, x) { sinhf($0) }
    case .asinh: try Self.times(g, x) { 1 / ($0 * $0 + 1).squareRoot() }
    case .acosh: try Self.times(g, x) { 1 / ($0 * $0 - 1).squareRoot() }
    case .atanh: try Self.times(g, x) { 1 / (1 - $0 * $0) }
    case .log2: try Self.times(g, x) { 1 / ($0 * 0.693_147_180_559_945_3) }
    case .log10: try Self.times(g, x) { 1 / ($0 * 2.302_585_092_994_045_7) }
    case .log1p: try Self.times(g, x) { 1 / ($0 + 1) }
    case .expm1: try Self.times(g, x) { expf($0) }
    case .exp2: try Self.times(g, x) { exp2f($0) * 0.693_147_180_559_945_3 }
    case .rsqrt:
      try Self.times(g, x) {
        let y = 1 / $0.squareRoot()
        return -0.5 * y * y * y
      }
    case .reciprocal:
      try Self.times(g, x) {
        let y = 1 / $0
        return -y * y
      }
    case .square: try Self.times(g, x) { 2 * $0 }
    case .erf: try Self.times(g, x) { 1.128_379_167_095_512_6 * expf(-$0 * $0) }
    case .erfc: try Self.times(g, x) { -1.128_379_167_095_512_6 * expf(-$0 * $0) }
    case .lgamma: try Self.times(g, x) { Float(GammaFunction.digamma(Double($0))) }
    case .digamma: try Self.times(g, x) { Float(GammaFunction.trigamma(Double($0))) }
    case .floor, .ceil, .trunc, .sign: try .zeros(g.shape)
    case .frac: g
    case .gelu: try .combine("gelu", g, x, .geluGradient)
    case .geluTanh: try .combine("gelu", g, x, .geluTanhGradient)
    case .elu(let alpha, let scale, let width):
      try .combine("elu", g, x, .eluGradient(alpha: alpha, scale: scale, width: width))
    case .softsign:
      try Self.times(g, x) {
        let size = 1 + Swift.abs($0)
        return 1 / size - $0 / size / size * ($0 > 0 ? 1 : $0 < 0 ? -1 : 0)
      }
    case .logsigmoid:
      try Self.times(g, x) {
        let z = expf(-Swift.abs($0))
        return $0 < 0 ? 1 - z / (1 + z) : z / (1 + z)
      }
    case .mish:
      try Self.times(g, x) {
        let t = tanhf(log1pf(expf($0)))
        return t + $0 * (1 / (1 + expf(-$0))) * (1 - t * t)
      }
    case .hardtanh(let low, let high): try Self.times(g, x) { $0 <= low || $0 >= high ? 0 : 1 }
    case .huber(let delta): try Self.times(g, x) { $0 < -delta ? -delta : $0 > delta ? delta : $0 }
    case .smoothMagnitude(let width):
      try Self.times(g, x) { $0 <= -width ? -1 : $0 >= width ? 1 : $0 / width }
    case .nanToNum: try Self.times(g, x) { $0.isFinite ? 1 : 0 }
    }
  }

  @inline(__always)
  private static func times(_ g: Tensor, _ x: Tensor, _ slope: (Float) -> Float) throws -> Tensor {
    try .combineScalars("backward", g, x) { $0 * slope($1) }
  }
}

extension Float {
  /// 0, or NaN of NaN.
  @inline(__always)
  fileprivate var bounded: Float { isNaN ? .nan : 0 }
}

/// Slopes of log Γ, in double precision.
enum GammaFunction {
  /// ψ, the slope of log Γ; NaN at negative whole numbers.
  static func digamma(_ x: Double) -> Double {
    if x == 0 { return x.sign == .minus ? .infinity : -.infinity }
    if x < 0 {
      // By reflection, of what is behind the point: π / tan(πx) of a large x would lose it.
      let fraction = x - x.rounded(.towardZero)
      if fraction == 0 || x.isInfinite { return .nan }
      return digamma(1 - x) - .pi / tan(.pi * fraction)
    }
    if x == .infinity { return .infinity }
    var (x, result) = (x, 0.0)
    while x < 10 {
      result -= 1 / x
      x += 1
    }
    let square = 1 / (x * x)
    let series = square * (1 / 12.0 - square * (1 / 120.0 - square * (1 / 252.0 - square * (1 / 240.0 - square / 132))))
    return result + log(x) - 0.5 / x - series
  }

  /// Its slope.
  static func trigamma(_ x: Double) -> Double {
    if x < 0.5 {
      let sine = sin(.pi * x)
      return .pi * .pi / (sine * sine) - trigamma(1 - x)
    }
    var (x, result) = (x, 0.0)
    while x < 10 {
      result += 1 / (x * x)
      x += 1
    }
    let square = 1 / (x * x)
    return result + (1 + 0.5 / x + square * (1 / 6.0 - square * (1 / 30.0 - square * (1 / 42.0 - square / 30)))) / x
  }
}
