import Threads

/// A whole number of Python's, of whatever size, with Python's rules: quotients are rounded down, and the binary digits of what is
/// below 0 are those of a two's complement without end.
struct Whole {
  let isNegative: Bool
  let magnitude: Magnitude

  init(_ magnitude: Magnitude, isNegative: Bool = false) {
    (self.magnitude, self.isNegative) = (magnitude, isNegative && !magnitude.isZero)
  }

  init(_ number: Int) { self.init(Magnitude(number.magnitude), isNegative: number < 0) }

  /// What is before the point of a finite number.
  init(wholePartOf real: Double) { self.init(Magnitude(wholePartOf: real.magnitude), isNegative: real < 0) }

  /// An int or a bool; nil for anything else.
  init?(_ value: Value) {
    if let number = value.wholeNumber {
      self.init(number)
    } else if let large = LargeInteger.cast(value) {
      self = large.whole
    } else {
      return nil
    }
  }

  var isZero: Bool { magnitude.isZero }
  var isOdd: Bool { (magnitude.words.first ?? 0) & 1 == 1 }

  /// The nearest number in double precision; infinite where it is too large.
  var real: Double { isNegative ? -magnitude.real : magnitude.real }

  /// The value of the language that it is: one of many digits where it is beyond ``Limits/exactIntegers``.
  ///
  /// - Throws: ``Diagnostic`` where it is longer than any number that is meant.
  var value: Value {
    get throws {
      if magnitude.bitWidth <= 54, let word = Int(exactly: magnitude.words.first ?? 0) {
        let number = isNegative ? -word : word
        if Limits.exactIntegers.contains(number) { return .integer(number) }
      }
      try Self.check(magnitude.bitWidth)
      return .object(LargeInteger(self))
    }
  }

  /// - Throws: ``Diagnostic`` where a number of so many binary digits would be too long.
  static func check(_ bits: Int) throws {
    guard bits <= Limits.integerLength else {
      throw Diagnostic(
        .memory, "a whole number of \(bits) binary digits is too long; the limit is \(Limits.integerLength)")
    }
  }

  func text(base: Int = 10) -> String { (isNegative ? "-" : "") + magnitude.text(base: base) }

  // MARK: Order

  static func compare(_ left: Whole, _ right: Whole) -> Int {
    if left.isNegative != right.isNegative { return left.isNegative ? -1 : 1 }
    if left.magnitude == right.magnitude { return 0 }
    return (left.magnitude < right.magnitude) != left.isNegative ? -1 : 1
  }

  // MARK: Arithmetic

  static prefix func - (number: Whole) -> Whole { Whole(number.magnitude, isNegative: !number.isNegative) }

  static func + (left: Whole, right: Whole) -> Whole {
    guard left.isNegative != right.isNegative else {
      return Whole(left.magnitude + right.magnitude, isNegative: left.isNegative)
    }
    return left.magnitude < right.magnitude
      ? Whole(right.magnitude - left.magnitude, isNegative: right.isNegative)
      : Whole(left.magnitude - right.magnitude, isNegative: left.isNegative)
  }

  static func - (left: Whole, right: Whole) -> Whole { left + -right }

  static func * (left: Whole, right: Whole) -> Whole {
    Whole(left.magnitude * right.magnitude, isNegative: left.isNegative != right.isNegative)
  }

  /// The quotient rounded down, and the remainder with the sign of the divisor, which is not 0.
  func divided(by divisor: Whole) -> (quotient: Whole, remainder: Whole) {
    let (quotient, rest) = magnitude.divided(by: divisor.magnitude)
    guard isNegative != divisor.isNegative else {
      return (Whole(quotient), Whole(rest, isNegative: isNegative))
    }
    guard !rest.isZero else { return (Whole(quotient, isNegative: true), Whole(0)) }
    return (
      Whole(quotient + Magnitude(1), isNegative: true),
      Whole(divisor.magnitude - rest, isNegative: divisor.isNegative)
    )
  }

  /// The quotient in floating point, rounded once; infinite where it is too large.
  func ratio(to divisor: Whole) -> Double {
    guard !isZero else { return divisor.isNegative ? -0.0 : 0 }
    // A quotient of 66 digits or 67, and whether anything follows them.
    let shift = 66 - (magnitude.bitWidth - divisor.magnitude.bitWidth)
    let (quotient, rest) = magnitude.shifted(left: max(0, shift))
      .divided(by: divisor.magnitude.shifted(left: max(0, -shift)))
    let exact = Magnitude(quotient.words.enumerated().map { $0 == 0 && !rest.isZero ? $1 | 1 : $1 })
    let real = Double(sign: .plus, exponent: -shift, significand: exact.real)
    return isNegative != divisor.isNegative ? -real : real
  }

  /// The power with an exponent from 0 on.
  ///
  /// - Throws: ``Diagnostic`` where it would be too long; what an interrupt throws.
  func power(_ exponent: Whole) throws -> Whole {
    if exponent.isZero { return Whole(1) }
    if magnitude.bitWidth <= 1 { return isNegative && !exponent.isOdd ? -self : self }
    guard let times = Int(exactly: exponent.magnitude.real), times <= Limits.integerLength else {
      throw Diagnostic(.memory, "\(text().prefix(20)) to the power of \(exponent.text().prefix(40)) is too long")
    }
    try Self.check((magnitude.bitWidth - 1) * times)
    var (result, square, rest) = (Whole(1), self, times)
    while true {
      try Cancellation.current.safepoint()
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      guard rest > 0 else { return result }
      square = square * square
    }
  }

  /// The remainder of a power by another number, which is not 0; the exponent is from 0 on.
  func power(_ exponent: Whole, modulo modulus: Whole) throws -> Whole {
    var result = Whole(1).divided(by: modulus).remainder
    var square = divided(by: modulus).remainder
    for place in 0..<exponent.magnitude.bitWidth {
      try Cancellation.current.safepoint()
      if exponent.magnitude.words[place / UInt.bitWidth] >> UInt(place % UInt.bitWidth) & 1 == 1 {
        result = (result * square).divided(by: modulus).remainder
      }
      square = (square * square).divided(by: modulus).remainder
    }
    return result
  }

  // MARK: Binary digits

  /// `~x`
  var inverted: Whole { -self - Whole(1) }

  func shifted(left places: Int) -> Whole { Whole(magnitude.shifted(left: places), isNegative: isNegative) }

  /// Rounded down.
  func shifted(right places: Int) -> Whole {
    guard isNegative else { return Whole(magnitude.shifted(right: places)) }
    let rest = Whole(magnitude.shifted(right: places), isNegative: true)
    return magnitude.trailingZeroBits < places ? rest - Whole(1) : rest
  }

  /// An operation on each pair of binary digits.
  static func bitwise(_ left: Whole, _ right: Whole, _ operation: (UInt, UInt) -> UInt) -> Whole {
    // One word more than the longer one: it has the sign.
    let count = max(left.magnitude.words.count, right.magnitude.words.count) + 1
    let words = zip(left.complement(count), right.complement(count)).map(operation)
    guard words[count - 1] >> (UInt.bitWidth - 1) == 1 else { return Whole(Magnitude(words)) }
    return Whole(Magnitude(words.map { ~$0 }) + Magnitude(1), isNegative: true)
  }

  /// The lowest words of its two's complement.
  private func complement(_ count: Int) -> [UInt] {
    // -x is ~(x - 1).
    let digits = isNegative ? magnitude - Magnitude(1) : magnitude
    let padded = digits.words + Array(repeating: 0, count: count - digits.words.count)
    return isNegative ? padded.map { ~$0 } : padded
  }
}
