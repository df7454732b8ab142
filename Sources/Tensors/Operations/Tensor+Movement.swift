import Text

extension Tensor {
  /// The elements in another shape; shares the memory.
  ///
  /// - Throws: ``TensorError`` where the numbers of elements differ.
  package func reshaped(_ shape: Shape) throws -> Tensor {
    guard shape.count == count else {
      throw TensorError(
        .shape, "reshape",
        "reshape: \(counted(count, "element")) of a tensor of shape \(self.shape) \(count == 1 ? "does" : "do") not fill \(shape)",
        suggestion: "the product of the new lengths must be \(count)")
    }
    return view(shape)
  }

  /// Rows `range` of the first dimension; shares the memory.
  package func rows(_ range: Range<Int>) -> Tensor {
    let rowCount = shape.dropFirst().count
    return view(shape.replacing(0, with: range.count), offset: range.lowerBound * rowCount)
  }

  /// Dimensions in another order: `order[i]` is the old place of new dimension `i`.
  package func permuted(_ order: [Int]) throws -> Tensor {
    let old = shape.strides
    return try gathered(Shape(order.map { shape[$0] }), strides: order.map { old[$0] }, operation: "permute")
  }

  package func transposed(_ first: Int, _ second: Int) throws -> Tensor {
    var order = Array(0..<rank)
    order.swapAt(first, second)
    return try permuted(order)
  }

  /// The tensor repeated along dimensions of length 1, and along new leading ones.
  ///
  /// - Throws: ``TensorError`` where a length other than 1 would have to change.
  package func expanded(to target: Shape) throws -> Tensor {
    if shape == target { return self }
    guard try shape.broadcast(with: target, for: "expand") == target else {
      throw TensorError(.shape, "expand", "expand: \(shape) cannot be repeated to \(target)")
    }
    return try gathered(target, strides: shape.strides(in: target), operation: "expand")
  }

  /// Every `step`-th index of a dimension from `start`, `count` of them. Steps may be negative.
  package func sliced(_ dimension: Int, start: Int, count length: Int, step: Int) throws -> Tensor {
    if dimension == 0 && step == 1 { return rows(start..<start + length) }
    let strides = shape.strides
    var walk = strides
    walk[dimension] *= step
    return try gathered(
      shape.replacing(dimension, with: length), strides: walk, start: length > 0 ? start * strides[dimension] : 0,
      operation: "slice")
  }

  /// A copy of a strided walk through the elements, which may meet some of them several times and others never.
  package func strided(_ shape: Shape, _ strides: [Int], start: Int, for operation: String) throws -> Tensor {
    try gathered(shape, strides: strides, start: start, operation: operation)
  }

  /// The reverse of ``strided(_:_:start:for:)``: the elements added into zeros of shape `target`.
  package func unstrided(_ strides: [Int], start: Int, into target: Shape) throws -> Tensor {
    let result = try Tensor.zeros(target)
    guard count > 0 else { return result }
    let walk = StridedWalk(shape, [strides])
    let (source, destination) = (pointer, result.mutablePointer + start)
    let (length, step) = (walk.rowLength, walk.rowStrides[0])
    walk.forEachRow(0..<walk.rows) { row, offsets in
      let (from, to) = (source + row * length, destination + offsets[0])
      Partition.pieces(0..<length) { for index in $0 { to[index * step] += from[index] } }
    }
    return result
  }

  /// The indices of a dimension from the last to the first.
  package func flipped(_ dimension: Int) throws -> Tensor {
    let length = shape[dimension]
    return try sliced(dimension, start: max(0, length - 1), count: length, step: -1)
  }

  /// The rows at the given indices of a dimension, each in range.
  package func selected(_ dimension: Int, _ indices: [Int]) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try Tensor(
      uninitialized: shape.replacing(dimension, with: indices.count), for: "index", from: [self])
    try Partition.runs(axis.outer, of: indices.count, weight: axis.inner) { outer, positions in
      if axis.inner == 1 {
        let (from, to) = (pointer + outer * axis.length, result.mutablePointer + outer * indices.count)
        indices.withUnsafeBufferPointer { for position in positions { to[position] = from[$0[position]] } }
        return
      }
      for position in positions {
        let source = pointer + (outer * axis.length + indices[position]) * axis.inner
        (result.mutablePointer + (outer * indices.count + position) * axis.inner).update(
          from: source, count: axis.inner)
      }
    }
    return result
  }

  /// The reverse of ``selected(_:_:)``: rows added into zeros of shape `target` at the given indices.
  package func scattered(_ dimension: Int, _ indices: [Int], into target: Shape) throws -> Tensor {
    let axis = Axis(target, dimension)
    let result = try Tensor.zeros(target)
    try Partition.runs(axis.outer, of: indices.count, weight: axis.inner) { outer, positions in
      for position in positions {
        let source = pointer + (outer * indices.count + position) * axis.inner
        let destination = result.mutablePointer + (outer * axis.length + indices[position]) * axis.inner
        for inner in 0..<axis.inner { destination[inner] += source[inner] }
      }
    }
    return result
  }

  /// Joins tensors along an existing dimension.
  ///
  /// - Throws: ``TensorError`` where their other lengths differ.
  package static func concatenated(_ tensors: [Tensor], _ dimension: Int) throws -> Tensor {
    guard let first = tensors.first else {
      throw TensorError(.value, "cat", "cat: there is nothing to join in an empty list")
    }
    func differing(_ other: Tensor, _ suggestion: String) -> TensorError {
      TensorError(
        .shape, "cat", "cat: \(first.shape) and \(other.shape) differ in more than dimension \(dimension)",
        suggestion: suggestion)
    }
    if let other = tensors.first(where: { $0.rank != first.rank }) {
      throw differing(
        other, "give all the same number of dimensions first, with flatten(x), x.reshape(…) or x.unsqueeze(…)")
    }
    // The dimension is one of somebody's, who need not be the first.
    guard dimension < first.rank else {
      throw TensorError(.shape, "cat", "cat: \(first.shape) has no dimension \(dimension)")
    }
    var length = 0
    for tensor in tensors {
      guard tensor.shape.removing(dimension) == first.shape.removing(dimension) else {
        throw differing(tensor, "all other lengths must be equal")
      }
      length += tensor.shape[dimension]
    }
    let result = try Tensor(
      uninitialized: first.shape.replacing(dimension, with: length), for: "cat", from: tensors)
    let axis = Axis(result.shape, dimension)
    var start = 0
    for tensor in tensors {
      let run = tensor.shape[dimension] * axis.inner
      try Partition.runs(axis.outer, of: run) { outer, piece in
        (result.mutablePointer + outer * axis.length * axis.inner + start + piece.lowerBound).update(
          from: tensor.pointer + outer * run + piece.lowerBound, count: piece.count)
      }
      start += run
    }
    return result
  }

  /// A contiguous copy of a strided walk through the elements.
  private func gathered(_ shape: Shape, strides: [Int], start: Int = 0, operation: String) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: operation, from: [self])
    guard result.count > 0 else { return result }
    let (source, destination) = (pointer + start, result.mutablePointer)
    let walk = StridedWalk(shape, [strides, shape.strides])
    let (length, step) = (walk.rowLength, walk.rowStrides[0])
    if step > 1, let across = walk.strides.firstIndex(where: { $0[0] == 1 }) {
      try Self.transpose(source, into: destination, walk, across)
      return result
    }
    try Partition.rows(walk.rows, of: length) { rows in
      walk.forEachRow(rows) { row, offsets in
        let (from, to) = (source + offsets[0], destination + row * length)
        Partition.pieces(0..<length) { piece in
          switch step {
          case 1: (to + piece.lowerBound).update(from: from + piece.lowerBound, count: piece.count)
          case 0: (to + piece.lowerBound).update(repeating: from[0], count: piece.count)
          default: for index in piece { to[index] = from[index * step] }
          }
        }
      }
    }
    return result
  }

  /// The walk whose source has its neighbours along dimension `across`, while the result has them along rows: a transposed
  /// matrix for each place along the other dimensions.
  private static func transpose(
    _ source: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>, _ walk: StridedWalk, _ across: Int
  ) throws {
    let kernels = Processor.kernels
    let (rows, columns) = (walk.rowLength, walk.lengths[across])
    let (sourceStep, destinationStep) = (walk.rowStrides[0], walk.strides[across][1])
    let others = walk.without(across, walk.lengths.count - 1)
    // Strips of the matrices, each a few vectors wide: work for every thread where there is but one matrix.
    let width = 64
    let strips = (columns + width - 1) / width
    try Partition.rows(others.rows * others.rowLength * strips, of: rows * min(width, columns)) { range in
      for part in range {
        let (first, matrix) = (part % strips * width, part / strips)
        let offsets = others.offsets(ofElement: matrix)
        kernels.transpose(
          source + offsets[0] + first, sourceStep: sourceStep, rows: rows, columns: min(width, columns - first),
          into: destination + offsets[1] + first * destinationStep, destinationStep: destinationStep)
      }
    }
  }
}
