import Glibc

extension Tensor {
  package static func + (left: Tensor, right: Tensor) throws -> Tensor {
    try combine("+", left, right, .add).held(as: left.joinedKind(right), "+") {
      try areExact($0, left, right) { $0 + $1 }
    }
  }

  package static func - (left: Tensor, right: Tensor) throws -> Tensor {
    try combine("-", left, right, .subtract).held(as: left.joinedKind(right), "-") {
      try areExact($0, left, right) { $0 - $1 }
    }
  }

  package static func * (left: Tensor, right: Tensor) throws -> Tensor {
    try combine("*", left, right, .multiply).held(as: left.joinedKind(right), "*") {
      try areExact($0, left, right) { $0 * $1 }
    }
  }

  package static func / (left: Tensor, right: Tensor) throws -> Tensor { try combine("/", left, right, .divide) }

  /// x^y as C's powf has it; squares and other small whole powers, the common case, by multiplication. Powers below 0 of
  /// whole numbers are real ones; in a tensor of powers they are whole, as there: 0, but for those of 1 and -1.
  package static func power(_ base: Tensor, _ exponent: Tensor) throws -> Tensor {
    let kind = base.joinedKind(exponent)
    let power = try realPower(base, exponent)
    if kind == .real { return power }
    if exponent.elements.contains(where: { $0 < 0 }) {
      guard exponent.rank > 0 else { return power }
      return try combineScalars("**", power, .scalar(0)) { x, _ in x.magnitude < 1 ? 0 : x }.held(as: kind, "**")
    }
    return try power.held(as: kind, "**") { try areExact($0, base, exponent) { pow($0, $1) } }
  }

  private static func realPower(_ base: Tensor, _ exponent: Tensor) throws -> Tensor {
    if exponent.count == 1 && exponent.rank <= base.rank {
      switch exponent.pointer[0] {
      case 0: return try full(try base.shape.broadcast(with: exponent.shape, for: "**"), 1)
      case 1: return try base.copy().as(.real)
      case 2: return try base.map("**", .square)
      case 3: return try base.map("**", .cube)
      case 0.5: return try base.sqrt()
      case -1: return try base.map("**", .reciprocal)
      case -0.5: return try base.sqrt().map("**", .reciprocal)
      default: break
      }
    }
    return try combineScalars("**", base, exponent, powf)
  }

  /// Whether results are those of double precision, which holds products of two whole numbers of float32 exactly.
  private static func areExact(
    _ result: Tensor, _ left: Tensor, _ right: Tensor, _ exact: (Double, Double) -> Double
  ) throws -> Bool {
    // 1 where it is not the same: these are few, and large.
    let differences = try combineScalars("exact", left, right) { x, y in
      let number = exact(Double(x), Double(y))
      return number.magnitude < 0x1p53 && Double(Float(number)) == number ? 0 : 1
    }
    return try differences.total() == 0
  }

  /// The larger of each pair: of masks, a mask.
  package static func maximum(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combine("maximum", left, right, .maximum).as(left.joinedKind(right))
  }

  /// The smaller of each pair: of masks, a mask.
  package static func minimum(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combine("minimum", left, right, .minimum).as(left.joinedKind(right))
  }

  /// The remainder with the sign of the divisor, as Python's; exact, however large the quotient.
  package static func remainder(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combineScalars("%", left, right) { x, y in
      let remainder = fmodf(x, y)
      return Self.isOpposite(remainder, y) ? remainder + y : remainder
    }.held(as: left.joinedKind(right), "%")
  }

  /// The remainder with the sign of the left operand, as C's.
  package static func truncatedRemainder(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combineScalars("fmod", left, right) { fmodf($0, $1) }.held(as: left.joinedKind(right), "fmod")
  }

  /// The quotient rounded towards 0.
  package static func truncatedQuotient(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combineScalars("fmod", left, right) { ($0 / $1).rounded(.towardZero) }.held(as: left.joinedKind(right), "div")
  }

  /// The angle of the point (x, y), from -π to π.
  package static func arctangent(_ y: Tensor, _ x: Tensor) throws -> Tensor {
    try combine("atan2", y, x, .atan2)
  }

  /// log(e^a + e^b); nothing overflows.
  package static func logAddExp(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try combine("logaddexp", a, b, .logAddExp)
  }

  /// x · log y, and 0 where x is 0, whatever y; NaN where y is NaN.
  package static func xlogy(_ x: Tensor, _ y: Tensor) throws -> Tensor {
    try combineScalars("xlogy", x, y) { $1.isNaN ? .nan : $0 == 0 ? 0 : $0 * logf($1) }
  }

  /// The quotient rounded down, as Python's: of the exact remainder, since x / y itself may round up to the next number.
  package static func floorDivide(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combineScalars("//", left, right) { x, y in
      guard y != 0 else { return x / y }
      let remainder = fmodf(x, y)
      let quotient = ((x - remainder) / y).rounded()
      return Self.isOpposite(remainder, y) ? quotient - 1 : quotient
    }.held(as: left.joinedKind(right), "//")
  }

  /// Whether what is left of a division rounded towards 0 has another sign than the divisor.
  @inline(__always)
  private static func isOpposite(_ remainder: Float, _ divisor: Float) -> Bool {
    remainder != 0 && (remainder < 0) != (divisor < 0)
  }

  /// The bits of whole numbers, combined.
  package static func combineBits(_ left: Tensor, _ right: Tensor, _ operation: (Int, Int) -> Int) throws -> Tensor {
    try combineScalars("bits", left, right) { Float(operation(Int($0), Int($1))) }
      .held(as: left.joinedKind(right), "bits")
  }

  package enum Comparison: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  /// 1 where the comparison holds, 0 where not; comparisons with NaN do not hold, but for `notEqual`.
  package static func compare(_ left: Tensor, _ comparison: Comparison, _ right: Tensor) throws -> Tensor {
    switch comparison {
    case .equal: try combine("==", left, right, .equal)
    case .notEqual: try combine("!=", left, right, .notEqual)
    case .less: try combine("<", left, right, .less)
    case .lessOrEqual: try combine("<=", left, right, .lessOrEqual)
    case .greater: try combine(">", left, right, .greater)
    case .greaterOrEqual: try combine(">=", left, right, .greaterOrEqual)
    }
  }

  /// One element at a time: for functions that have no vector form here.
  @inline(__always)
  static func combineScalars(
    _ operation: String, _ left: Tensor, _ right: Tensor, _ f: (Float, Float) -> Float
  ) throws -> Tensor {
    let shape = try left.shape.broadcast(with: right.shape, for: operation)
    let result = try Tensor(uninitialized: shape, for: operation)
    let (a, b, destination) = (left.pointer, right.pointer, result.mutablePointer)
    try forEachRow(of: result, [left, right]) { row, strides, offsets, count in
      if strides[0] == 1 && strides[1] == 1 {
        let (x, y, to) = (a + offsets[0], b + offsets[1], destination + row)
        for index in 0..<count { to[index] = f(x[index], y[index]) }
        return
      }
      for index in 0..<count {
        destination[row + index] = f(a[offsets[0] + index * strides[0]], b[offsets[1] + index * strides[1]])
      }
    }
    return result
  }
}
