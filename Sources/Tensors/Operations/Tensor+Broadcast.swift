import Glibc

extension Tensor {
  /// Combines two tensors element by element under NumPy's broadcasting.
  ///
  /// - Throws: ``TensorError`` where the shapes do not broadcast.
  @inline(__always)
  static func combine(_ operation: String, _ left: Tensor, _ right: Tensor, _ f: (Lanes, Lanes) -> Lanes) throws
    -> Tensor
  {
    let shape = try left.shape.broadcast(with: right.shape, for: operation)
    let result = try Tensor(uninitialized: shape, for: operation)
    let destination = result.mutablePointer
    let (a, b) = (left.pointer, right.pointer)
    if left.count == shape.count && right.count == shape.count {
      try Loops.zip(a, b, into: destination, count: shape.count, f)
    } else if right.count == 1 {
      let scalar = Lanes(repeating: b[0])
      try Loops.map(a, into: destination, count: shape.count) { f($0, scalar) }
    } else if left.count == 1 {
      let scalar = Lanes(repeating: a[0])
      try Loops.map(b, into: destination, count: shape.count) { f(scalar, $0) }
    } else if shape.count > 0 {
      try combineRows(Broadcast(left.shape, right.shape, shape), a, b, destination, f)
    }
    return result
  }

  /// The general case: runs of the innermost dimension, each operand moving along it or standing still.
  private static func combineRows(
    _ broadcast: Broadcast, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    _ destination: UnsafeMutablePointer<Float>, _ f: (Lanes, Lanes) -> Lanes
  ) throws {
    let length = broadcast.innerLength
    let (leftMoves, rightMoves) = (broadcast.leftStrides.last != 0, broadcast.rightStrides.last != 0)
    try Partition.rows(broadcast.rows, of: length) { rows in
      for row in rows {
        let (leftOffset, rightOffset) = broadcast.offsets(ofRow: row)
        let (left, right, out) = (a + leftOffset, b + rightOffset, destination + row * length)
        Partition.pieces(0..<length) { piece in
          var index = piece.lowerBound
          while index < piece.upperBound {
            let lanes = min(Lanes.scalarCount, piece.upperBound - index)
            let x = leftMoves ? Loops.load(left + index, first: lanes) : Lanes(repeating: left[0])
            let y = rightMoves ? Loops.load(right + index, first: lanes) : Lanes(repeating: right[0])
            Loops.store(f(x, y), out + index, first: lanes)
            index += lanes
          }
        }
      }
    }
  }
}

/// How two operands of different shapes are walked through together.
struct Broadcast {
  /// The result's dimensions, at least one.
  let dimensions: [Int]
  /// Strides of the operands along them; 0 where an operand is repeated.
  let leftStrides: [Int]
  let rightStrides: [Int]

  init(_ left: Shape, _ right: Shape, _ result: Shape) {
    dimensions = result.rank == 0 ? [1] : result.dimensions
    leftStrides = Self.strides(of: left, in: dimensions)
    rightStrides = Self.strides(of: right, in: dimensions)
  }

  var innerLength: Int { dimensions[dimensions.count - 1] }

  var rows: Int { dimensions.dropLast().reduce(1, *) }

  func offsets(ofRow row: Int) -> (left: Int, right: Int) {
    var (rest, left, right) = (row, 0, 0)
    for dimension in stride(from: dimensions.count - 2, through: 0, by: -1) {
      let index = rest % dimensions[dimension]
      rest /= dimensions[dimension]
      left += index * leftStrides[dimension]
      right += index * rightStrides[dimension]
    }
    return (left, right)
  }

  private static func strides(of shape: Shape, in dimensions: [Int]) -> [Int] {
    let missing = dimensions.count - shape.rank
    let own = shape.strides
    return dimensions.indices.map { dimension in
      dimension < missing || shape[dimension - missing] == 1 ? 0 : own[dimension - missing]
    }
  }
}

// MARK: - Arithmetic and comparison

extension Tensor {
  package static func + (left: Tensor, right: Tensor) throws -> Tensor { try combine("+", left, right) { $0 + $1 } }

  package static func - (left: Tensor, right: Tensor) throws -> Tensor { try combine("-", left, right) { $0 - $1 } }

  package static func * (left: Tensor, right: Tensor) throws -> Tensor { try combine("*", left, right) { $0 * $1 } }

  package static func / (left: Tensor, right: Tensor) throws -> Tensor { try combine("/", left, right) { $0 / $1 } }

  /// x^y as C's powf has it; squares and other small whole powers, the common case, by multiplication.
  package static func power(_ base: Tensor, _ exponent: Tensor) throws -> Tensor {
    if exponent.count == 1 && exponent.rank <= base.rank {
      switch exponent.pointer[0] {
      case 0: return try full(try base.shape.broadcast(with: exponent.shape, for: "**"), 1)
      case 1: return try base.copy()
      case 2: return try base.mapLanes("**") { $0 * $0 }
      case 3: return try base.mapLanes("**") { $0 * $0 * $0 }
      case 0.5: return try base.sqrt()
      case -1: return try base.mapLanes("**") { 1 / $0 }
      default: break
      }
    }
    return try combine("**", base, exponent) { lanes(powf, $0, $1) }
  }

  package static func maximum(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combine("maximum", left, right) { x, y in select(x .< y .| (y .!= y), y, x) }
  }

  package static func minimum(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combine("minimum", left, right) { x, y in select(x .> y .| (y .!= y), y, x) }
  }

  /// x - floor(x / y) · y: the remainder with the sign of the divisor, as Python's.
  package static func remainder(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combine("%", left, right) { lanes({ x, y in x - (x / y).rounded(.down) * y }, $0, $1) }
  }

  package static func floorDivide(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    try combine("//", left, right) { lanes({ x, y in (x / y).rounded(.down) }, $0, $1) }
  }

  package enum Comparison: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  /// 1 where the comparison holds, 0 where not; comparisons with NaN do not hold, but for `notEqual`.
  package static func compare(_ left: Tensor, _ comparison: Comparison, _ right: Tensor) throws -> Tensor {
    let (one, zero) = (Lanes(repeating: 1), Lanes.zero)
    return switch comparison {
    case .equal: try combine("==", left, right) { select($0 .== $1, one, zero) }
    case .notEqual: try combine("!=", left, right) { select($0 .!= $1, one, zero) }
    case .less: try combine("<", left, right) { select($0 .< $1, one, zero) }
    case .lessOrEqual: try combine("<=", left, right) { select($0 .<= $1, one, zero) }
    case .greater: try combine(">", left, right) { select($0 .> $1, one, zero) }
    case .greaterOrEqual: try combine(">=", left, right) { select($0 .>= $1, one, zero) }
    }
  }

  /// Elements of `a` where `condition` is not 0, of `b` elsewhere; all three broadcast.
  package static func choose(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    // NaN-safe, unlike condition·a + (1 - condition)·b.
    let shape = try condition.shape.broadcast(with: try a.shape.broadcast(with: b.shape, for: "where"), for: "where")
    let (mask, yes, no) = (try condition.expanded(to: shape), try a.expanded(to: shape), try b.expanded(to: shape))
    let result = try Tensor(uninitialized: shape, for: "where")
    let (m, x, y, out) = (mask.pointer, yes.pointer, no.pointer, result.mutablePointer)
    try Partition.elements(result.count) { for index in $0 { out[index] = m[index] != 0 ? x[index] : y[index] } }
    return result
  }

  @inline(__always)
  private static func select(_ mask: SIMDMask<SIMD8<Int32>>, _ yes: Lanes, _ no: Lanes) -> Lanes {
    no.replacing(with: yes, where: mask)
  }

  @inline(__always)
  private static func lanes(_ f: (Float, Float) -> Float, _ x: Lanes, _ y: Lanes) -> Lanes {
    var result = Lanes.zero
    for lane in 0..<Lanes.scalarCount { result[lane] = f(x[lane], y[lane]) }
    return result
  }
}
