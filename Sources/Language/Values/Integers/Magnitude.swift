/// A whole number without its sign, of any size: its digits to the base 2^64, the lowest first, none of them a leading zero.
///
/// The algorithms are those of Knuth, The Art of Computer Programming 2, 4.3.1, on whole words. Nothing is faster than
/// quadratic: what is computed with here are seeds, hashes and factorials, and no cryptography.
struct Magnitude: Equatable {
  private(set) var words: [UInt]

  static let zero = Magnitude([])

  init(_ words: [UInt]) {
    var words = words
    while words.last == 0 { words.removeLast() }
    self.words = words
  }

  init(_ number: UInt) { words = number == 0 ? [] : [number] }

  var isZero: Bool { words.isEmpty }
  /// The number of binary digits.
  var bitWidth: Int { words.count * UInt.bitWidth - (words.last?.leadingZeroBitCount ?? 0) }
  /// The number of zeros at the low end, of which zero has none.
  var trailingZeroBits: Int {
    guard let place = words.firstIndex(where: { $0 != 0 }) else { return 0 }
    return place * UInt.bitWidth + words[place].trailingZeroBitCount
  }

  // MARK: Order

  static func < (left: Magnitude, right: Magnitude) -> Bool {
    guard left.words.count == right.words.count else { return left.words.count < right.words.count }
    for place in left.words.indices.reversed() where left.words[place] != right.words[place] {
      return left.words[place] < right.words[place]
    }
    return false
  }

  // MARK: Sums and products

  static func + (left: Magnitude, right: Magnitude) -> Magnitude {
    let (long, short) = left.words.count >= right.words.count ? (left.words, right.words) : (right.words, left.words)
    var sum = long
    var carry: UInt = 0
    for place in sum.indices {
      if place >= short.count, carry == 0 { break }
      let (first, isOver) = sum[place].addingReportingOverflow(place < short.count ? short[place] : 0)
      let (second, isOverAgain) = first.addingReportingOverflow(carry)
      sum[place] = second
      carry = isOver || isOverAgain ? 1 : 0
    }
    if carry > 0 { sum.append(carry) }
    return Magnitude(sum)
  }

  /// The difference from one that is not larger.
  static func - (left: Magnitude, right: Magnitude) -> Magnitude {
    var difference = left.words
    var borrow: UInt = 0
    for place in difference.indices {
      if place >= right.words.count, borrow == 0 { break }
      let (first, isUnder) = difference[place].subtractingReportingOverflow(
        place < right.words.count ? right.words[place] : 0)
      let (second, isUnderAgain) = first.subtractingReportingOverflow(borrow)
      difference[place] = second
      borrow = isUnder || isUnderAgain ? 1 : 0
    }
    return Magnitude(difference)
  }

  static func * (left: Magnitude, right: Magnitude) -> Magnitude {
    guard !left.isZero, !right.isZero else { return .zero }
    var product = [UInt](repeating: 0, count: left.words.count + right.words.count)
    for (place, digit) in left.words.enumerated() {
      var carry: UInt = 0
      for (offset, other) in right.words.enumerated() {
        // (2^64 - 1)² + 2 (2^64 - 1) is the most, and just fits.
        var (high, low) = digit.multipliedFullWidth(by: other)
        for addend in [carry, product[place + offset]] {
          let (sum, isOver) = low.addingReportingOverflow(addend)
          low = sum
          if isOver { high &+= 1 }
        }
        product[place + offset] = low
        carry = high
      }
      product[place + right.words.count] = carry
    }
    return Magnitude(product)
  }

  // MARK: Quotients

  /// The quotient and the remainder by one digit, which is not 0.
  func divided(by digit: UInt) -> (quotient: Magnitude, remainder: UInt) {
    var quotient = words
    var rest: UInt = 0
    for place in quotient.indices.reversed() {
      (quotient[place], rest) = digit.dividingFullWidth((rest, quotient[place]))
    }
    return (Magnitude(quotient), rest)
  }

  /// The quotient and the remainder by another that is not 0: algorithm D.
  func divided(by divisor: Magnitude) -> (quotient: Magnitude, remainder: Magnitude) {
    if self < divisor { return (.zero, self) }
    if divisor.words.count == 1 {
      let (quotient, rest) = divided(by: divisor.words[0])
      return (quotient, Magnitude(rest))
    }
    // The highest digit of the divisor is made large, so that a digit of the quotient is guessed wrong by 2 at most.
    let shift = divisor.words[divisor.words.count - 1].leadingZeroBitCount
    let lower = divisor.shifted(left: shift).words
    var upper = shifted(left: shift).words
    while upper.count <= words.count { upper.append(0) }
    let count = lower.count
    let (top, next) = (lower[count - 1], lower[count - 2])
    var quotient = [UInt](repeating: 0, count: upper.count - count)
    for place in quotient.indices.reversed() {
      var guess: UInt
      var rest: UInt
      var isRestLarge = false
      if upper[place + count] >= top {
        guess = .max
        (rest, isRestLarge) = upper[place + count - 1].addingReportingOverflow(top)
      } else {
        (guess, rest) = top.dividingFullWidth((upper[place + count], upper[place + count - 1]))
      }
      while !isRestLarge {
        let (high, low) = guess.multipliedFullWidth(by: next)
        guard (high, low) > (rest, upper[place + count - 2]) else { break }
        guess -= 1
        (rest, isRestLarge) = rest.addingReportingOverflow(top)
      }
      if Self.subtract(lower, times: guess, from: &upper, at: place) {
        guess -= 1
        Self.add(lower, to: &upper, at: place)
      }
      quotient[place] = guess
    }
    return (Magnitude(quotient), Magnitude(Array(upper.prefix(count))).shifted(right: shift))
  }

  /// - Returns: whether that was too much: the result is below 0, and wraps around.
  private static func subtract(_ digits: [UInt], times factor: UInt, from number: inout [UInt], at place: Int) -> Bool {
    var (carry, borrow) = (UInt(0), UInt(0))
    for (offset, digit) in digits.enumerated() {
      var (high, low) = digit.multipliedFullWidth(by: factor)
      let (sum, isOver) = low.addingReportingOverflow(carry)
      low = sum
      if isOver { high &+= 1 }
      carry = high
      let (first, isUnder) = number[place + offset].subtractingReportingOverflow(low)
      let (second, isUnderAgain) = first.subtractingReportingOverflow(borrow)
      number[place + offset] = second
      borrow = isUnder || isUnderAgain ? 1 : 0
    }
    let (first, isUnder) = number[place + digits.count].subtractingReportingOverflow(carry)
    let (second, isUnderAgain) = first.subtractingReportingOverflow(borrow)
    number[place + digits.count] = second
    return isUnder || isUnderAgain
  }

  private static func add(_ digits: [UInt], to number: inout [UInt], at place: Int) {
    var carry: UInt = 0
    for (offset, digit) in digits.enumerated() {
      let (first, isOver) = number[place + offset].addingReportingOverflow(digit)
      let (second, isOverAgain) = first.addingReportingOverflow(carry)
      number[place + offset] = second
      carry = isOver || isOverAgain ? 1 : 0
    }
    number[place + digits.count] &+= carry
  }

  // MARK: Binary digits

  func shifted(left places: Int) -> Magnitude {
    guard places > 0, !isZero else { return self }
    let (whole, part) = places.quotientAndRemainder(dividingBy: UInt.bitWidth)
    var shifted = [UInt](repeating: 0, count: whole)
    var carry: UInt = 0
    for word in words {
      shifted.append(word << part | carry)
      carry = part == 0 ? 0 : word >> (UInt.bitWidth - part)
    }
    shifted.append(carry)
    return Magnitude(shifted)
  }

  /// Without the low binary digits.
  func shifted(right places: Int) -> Magnitude {
    guard places > 0 else { return self }
    let (whole, part) = places.quotientAndRemainder(dividingBy: UInt.bitWidth)
    guard whole < words.count else { return .zero }
    var shifted = Array(words[whole...])
    for place in shifted.indices where part > 0 {
      let above = place + 1 < shifted.count ? shifted[place + 1] : 0
      shifted[place] = shifted[place] >> part | above << (UInt.bitWidth - part)
    }
    return Magnitude(shifted)
  }

  // MARK: Text

  /// What fits into a word of ten, and how many digits it has.
  private static let chunk: (value: UInt, digits: Int) = (10_000_000_000_000_000_000, 19)

  /// - Parameter digits: decimal digits and nothing else.
  init(decimal digits: some Collection<UInt8>) {
    var number = Magnitude.zero
    var rest = digits[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.chunk.digits)
      rest = rest.dropFirst(part.count)
      let value = part.reduce(UInt(0)) { $0 * 10 + UInt($1 - UInt8(ascii: "0")) }
      let unit = part.reduce(UInt(1)) { unit, _ in unit * 10 }
      number = number * Magnitude(unit) + Magnitude(value)
    }
    self = number
  }

  /// - Parameter digits: digits to a base from 2 to 36; nil comes of anything else, or of none.
  /// - Throws: ``Diagnostic`` where there are too many.
  init?(digits: String, base: Int) throws {
    try Whole.check(digits.utf8.count * (Int.bitWidth - 1 - base.leadingZeroBitCount))
    let values = digits.utf8.map { Self.value(ofDigit: $0) }
    guard !values.isEmpty, values.allSatisfy({ $0 < base }) else { return nil }
    if base == 10 {
      self.init(decimal: digits.utf8)
      return
    }
    var number = Magnitude.zero
    // As many digits at once as fit into half a word.
    for start in stride(from: 0, to: values.count, by: 6) {
      let part = values[start..<min(start + 6, values.count)]
      let value = part.reduce(UInt(0)) { $0 * UInt(base) + UInt($1) }
      let unit = part.reduce(UInt(1)) { unit, _ in unit * UInt(base) }
      number = number * Magnitude(unit) + Magnitude(value)
    }
    self = number
  }

  /// Of 0 to 9 and of a to z in either case; more than any digit for what is none.
  private static func value(ofDigit byte: UInt8) -> Int {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x5a: Int(byte) - 0x41 + 10
    case 0x61...0x7a: Int(byte) - 0x61 + 10
    default: Int.max
    }
  }

  /// The digits to a base from 2 to 36.
  func text(base: Int = 10) -> String {
    guard !isZero else { return "0" }
    var (unit, digits) = (UInt(1), 0)
    while true {
      let (larger, isOver) = unit.multipliedReportingOverflow(by: UInt(base))
      guard !isOver else { break }
      (unit, digits) = (larger, digits + 1)
    }
    var (parts, rest) = ([String](), self)
    while !rest.isZero {
      let (quotient, part) = rest.divided(by: unit)
      let text = String(part, radix: base)
      parts.append(quotient.isZero ? text : String(repeating: "0", count: digits - text.utf8.count) + text)
      rest = quotient
    }
    return parts.reversed().joined()
  }

  // MARK: Floating point

  /// The whole part of a finite number that is not negative.
  init(wholePartOf real: Double) {
    let whole = real.rounded(.towardZero)
    guard whole >= 1 else {
      self = .zero
      return
    }
    let exponent = Int(whole.exponent) - 52
    let significand = Magnitude(UInt(whole.significandBitPattern | 1 << 52))
    self = exponent >= 0 ? significand.shifted(left: exponent) : significand.shifted(right: -exponent)
  }

  /// The nearest number in double precision, of two that are as near the even one; infinite where it is too large.
  var real: Double {
    let width = bitWidth
    guard width > 53 else { return words.isEmpty ? 0 : Double(words[0]) }
    guard width <= 1024 else { return .infinity }
    // The first 54 digits, and whether anything follows: rounded once.
    let shift = width - 55
    let leading = shifted(right: max(0, shift)).shifted(left: max(0, -shift)).words[0]
    let isInexact = trailingZeroBits < shift
    let value = Double(leading | (isInexact ? 1 : 0))
    return Double(sign: .plus, exponent: shift, significand: value)
  }
}
