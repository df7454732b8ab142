// Functions of every element that training seldom needs, by polynomials of the Cephes library as in VectorMath.swift, with
// errors of a few units in the last place.

extension VectorMath {
  // MARK: Trigonometry

  /// The largest magnitude of which ``quarters(_:)`` knows the quarter turns.
  static let mostTurned: Float = 8192

  /// The nearest quarter turn, and what x is beyond it. π/2 is in three parts, so that the difference keeps its bits up to
  /// ``mostTurned``.
  @inline(__always)
  private static func quarters(_ x: Lanes) -> (quarter: Lanes, bits: Bits, rest: Lanes) {
    // Adding 1.5 · 2^23 leaves the whole number in the low bits of the mantissa.
    let shifted = x * 0.636_619_77 + 12_582_912
    let n = shifted - 12_582_912
    let rest = ((x - n * 1.570_312_5) - n * 4.837_513e-4) - n * 7.549_789_9e-8
    return (n, unsafeBitCast(shifted, to: Bits.self), rest)
  }

  /// Whether a whole number is odd. (A comparison of its bits would be made for each lane by itself.)
  @inline(__always)
  private static func isOdd(_ n: Lanes) -> SIMDMask<Lanes.MaskStorage> { n - rounded(n * 0.5) * 2 .!= 0 }

  /// sin(x + shift · π/2) for |x| up to ``mostTurned``.
  @inline(__always)
  private static func sine(_ x: Lanes, shift: UInt32) -> Lanes {
    let (quarter, bits, r) = quarters(x)
    let z = r * r
    var p = Lanes(repeating: -1.951_529_6e-4)
    p = p * z + 8.332_160_9e-3
    p = p * z - 1.666_665_46e-1
    let s = p * z * r + r
    var q = Lanes(repeating: 2.443_315_7e-5)
    q = q * z - 1.388_731_6e-3
    q = q * z + 4.166_664_6e-2
    let c = q * z * z - z * 0.5 + 1
    let value = s.replacing(with: c, where: isOdd(quarter + Float(shift)))
    return signed(value, by: (bits &+ shift) &<< 30)
  }

  /// x with its sign turned where the highest of these bits is set.
  @inline(__always)
  private static func signed(_ x: Lanes, by bits: Bits) -> Lanes {
    unsafeBitCast(unsafeBitCast(x, to: Bits.self) ^ (bits & 0x8000_0000), to: Lanes.self)
  }

  @inline(__always) static func sin(_ x: Lanes) -> Lanes { sine(x, shift: 0) }
  @inline(__always) static func cos(_ x: Lanes) -> Lanes { sine(x, shift: 1) }

  @inline(__always)
  static func tan(_ x: Lanes) -> Lanes {
    let (quarter, _, r) = quarters(x)
    let z = r * r
    var p = Lanes(repeating: 9.385_402e-3)
    p = p * z + 3.119_922_3e-3
    p = p * z + 2.443_013_5e-2
    p = p * z + 5.341_128_1e-2
    p = p * z + 1.333_879_9e-1
    p = p * z + 3.333_315_7e-1
    let t = p * z * r + r
    return t.replacing(with: -1 / t, where: isOdd(quarter))
  }

  @inline(__always)
  static func atan(_ x: Lanes) -> Lanes {
    let size = magnitude(x)
    let (isFar, isMiddle) = (size .> 2.414_213_6, size .> 0.414_213_56)
    var r = size.replacing(with: (size - 1) / (size + 1), where: isMiddle)
    r.replace(with: -1 / size, where: isFar)
    var base = Lanes(repeating: 0).replacing(with: Float.pi / 4, where: isMiddle)
    base.replace(with: Float.pi / 2, where: isFar)
    let z = r * r
    var p = Lanes(repeating: 8.053_744_5e-2)
    p = p * z - 1.387_768_6e-1
    p = p * z + 1.997_771_1e-1
    p = p * z - 3.333_295e-1
    return withSign(base + (p * z * r + r), of: x)
  }

  /// The angle of the point (x, y), from -π to π, with the signs that the C library has at zeros and infinities.
  @inline(__always)
  static func atan2(_ y: Lanes, _ x: Lanes) -> Lanes {
    let (height, width) = (magnitude(y), magnitude(x))
    // The smaller divided by the larger, so that nothing overflows.
    let isSteep = height .> width
    var ratio = height.replacing(with: width, where: isSteep) / width.replacing(with: height, where: isSteep)
    ratio.replace(with: 1, where: (height .== width) .& (height .== .infinity))
    ratio.replace(with: 0, where: (height .== width) .& (height .== 0))
    let angle = atan(ratio)
    var right = angle.replacing(with: Float.pi / 2 - angle, where: isSteep)
    right.replace(with: Float.pi - right, where: withSign(Lanes(repeating: 1), of: x) .< 0)
    var result = withSign(right, of: y)
    result.replace(with: .nan, where: (x .!= x) .| (y .!= y))
    return result
  }

  /// |x| with the sign of another number.
  @inline(__always)
  static func withSign(_ x: Lanes, of other: Lanes) -> Lanes {
    let sign = unsafeBitCast(other, to: Bits.self) & 0x8000_0000
    return unsafeBitCast(unsafeBitCast(x, to: Bits.self) & 0x7FFF_FFFF | sign, to: Lanes.self)
  }

  /// asin of 0 … ½.
  @inline(__always)
  private static func nearArcSine(_ x: Lanes) -> Lanes {
    let z = x * x
    var p = Lanes(repeating: 4.216_32e-2)
    p = p * z + 2.418_131_1e-2
    p = p * z + 4.547_002_6e-2
    p = p * z + 7.495_300_3e-2
    p = p * z + 1.666_675_2e-1
    return p * z * x + x
  }

  @inline(__always)
  static func asin(_ x: Lanes) -> Lanes {
    let size = magnitude(x)
    let isFar = size .> 0.5
    let y = nearArcSine(size.replacing(with: Processor.squareRoot(0.5 - size * 0.5), where: isFar))
    return withSign(y.replacing(with: Float.pi / 2 - (y + y), where: isFar), of: x)
  }

  @inline(__always)
  static func acos(_ x: Lanes) -> Lanes {
    let size = magnitude(x)
    let isFar = size .> 0.5
    let y = nearArcSine(size.replacing(with: Processor.squareRoot(0.5 - size * 0.5), where: isFar))
    let far = (y + y).replacing(with: Float.pi - (y + y), where: x .< 0)
    return (Float.pi / 2 - withSign(y, of: x)).replacing(with: far, where: isFar)
  }

  // MARK: Hyperbolic functions

  @inline(__always)
  static func sinh(_ x: Lanes) -> Lanes {
    let size = magnitude(x)
    let z = x * x
    var p = Lanes(repeating: 2.037_219_1e-4)
    p = p * z + 8.330_283_8e-3
    p = p * z + 1.666_671_6e-1
    // e^|x| overflows before its half does.
    let root = exp(size * 0.5)
    let far = root * 0.5 * root - 0.5 / root / root
    return (p * z * x + x).replacing(with: withSign(far, of: x), where: size .> 1)
  }

  @inline(__always)
  static func cosh(_ x: Lanes) -> Lanes {
    let root = exp(magnitude(x) * 0.5)
    return root * 0.5 * root + 0.5 / root / root
  }

  @inline(__always)
  static func asinh(_ x: Lanes) -> Lanes {
    let size = magnitude(x)
    let z = x * x
    var p = Lanes(repeating: 2.012_200_3e-2)
    p = p * z - 4.269_934e-2
    p = p * z + 7.484_758_6e-2
    p = p * z - 1.666_628_8e-1
    let near = p * z * x + x
    var far = log(size + Processor.squareRoot(z + 1))
    far.replace(with: log(size) + 0.693_147_18, where: size .> 1500)
    return near.replacing(with: withSign(far, of: x), where: size .> 0.5)
  }

  @inline(__always)
  static func acosh(_ x: Lanes) -> Lanes {
    let z = x - 1
    var p = Lanes(repeating: 1.759_688_1e-3)
    p = p * z - 7.527_288_7e-3
    p = p * z + 2.645_490_5e-2
    p = p * z - 1.178_474_2e-1
    p = p * z + 1.414_213_53
    let near = p * Processor.squareRoot(z)
    var far = log(x + Processor.squareRoot(z * (x + 1)))
    far.replace(with: log(x) + 0.693_147_18, where: x .> 1500)
    return near.replacing(with: far, where: z .> 0.5)
  }

  @inline(__always)
  static func atanh(_ x: Lanes) -> Lanes {
    let z = x * x
    var p = Lanes(repeating: 1.817_400_8e-1)
    p = p * z + 8.243_703e-2
    p = p * z + 1.466_914_3e-1
    p = p * z + 1.997_821_6e-1
    p = p * z + 3.333_373e-1
    let near = p * z * x + x
    return near.replacing(with: log((1 + x) / (1 - x)) * 0.5, where: magnitude(x) .> 0.5)
  }

  // MARK: Exponentials

  /// 2^x, exact of whole numbers.
  @inline(__always)
  static func exp2(_ x: Lanes) -> Lanes {
    var clamped = x.replacing(with: -126, where: x .< -126)
    clamped.replace(with: 128, where: x .> 128)
    let n = rounded(clamped)
    let r = (clamped - n) * 0.693_147_18
    let half = rounded(n * 0.5)
    var result = exponentialPolynomial(r) * powerOfTwo(half) * powerOfTwo(n - half)
    result.replace(with: 0, where: x .< -126)
    result.replace(with: .infinity, where: x .>= 128)
    result.replace(with: x, where: x .!= x)
    return result
  }

  /// e^x - 1, exact for small x too.
  @inline(__always)
  static func expm1(_ x: Lanes) -> Lanes {
    expm1OfNegative(x).replacing(with: exp(x) - 1, where: magnitude(x) .> 1)
  }

  /// log(1 + x) of any x, -1 and less among them.
  @inline(__always)
  static func log1pOfAny(_ x: Lanes) -> Lanes {
    let u = x + 1
    // Of ∞ the rounding error would be ∞ - ∞, and of -1 it would be divided by 0.
    let isPlain = (u .> 0) .& (u .< .infinity)
    return log(u).replacing(with: log1p(x), where: isPlain)
  }

  /// log(1 / (1 + e^-x))
  @inline(__always)
  static func logSigmoid(_ x: Lanes) -> Lanes { -softplus(-x) }

  /// tanh(softplus(x)), which is e(e + 2) / (e(e + 2) + 2) of e = e^x.
  @inline(__always)
  static func tanhOfSoftplus(_ x: Lanes) -> Lanes {
    // From there on it is 1.
    let e = exp(x.replacing(with: 20, where: x .> 20))
    let n = e * (e + 2)
    return n / (n + 2)
  }

  // MARK: The error function

  @inline(__always)
  static func erf(_ x: Lanes) -> Lanes {
    nearErf(x).replacing(with: withSign(1 - farErfc(magnitude(x)), of: x), where: magnitude(x) .> 1)
  }

  @inline(__always)
  static func erfc(_ x: Lanes) -> Lanes {
    let size = magnitude(x)
    let far = farErfc(size)
    return (1 - nearErf(x)).replacing(with: far.replacing(with: 2 - far, where: x .< 0), where: size .> 0.5)
  }

  /// erf of -1 … 1.
  @inline(__always)
  private static func nearErf(_ x: Lanes) -> Lanes {
    let z = x * x
    var p = Lanes(repeating: 7.853_861_4e-5)
    p = p * z - 8.010_193_6e-4
    p = p * z + 5.188_327_7e-3
    p = p * z - 2.685_381_2e-2
    p = p * z + 1.128_358_5e-1
    p = p * z - 3.761_262_6e-1
    p = p * z + 1.128_379_17
    return p * x
  }
}
