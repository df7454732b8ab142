import Kernels

extension Tensor {
  /// Combines two tensors element by element under NumPy's broadcasting.
  ///
  /// - Throws: ``TensorError`` where the shapes do not broadcast.
  package static func combine(_ operation: String, _ left: Tensor, _ right: Tensor, _ function: PairFunction) throws
    -> Tensor
  {
    let shape = try left.shape.broadcast(with: right.shape, for: operation)
    let result = try Tensor(uninitialized: shape, for: operation)
    let (a, b, destination, kernels) = (left.pointer, right.pointer, result.mutablePointer, Processor.kernels)
    try forEachRow(of: result, [left, right]) { row, strides, offsets, count in
      kernels.combine(
        function, Operand(a + offsets[0], moves: strides[0] != 0), Operand(b + offsets[1], moves: strides[1] != 0),
        into: destination + row, count: count)
    }
    return result
  }

  /// Elements of `a` where `condition` is not 0, of `b` elsewhere; all three broadcast.
  package static func choose(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    // NaN-safe, unlike condition·a + (1 - condition)·b.
    let shape = try condition.shape.broadcast(with: try a.shape.broadcast(with: b.shape, for: "where"), for: "where")
    let result = try Tensor(uninitialized: shape, for: "where", from: [a, b])
    let (mask, yes, no) = (condition.pointer, a.pointer, b.pointer)
    let (destination, kernels) = (result.mutablePointer, Processor.kernels)
    try forEachRow(of: result, [condition, a, b]) { row, strides, offsets, count in
      kernels.choose(
        Operand(mask + offsets[0], moves: strides[0] != 0), Operand(yes + offsets[1], moves: strides[1] != 0),
        Operand(no + offsets[2], moves: strides[2] != 0), into: destination + row, count: count)
    }
    return result
  }

  /// Calls `body`, on several threads, with where each run of the result begins, the operands' steps and places there, and
  /// the run's length. Along a run an operand moves by single steps, or stands still.
  static func forEachRow(
    of result: Tensor, _ operands: [Tensor],
    _ body: (_ start: Int, _ strides: SIMD4<Int>, _ offsets: SIMD4<Int>, _ count: Int) -> Void
  ) throws {
    guard result.count > 0 else { return }
    let walk = StridedWalk(result.shape, operands.map { $0.shape.strides(in: result.shape) })
    let (length, strides) = (walk.rowLength, walk.rowStrides)
    if walk.rows == 1 {
      return try Partition.elements(length) { range in
        body(range.lowerBound, strides, strides &* range.lowerBound, range.count)
      }
    }
    try Partition.rows(walk.rows, of: length) { rows in
      walk.forEachRow(rows) { row, offsets in
        Partition.pieces(0..<length) { piece in
          body(row * length + piece.lowerBound, strides, offsets &+ strides &* piece.lowerBound, piece.count)
        }
      }
    }
  }
}

extension Shape {
  /// The strides along the dimensions of a shape that this one is broadcast to; 0 where it is repeated.
  func strides(in target: Shape) -> [Int] {
    let (missing, own) = (target.rank - rank, strides)
    return (0..<target.rank).map { $0 < missing || self[$0 - missing] == 1 ? 0 : own[$0 - missing] }
  }
}
