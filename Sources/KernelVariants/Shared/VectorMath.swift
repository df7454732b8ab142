/// exp, log and their kin on a vector of floats, in plain multiplications and additions, so that every processor gives the
/// same bits (and because the baseline turns fused multiply-add and rounding of vectors into library calls for each lane).
///
/// The polynomials are those of the Cephes library (S. Moshier, single precision), with errors below 2 units in the last
/// place; subnormal results are flushed to zero.
enum VectorMath {
  /// Rounds to the nearest whole number by pushing the fraction out of the mantissa (|x| < 2^22).
  @inline(__always)
  static func rounded(_ x: Lanes) -> Lanes {
    let magic: Float = 12_582_912  // 1.5 · 2^23
    return (x + magic) - magic
  }

  @inline(__always)
  static func exp(_ x: Lanes) -> Lanes {
    var clamped = x.replacing(with: -87.3, where: x .< -87.3)
    clamped.replace(with: 88.7, where: x .> 88.7)
    let n = rounded(clamped * 1.442_695_04)
    // r = x - n·ln 2, with ln 2 in two parts so that the difference keeps its bits.
    let r = (clamped - n * 0.693_359_375) - n * -2.121_944_4e-4
    let y = exponentialPolynomial(r)
    // 2^n in two factors: n reaches 128, whose exponent alone would overflow.
    let half = rounded(n * 0.5)
    var result = y * powerOfTwo(half) * powerOfTwo(n - half)
    result.replace(with: 0, where: x .< -87.3)
    result.replace(with: .infinity, where: x .> 88.722_84)
    result.replace(with: x, where: x .!= x)
    return result
  }

  /// e^r for |r| up to ½ ln 2.
  @inline(__always)
  static func exponentialPolynomial(_ r: Lanes) -> Lanes {
    var p = Lanes(repeating: 1.987_569_15e-4)
    p = p * r + 1.398_199_95e-3
    p = p * r + 8.333_451_9e-3
    p = p * r + 4.166_579_6e-2
    p = p * r + 1.666_666_55e-1
    p = p * r + 5.000_000_12e-1
    return p * (r * r) + r + 1
  }

  /// 2^n for whole n in -126...127, by writing the exponent.
  @inline(__always)
  static func powerOfTwo(_ n: Lanes) -> Lanes {
    // Adding 1.5·2^23 leaves n + bias in the low bits of the mantissa.
    let bits = unsafeBitCast(n + (12_582_912 + 127), to: Bits.self)
    return unsafeBitCast(bits &<< 23, to: Lanes.self)
  }

  /// log x = rest + cubic - ½ rest² + exponent · log 2 for x > 0.
  @inline(__always)
  private static func logarithmParts(_ x: Lanes) -> (rest: Lanes, cubic: Lanes, exponent: Lanes) {
    let smallest = Float.leastNormalMagnitude
    let tiny = x .< smallest
    // Subnormals are scaled into the normal range first.
    var scaled = x
    scaled.replace(with: x * 8_388_608, where: tiny)
    // x = m · 2^e with m in [√½, √2): what is added carries into the exponent from √2 on.
    let root: UInt32 = 0x3F35_04F3  // √½
    let bits = unsafeBitCast(scaled, to: Bits.self) &+ (0x3F80_0000 - root)
    let m = unsafeBitCast((bits & 0x007F_FFFF) &+ root, to: Lanes.self)
    let magic: UInt32 = 0x4B00_0000  // 2^23 as a float: its mantissa takes the exponent as a number
    var e = unsafeBitCast((bits &>> 23) | magic, to: Lanes.self) - (8_388_608 + 127)
    e.replace(with: e - 23, where: tiny)
    let f = m - 1
    let z = f * f
    var p = Lanes(repeating: 7.037_683_6e-2)
    p = p * f - 1.151_461e-1
    p = p * f + 1.167_699_9e-1
    p = p * f - 1.242_014_1e-1
    p = p * f + 1.424_932_3e-1
    p = p * f - 1.666_805_8e-1
    p = p * f + 2.000_071_5e-1
    p = p * f - 2.499_999_4e-1
    p = p * f + 3.333_333_1e-1
    return (f, f * z * p, e)
  }

  @inline(__always)
  static func log(_ x: Lanes) -> Lanes {
    let (f, cubic, e) = logarithmParts(x)
    let y = cubic + e * -2.121_944_4e-4 - f * f * 0.5
    return logarithm((f + y) + e * 0.693_359_375, of: x)
  }

  /// Exact of powers of two.
  @inline(__always)
  static func log2(_ x: Lanes) -> Lanes {
    let (f, cubic, e) = logarithmParts(x)
    let y = cubic - f * f * 0.5
    // log2(e) without its 1, which is added by itself.
    return logarithm(((y * 0.442_695_04 + f * 0.442_695_04) + y + f) + e, of: x)
  }

  /// Exact of powers of ten: log10(e) and log10(2) are in two parts each.
  @inline(__always)
  static func log10(_ x: Lanes) -> Lanes {
    let (f, cubic, e) = logarithmParts(x)
    let y = cubic - f * f * 0.5
    let small = (f + y) * 7.007_319_03e-4 + y * 4.335_937_5e-1 + f * 4.335_937_5e-1
    return logarithm(small + e * 2.487_456_64e-4 + e * 3.007_812_5e-1, of: x)
  }

  /// A logarithm of x, also where it is none.
  @inline(__always)
  private static func logarithm(_ value: Lanes, of x: Lanes) -> Lanes {
    var result = value
    result.replace(with: -.infinity, where: x .== 0)
    result.replace(with: .nan, where: x .< 0)
    result.replace(with: x, where: x .== .infinity)
    result.replace(with: x, where: x .!= x)
    return result
  }

  /// log(1 + x) for x ≥ 0, correct for small x too: the rounding error of 1 + x is put back.
  @inline(__always)
  static func log1p(_ x: Lanes) -> Lanes {
    let u = x + 1
    return log(u) + (x - (u - 1)) / u
  }

  /// 1 / (1 + e^-x), from e^-|x| so that nothing overflows.
  @inline(__always)
  static func sigmoid(_ x: Lanes) -> Lanes {
    let e = exp(-magnitude(x))
    var numerator = Lanes(repeating: 1)
    numerator.replace(with: e, where: x .< 0)
    var result = numerator / (e + 1)
    result.replace(with: x, where: x .!= x)
    return result
  }

  /// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).
  @inline(__always)
  static func softplus(_ x: Lanes) -> Lanes {
    var positive = x
    positive.replace(with: 0, where: x .< 0)
    return positive + log1p(exp(-magnitude(x)))
  }

  /// Φ(x) = ½ erfc(-x/√2), the probability of a standard normal number below x.
  @inline(__always)
  static func normalDistribution(_ x: Lanes) -> Lanes {
    let tail = farErfc(magnitude(x) * 0.707_106_77) * 0.5
    return tail.replacing(with: 1 - tail, where: x .> 0)
  }

  /// 1 - erf(z) for z ≥ 0. The polynomial is Chebyshev's of W. Press et al., Numerical Recipes, whose error is below 1.2e-7 of
  /// the value, however small that is.
  @inline(__always)
  static func farErfc(_ z: Lanes) -> Lanes {
    let t = 1 / (z * 0.5 + 1)
    var p = Lanes(repeating: 0.170_872_77)
    p = p * t - 0.822_152_23
    p = p * t + 1.488_515_87
    p = p * t - 1.135_203_98
    p = p * t + 0.278_868_07
    p = p * t - 0.186_288_06
    p = p * t + 0.096_784_18
    p = p * t + 0.374_091_96
    p = p * t + 1.000_023_68
    p = p * t - 1.265_512_23
    return t * exp(p - z * z)
  }

  /// 2√(2/π) (x + 0.044715 x³)
  @inline(__always)
  static func geluArgument(_ x: Lanes) -> Lanes { (x * x * 0.044715 + 1) * x * 1.595_769_1 }

  /// e^x - 1 for x ≤ 0, exact for small x too: with t = tanh(x/2) it is 2t / (1 - t).
  @inline(__always)
  static func expm1OfNegative(_ x: Lanes) -> Lanes {
    let t = tanh(x * 0.5)
    return (t + t) / (1 - t)
  }

  /// By an odd polynomial near 0, where 1 - 2 / (e^2|x| + 1) would lose its digits.
  @inline(__always)
  static func tanh(_ x: Lanes) -> Lanes {
    let size = magnitude(x)
    let z = x * x
    var p = Lanes(repeating: -5.704_988_7e-3)
    p = p * z + 2.063_908_9e-2
    p = p * z - 5.373_971_6e-2
    p = p * z + 1.333_144_2e-1
    p = p * z - 3.333_328_2e-1
    let near = p * z * x + x
    let far = 1 - 2 / (exp(size + size) + 1)
    let sign = unsafeBitCast(x, to: Bits.self) & 0x8000_0000
    let signed = unsafeBitCast(unsafeBitCast(far, to: Bits.self) | sign, to: Lanes.self)
    var result = signed.replacing(with: near, where: size .< 0.625)
    result.replace(with: x, where: x .!= x)
    return result
  }

  /// sin 2πt and cos 2πt for t from 0 to 1: the quarter turn it is nearest to, and polynomials for the rest.
  @inline(__always)
  static func sineAndCosine(ofTurn t: Lanes) -> (sine: Lanes, cosine: Lanes) {
    let quarter = rounded(t * 4)
    let x = (t * 4 - quarter) * (Float.pi / 2)
    let z = x * x
    var p = Lanes(repeating: -1.951_529_6e-4)
    p = p * z + 8.332_160_9e-3
    p = p * z - 1.666_665_46e-1
    let s = p * z * x + x
    var q = Lanes(repeating: 2.443_315_7e-5)
    q = q * z - 1.388_731_6e-3
    q = q * z + 4.166_664_6e-2
    let c = q * z * z - z * 0.5 + 1
    let isSideways = (quarter .== 1) .| (quarter .== 3)
    let (sine, cosine) = (s.replacing(with: c, where: isSideways), c.replacing(with: s, where: isSideways))
    return (
      sine.replacing(with: -sine, where: (quarter .== 2) .| (quarter .== 3)),
      cosine.replacing(with: -cosine, where: (quarter .== 1) .| (quarter .== 2))
    )
  }

  @inline(__always)
  static func magnitude(_ x: Lanes) -> Lanes {
    unsafeBitCast(unsafeBitCast(x, to: Bits.self) & 0x7FFF_FFFF, to: Lanes.self)
  }

  @inline(__always)
  static func atLeast(_ x: Lanes, _ low: Float) -> Lanes { x.replacing(with: low, where: x .< low) }

  /// √x for x ≥ 0 to 2 units in the last place, subnormal numbers aside: x / √x, with 1 / √x from a guess at half the
  /// negated exponent (Lomont, "Fast inverse square root", 2003) and three steps of Newton's.
  ///
  /// Good enough for Adam's second moment. `squareRoot()` of a vector goes one lane at a time, asking each for its sign: ten times as long.
  @inline(__always)
  static func squareRoot(_ x: Lanes) -> Lanes {
    let half = x * 0.5
    var y = unsafeBitCast(Bits(repeating: 0x5F37_59DF) &- (unsafeBitCast(x, to: Bits.self) &>> 1), to: Lanes.self)
    y *= 1.5 - half * y * y
    y *= 1.5 - half * y * y
    y *= 1.5 - half * y * y
    return (x * y).replacing(with: x, where: x .== .infinity)
  }

  /// √x to the last bit: x is brought into a range where squares neither vanish nor overflow, and a last step with the
  /// exact remainder rounds as the definition wants it (P. Markstein, "IA-64 and elementary functions", 2000).
  @inline(__always)
  static func exactSquareRoot(_ x: Lanes) -> Lanes {
    let (tiny, huge) = (x .< 0x1p-60, x .> 0x1p60)
    var scaled = x.replacing(with: x * 0x1p80, where: tiny)
    scaled.replace(with: x * 0x1p-80, where: huge)
    let half = scaled * 0.5
    var y = unsafeBitCast(Bits(repeating: 0x5F37_59DF) &- (unsafeBitCast(scaled, to: Bits.self) &>> 1), to: Lanes.self)
    y *= 1.5 - half * y * y
    y *= 1.5 - half * y * y
    y *= 1.5 - half * y * y
    var root = scaled * y
    root.addProduct(scaled.addingProduct(-root, root), y * 0.5)
    root.addProduct(scaled.addingProduct(-root, root), y * 0.5)
    var result = root.replacing(with: root * 0x1p-40, where: tiny)
    result.replace(with: root * 0x1p40, where: huge)
    result.replace(with: x, where: (x .== 0) .| (x .== .infinity))
    result.replace(with: .nan, where: (x .< 0) .| (x .!= x))
    return result
  }
}
