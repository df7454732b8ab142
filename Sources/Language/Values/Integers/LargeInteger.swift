/// A whole number beyond ``Limits/exactIntegers``, as an object: the others are ``Value/integer(_:)``. To who runs a program there is
/// one type of them, `int`.
package final class LargeInteger: ObjectValue {
  let whole: Whole

  init(_ whole: Whole) { self.whole = whole }

  static func cast(_ value: Value) -> LargeInteger? {
    if case .object(let object) = value { object as? LargeInteger } else { nil }
  }

  /// The number that a decimal text is, of either sign; nil where it is none.
  package static func value(of text: String) throws -> Value? {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard let magnitude = try Magnitude(digits: String(Substring(digits)), base: 10) else { return nil }
    return try Whole(magnitude, isNegative: digits.count < text.utf8.count).value
  }

  /// The number as a float times a power of 2: for what has more digits than a float's exponent reaches.
  package var scaled: (significand: Double, exponent: Int) {
    let exponent = max(0, whole.magnitude.bitWidth - 64)
    let significand = whole.magnitude.shifted(right: exponent).real
    return (whole.isNegative ? -significand : significand, exponent)
  }

  package var typeName: String { "int" }
  package var detail: String? { whole.magnitude.bitWidth <= 128 ? whole.text() : nil }
  package func repr() -> String { whole.text() }
  package var number: Double? { whole.real }
  package var isWholeNumber: Bool { true }

  /// Whether single precision holds it.
  package var isExactInSinglePrecision: Bool {
    let nearest = Float(whole.real)
    return nearest.isFinite && Whole.compare(Whole(wholePartOf: Double(nearest)), whole) == 0
  }

  /// The number in 64 bits; nil where it has more.
  package var word: Int? { Int(whole.text()) }

  /// The nearest number in double precision.
  ///
  /// - Throws: ``Diagnostic`` where it is too large for one.
  private var finite: Double {
    get throws {
      guard whole.real.isFinite else {
        throw Diagnostic(.overflow, "a whole number of this size is too large for a float")
      }
      return whole.real
    }
  }

  package var attributeNames: [String] { Methods.names(of: .integer(0)) }

  // MARK: Operators

  package func binary(
    _ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context
  ) throws -> Value? {
    if let second = Whole(other) {
      return try reversed ? Self.result(operation, second, whole) : Self.result(operation, whole, second)
    }
    switch other {
    case .real(let real):
      if let order = order(beside: real) {
        let comparison = reversed ? -order : order
        if let answer = Self.answer(operation, comparison) { return .bool(answer) }
      } else if operation.isComparison {
        return .bool(operation == .notEqual)
      }
      let own = try finite
      return try reversed ? Operators.reals(operation, real, own) : Operators.reals(operation, own, real)
    case .object(let object) where InstanceValue.cast(object) == nil:
      // What a library brings knows numbers, and none of so many digits.
      let own = operation.isComparison ? whole.real : try finite
      return try object.binary(operation, .real(own), reversed: !reversed, context)
    case .string, .list, .tuple:
      guard operation == .multiply else { return nil }
      // So often repeated it is empty, or too long.
      return try Operators.binary(operation, other, .integer(whole.isNegative ? 0 : Int.max), context)
    default: return nil
    }
  }

  package func unary(_ operation: UnaryOperator, _ context: Context) throws -> Value? {
    switch operation {
    case .plus: .object(self)
    case .minus: try (-whole).value
    case .invert: try whole.inverted.value
    }
  }

  /// Before, beside or behind a number in double precision: exactly, as in Python. Nil for what is no number.
  private func order(beside real: Double) -> Int? {
    if real.isNaN { return nil }
    if real.isInfinite { return real < 0 ? 1 : -1 }
    // Where it matters the other has nothing after the point.
    return Whole.compare(whole, Whole(wholePartOf: real))
  }

  private static func answer(_ operation: BinaryOperator, _ order: Int) -> Bool? {
    switch operation {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    default: nil
    }
  }

  /// An operator on two whole numbers, of whatever size; nil where it has no meaning for them.
  static func result(_ operation: BinaryOperator, _ left: Whole, _ right: Whole) throws -> Value? {
    if let answer = answer(operation, Whole.compare(left, right)) { return .bool(answer) }
    switch operation {
    case .add: return try (left + right).value
    case .subtract: return try (left - right).value
    case .multiply:
      try Whole.check(left.magnitude.bitWidth + right.magnitude.bitWidth - 1)
      return try (left * right).value
    case .divide:
      try checkIsNotZero(right, operation, left)
      let ratio = left.ratio(to: right)
      guard ratio.isFinite else {
        throw Diagnostic(.overflow, "the quotient is too large for a float")
      }
      return .real(ratio)
    case .floorDivide:
      try checkIsNotZero(right, operation, left)
      return try left.divided(by: right).quotient.value
    case .remainder:
      try checkIsNotZero(right, operation, left)
      return try left.divided(by: right).remainder.value
    case .power:
      if right.isNegative { return try Operators.reals(.power, left.real, right.real) }
      return try left.power(right).value
    case .and: return try Whole.bitwise(left, right, &).value
    case .or: return try Whole.bitwise(left, right, |).value
    case .shiftLeft, .shiftRight: return try shifted(operation, left, right)
    default: return nil
    }
  }

  private static func shifted(_ operation: BinaryOperator, _ left: Whole, _ right: Whole) throws -> Value {
    guard !right.isNegative else {
      throw Diagnostic(.value, "`\(operation.rawValue)` by a negative number of places")
    }
    if left.isZero { return .integer(0) }
    let places = Int(exactly: right.magnitude.real) ?? Int.max
    guard operation == .shiftLeft else { return try left.shifted(right: places).value }
    try Whole.check(min(places, Limits.integerLength) + left.magnitude.bitWidth)
    return try left.shifted(left: places).value
  }

  private static func checkIsNotZero(_ divisor: Whole, _ operation: BinaryOperator, _ dividend: Whole) throws {
    guard divisor.isZero else { return }
    throw Operators.divisionByZero(operation, try dividend.value)
  }
}

extension Value {
  /// Whether it is a whole number of Python's, of whatever size: an int or a bool.
  package var isInteger: Bool { Whole(self) != nil }
}
