extension Tensor {
  /// e^x / Σ e^x along a dimension, or its logarithm.
  package func softmax(_ dimension: Int, logarithm: Bool) throws -> Tensor {
    try alongLast(dimension) { x in
      let result = try Tensor(uninitialized: x.shape, for: "softmax")
      let (source, destination, kernels) = (x.pointer, result.mutablePointer, Processor.kernels)
      try x.forEachRow { start, length in
        kernels.softmax(source + start, into: destination + start, count: length, logarithm: logarithm)
      }
      return result
    }
  }

  /// This gradient of ``softmax(_:logarithm:)``, whose result was y, taken back to x.
  package func softmaxGradient(of y: Tensor, _ dimension: Int, logarithm: Bool) throws -> Tensor {
    let y = try y.swapped(dimension)
    return try alongLast(dimension) { g in
      let result = try Tensor(uninitialized: g.shape, for: "softmax")
      let (gradient, value, destination) = (g.pointer, y.pointer, result.mutablePointer)
      let kernels = Processor.kernels
      try g.forEachRow { start, length in
        kernels.softmaxGradient(
          gradient + start, of: value + start, into: destination + start, count: length, logarithm: logarithm)
      }
      return result
    }
  }

  /// log Σ e^x along a dimension, which is kept with length 1; nothing overflows.
  package func logSumExp(_ dimension: Int) throws -> Tensor {
    let x = try swapped(dimension)
    let result = try Tensor(uninitialized: x.shape.replacing(rank - 1, with: 1), for: "logsumexp")
    let (source, destination, kernels) = (x.pointer, result.mutablePointer, Processor.kernels)
    let length = x.shape[rank - 1]
    if length == 0 { return try .full(shape.replacing(dimension, with: 1), -.infinity) }
    try x.forEachRow { start, _ in destination[start / length] = kernels.logSumExp(source + start, count: length) }
    return try result.swapped(dimension)
  }

  /// Applies a function of rows along any dimension.
  private func alongLast(_ dimension: Int, _ body: (Tensor) throws -> Tensor) throws -> Tensor {
    try body(try swapped(dimension))
      .swapped(dimension)
  }

  /// The dimension and the last one having changed places.
  private func swapped(_ dimension: Int) throws -> Tensor {
    dimension == rank - 1 ? self : try transposed(dimension, rank - 1)
  }

  /// Calls `body` with where each row of the last dimension begins, and its length.
  private func forEachRow(_ body: (_ start: Int, _ length: Int) -> Void) throws {
    guard count > 0 else { return }
    let length = shape[rank - 1]
    try Partition.rows(count / length, of: length) { rows in
      for row in rows { body(row * length, length) }
    }
  }
}
