import Kernels
import Text

extension Tensor {
  /// The matrix product of two matrices, either of them transposed first: [m, k] · [k, n] = [m, n].
  ///
  /// The result is cut into blocks of rows or columns, never along the summed dimension, so that the bits do not depend
  /// on the number of threads and no single BLAS call takes long enough to delay an interrupt.
  ///
  /// - Parameters:
  ///   - destination: where the product goes, [m, n].
  ///   - finish: called with each block as soon as it is complete, while it is in the cache.
  /// - Throws: ``Cancelled``. Shapes are the caller's to check.
  package static func multiply(
    _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false,
    into destination: UnsafeMutablePointer<Float>,
    finish: ((_ rows: Range<Int>, _ columns: Range<Int>) -> Void)? = nil
  ) throws {
    let (m, k) = transposeA ? (a.shape[1], a.shape[0]) : (a.shape[0], a.shape[1])
    let n = transposeB ? b.shape[0] : b.shape[1]
    guard m > 0, n > 0 else { return }
    guard k > 0 else {
      destination.update(repeating: 0, count: m * n)
      finish?(0..<m, 0..<n)
      return
    }
    let work = 2 * m * n * k
    let product = try MatrixProduct(for: "matmul")
    if transposeB && product.suitsKernels(columns: m) {
      // Turned over: the numbers of b are read one at a time, and those of aᵀ as vectors.
      let turned = try transposeA ? a : a.turned()
      let result = try Tensor(uninitialized: [n, m], for: "matmul")
      let (left, right, results) = (b.pointer, turned.pointer, result.mutablePointer)
      return try forEachBlock(of: n, work: work) { range in
        let rows = results + range.lowerBound * m
        product.multiply(
          range.count, m, k, left + range.lowerBound * k, lda: k, right, ldb: m, into: rows, ldc: m)
        product.kernels.transpose(
          rows, sourceStep: m, rows: range.count, columns: m, into: destination + range.lowerBound,
          destinationStep: n)
        finish?(0..<m, range)
      }
    }
    let (left, right, byColumns) = (a.pointer, b.pointer, n >= m)
    let lda = transposeA ? m : k
    try forEachBlock(of: byColumns ? n : m, work: work) { range in
      let start = range.lowerBound
      if byColumns {
        product.multiply(
          m, range.count, k, left, lda: lda, transposeA: transposeA, right + (transposeB ? start * k : start),
          ldb: transposeB ? k : n, transposeB: transposeB, into: destination + start, ldc: n)
        finish?(0..<m, range)
      } else {
        product.multiply(
          range.count, n, k, left + (transposeA ? start : start * k), lda: lda, transposeA: transposeA, right,
          ldb: transposeB ? k : n, transposeB: transposeB, into: destination + start * n, ldc: n)
        finish?(range, 0..<n)
      }
    }
  }

  /// Cuts the rows or columns of a product into blocks of at least half a MFLOP and 32 of them each: eight, or as many as a
  /// gigaflop in each of them makes, between which somebody looks at the interrupt.
  private static func forEachBlock(of length: Int, work: Int, _ body: (Range<Int>) -> Void) throws {
    let blocks = max(1, min(length / 32, max(Partition.evened(min(8, work >> 19)), work >> 30)))
    try Partition.even(length, slices: blocks) { if !$0.isEmpty { body($0) } }
  }

  /// The transpose of a matrix.
  private func turned() throws -> Tensor {
    let (rows, columns) = (shape[0], shape[1])
    let result = try Tensor(uninitialized: [columns, rows], for: "matmul")
    let (source, destination, kernels) = (pointer, result.mutablePointer, Processor.kernels)
    try Partition.rows(columns, of: rows) { part in
      kernels.transpose(
        source + part.lowerBound, sourceStep: columns, rows: rows, columns: part.count,
        into: destination + part.lowerBound * rows, destinationStep: rows)
    }
    return result
  }

  /// Products of less work than this are not worth a second thread, each by itself.
  private static let smallProduct = 1 << 20

  /// The shape of a matrix product, with nothing computed.
  ///
  /// - Throws: ``TensorError`` where the two do not fit.
  package static func productShape(_ left: Shape, _ right: Shape) throws -> Shape {
    guard left.rank > 0, right.rank > 0 else {
      throw TensorError(
        .shape, "matmul", "matmul: \(left) @ \(right) has a scalar operand", suggestion: "use * to scale")
    }
    let k = left[left.rank - 1], kRight = right[max(0, right.rank - 2)]
    guard k == kRight else {
      throw TensorError(
        .shape, "matmul",
        "matmul: \(left) @ \(right) sums over \(counted(k, "element")) on the left and \(kRight) on the right",
        suggestion: right.rank == 2 && right[1] == k
          ? "transpose the right one with .T" : "the last length of the left must equal the second last of the right")
    }
    let batch = try left.dropLast(2).broadcast(with: right.dropLast(2), for: "matmul")
    let rows = left.dimensions.suffix(2).dropLast(), columns = right.rank == 1 ? [] : [right[right.rank - 1]]
    return Shape(batch.dimensions + rows + columns)
  }

  /// The matrix product of NumPy's `@`: vectors count as a row on the left and a column on the right, and leading
  /// dimensions of batches broadcast.
  ///
  /// - Throws: ``TensorError`` where the summed lengths differ or an operand is a scalar.
  package static func matmul(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    let product = try realProduct(left, right)
    let kind = left.joinedKind(right)
    if kind == .real { return product }
    // What is added up on the way is no larger than this.
    _ = try realProduct(left.as(.real).abs(), right.as(.real).abs()).held(as: .whole, "matmul")
    return try product.held(as: kind, "matmul")
  }

  private static func realProduct(_ left: Tensor, _ right: Tensor) throws -> Tensor {
    _ = try productShape(left.shape, right.shape)
    if left.rank == 1, right.rank == 1 {
      return try .scalar(Float(Processor.kernels.sum(.product, left.pointer, right.pointer, count: left.count)))
    }
    let a = left.rank == 1 ? try left.reshaped([1, left.count]) : left
    let b = right.rank == 1 ? try right.reshaped([right.count, 1]) : right
    let k = a.shape[a.rank - 1]
    let (m, n) = (a.shape[a.rank - 2], b.shape[b.rank - 1])
    let batch = try a.shape.dropLast(2).broadcast(with: b.shape.dropLast(2), for: "matmul")
    var result = try Tensor(uninitialized: batch + [m, n], for: "matmul")
    if b.rank == 2 {
      // One matrix for all: the batch is more rows.
      let rows = try a.reshaped([a.count / max(k, 1), k])
      try multiply(k == 0 ? try .zeros([batch.count * m, 0]) : rows, b, into: result.mutablePointer)
    } else {
      let (left, right) = (try a.expanded(to: batch + [m, k]), try b.expanded(to: batch + [k, n]))
      if 2 * m * n * k < smallProduct, m * n * k > 0, batch.count > 1 {
        // Many small ones: the batch is what threads share.
        let (product, size) = (try MatrixProduct(for: "matmul"), m * n)
        let (x, y, destination) = (left.pointer, right.pointer, result.mutablePointer)
        try Partition.rows(batch.count, of: size + m * n * k / 8) { range in
          for index in range {
            product.multiply(
              m, n, k, x + index * m * k, lda: k, y + index * k * n, ldb: n, into: destination + index * size, ldc: n)
          }
        }
      } else {
        for index in 0..<batch.count {
          try multiply(
            Tensor(shape: [m, k], storage: left.storage, offset: left.offset + index * m * k),
            Tensor(shape: [k, n], storage: right.storage, offset: right.offset + index * k * n),
            into: result.mutablePointer + index * m * n)
        }
      }
    }
    var shape = result.shape
    if right.rank == 1 { shape = shape.removing(shape.rank - 1) }
    if left.rank == 1 { shape = shape.removing(shape.rank - (right.rank == 1 ? 1 : 2)) }
    result = try result.reshaped(shape)
    return result
  }

  /// x · wᵀ + b for x [batch, in], w [out, in], b [out]: the linear layer; with `relu`, max(x · wᵀ + b, 0).
  package static func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, relu: Bool = false) throws -> Tensor {
    let (batch, out) = (x.shape[0], weight.shape[0])
    let result = try Tensor(uninitialized: [batch, out], for: "linear")
    let (destination, kernels) = (result.mutablePointer, Processor.kernels)
    let shift = bias?.pointer
    try multiply(x, weight, transposeB: true, into: destination) { rows, columns in
      for row in rows {
        let values = destination + row * out + columns.lowerBound
        if let shift {
          kernels.combine(
            relu ? .addRelu : .add, Operand(values), Operand(shift + columns.lowerBound), into: values,
            count: columns.count)
        } else if relu {
          kernels.apply(.relu, values, into: values, count: columns.count)
        }
      }
    }
    return result
  }
}
