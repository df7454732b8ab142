import Glibc

/// A function of every element beside those that have an operation of their own, with its slope.
///
/// At ±∞ and of NaN, values and slopes are those of PyTorch's formulas.
package enum PointwiseFunction: Sendable, Hashable {
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
    case .sin: try x.isTurned ? x.map("sin", .sin) : x.mapScalars("sin") { sinf($0) }
    case .cos: try x.isTurned ? x.map("cos", .cos) : x.mapScalars("cos") { cosf($0) }
    case .tan: try x.isTurned ? x.map("tan", .tan) : x.mapScalars("tan") { tanf($0) }
    case .asin: try x.map("asin", .asin)
    case .acos: try x.map("acos", .acos)
    case .atan: try x.map("atan", .atan)
    case .sinh: try x.map("sinh", .sinh)
    case .cosh: try x.map("cosh", .cosh)
    case .asinh: try x.map("asinh", .asinh)
    case .acosh: try x.map("acosh", .acosh)
    case .atanh: try x.map("atanh", .atanh)
    case .log2: try x.map("log2", .log2)
    case .log10: try x.map("log10", .log10)
    case .log1p: try x.map("log1p", .log1p)
    case .expm1: try x.map("expm1", .expm1)
    case .exp2: try x.map("exp2", .exp2)
    case .rsqrt: try x.map("rsqrt", .reciprocalRoot)
    case .reciprocal: try x.map("reciprocal", .reciprocal)
    case .square: try x.map("square", .square).held(as: x.kind, "square")
    case .erf: try x.map("erf", .erf)
    case .erfc: try x.map("erfc", .erfc)
    case .lgamma:
      try x.mapScalars("lgamma") {
        var sign: Int32 = 0
        return lgammaf_r($0, &sign)
      }
    case .digamma: try x.mapScalars("digamma") { Float(GammaFunction.digamma(Double($0))) }
    case .floor: try x.map("floor", .floor).as(x.countedKind)
    case .ceil: try x.map("ceil", .ceil).as(x.countedKind)
    case .trunc: try x.map("trunc", .trunc).as(x.countedKind)
    case .frac: try x.map("frac", .frac)
    case .sign: try x.map("sign", .sign).as(x.countedKind)
    case .gelu: try x.map("gelu", .gelu)
    case .geluTanh: try x.map("gelu", .geluTanh)
    case .elu(let alpha, let scale, let width): try x.map("elu", .elu(alpha: alpha, scale: scale, width: width))
    case .softsign: try x.map("softsign", .softsign)
    case .logsigmoid: try x.map("logsigmoid", .logSigmoid)
    case .mish: try x.map("mish", .mish)
    case .hardtanh(let low, let high): try x.clamped(low, high)
    case .huber(let delta): try x.map("huber_loss", .huber(delta: delta))
    case .smoothMagnitude(let width): try x.map("smooth_l1_loss", .smoothMagnitude(width: width))
    case .nanToNum(let nan, let positive, let negative):
      try x.map("nan_to_num", .finite(nan: nan, positive: positive, negative: negative)).as(x.kind)
    }
  }

  /// A gradient of the function's value taken back to x: g times the slope there.
  ///
  /// - Throws: as ``value(of:)``.
  package func gradient(_ g: Tensor, at x: Tensor) throws -> Tensor {
    switch self {
    case .sin: try x.isTurned ? .combine("sin", g, x, .sinGradient) : Self.times(g, x) { cosf($0) }
    case .cos: try x.isTurned ? .combine("cos", g, x, .cosGradient) : Self.times(g, x) { -sinf($0) }
    case .tan:
      try x.isTurned
        ? .combine("tan", g, x, .tanGradient)
        : Self.times(g, x) {
          let y = tanf($0)
          return y * y + 1
        }
    case .asin: try .combine("asin", g, x, .asinGradient)
    case .acos: try .combine("acos", g, x, .acosGradient)
    case .atan: try .combine("atan", g, x, .atanGradient)
    case .sinh: try .combine("sinh", g, x, .sinhGradient)
    case .cosh: try .combine("cosh", g, x, .coshGradient)
    case .asinh: try .combine("asinh", g, x, .asinhGradient)
    case .acosh: try .combine("acosh", g, x, .acoshGradient)
    case .atanh: try .combine("atanh", g, x, .atanhGradient)
    case .log2: try .combine("log2", g, x, .log2Gradient)
    case .log10: try .combine("log10", g, x, .log10Gradient)
    case .log1p: try .combine("log1p", g, x, .log1pGradient)
    case .expm1: try .combine("expm1", g, x, .expm1Gradient)
    case .exp2: try .combine("exp2", g, x, .exp2Gradient)
    case .rsqrt: try .combine("rsqrt", g, x, .reciprocalRootGradient)
    case .reciprocal:
      try Self.times(g, x) {
        let y = 1 / $0
        return -y * y
      }
    case .square: try Self.times(g, x) { 2 * $0 }
    case .erf: try .combine("erf", g, x, .erfGradient)
    case .erfc: try .combine("erfc", g.negated(), x, .erfGradient)
    case .lgamma: try Self.times(g, x) { Float(GammaFunction.digamma(Double($0))) }
    case .digamma: try Self.times(g, x) { Float(GammaFunction.trigamma(Double($0))) }
    case .floor, .ceil, .trunc, .sign: try .zeros(g.shape)
    case .frac: g
    case .gelu: try .combine("gelu", g, x, .geluGradient)
    case .geluTanh: try .combine("gelu", g, x, .geluTanhGradient)
    case .elu(let alpha, let scale, let width):
      try .combine("elu", g, x, .eluGradient(alpha: alpha, scale: scale, width: width))
    case .softsign: try .combine("softsign", g, x, .softsignGradient)
    case .logsigmoid: try .combine("logsigmoid", g, x, .logSigmoidGradient)
    case .mish: try .combine("mish", g, x, .mishGradient)
    case .hardtanh(let low, let high): try .combine("hardtanh", g, x, .hardtanhGradient(low: low, high: high))
    case .huber(let delta): try .combine("huber_loss", g, x, .huberGradient(delta: delta))
    case .smoothMagnitude(let width): try .combine("smooth_l1_loss", g, x, .smoothMagnitudeGradient(width: width))
    case .nanToNum: try Self.times(g, x) { $0.isFinite ? 1 : 0 }
    }
  }

  @inline(__always)
  private static func times(_ g: Tensor, _ x: Tensor, _ slope: (Float) -> Float) throws -> Tensor {
    try .combineScalars("backward", g, x) { $0 * slope($1) }
  }
}

extension Tensor {
  /// Whether kernels know the quarter turns of all numbers: no magnitude is above 8192, and none is NaN.
  fileprivate var isTurned: Bool {
    // The bits of magnitudes are in the order of the magnitudes, those of NaN above all; a difference below 0 sets the
    // first bit of the sum of all. Vectors by hand: the compiler makes none of it.
    let (numbers, limit) = (UnsafeRawPointer(pointer), Int32(bitPattern: (8192 as Float).bitPattern))
    let width = SIMD16<Int32>.scalarCount
    var bits = SIMD16<Int32>(repeating: 0)
    for block in 0..<count / width {
      let floats = numbers.loadUnaligned(fromByteOffset: 4 * width * block, as: SIMD16<Int32>.self)
      bits |= limit &- (floats & 0x7FFF_FFFF)
    }
    var rest: Int32 = 0
    for index in count / width * width..<count {
      rest |= limit &- Int32(bitPattern: pointer[index].bitPattern & 0x7FFF_FFFF)
    }
    return bits.min() >= 0 && rest >= 0
  }
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
