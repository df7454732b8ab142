import Text

// Elements that a tensor of indices names along a dimension, and their way back. Indices are whole numbers in float32.

extension Tensor {
  /// Sees to it that all elements are whole numbers from 0 up to, not including, `length`.
  ///
  /// - Throws: ``TensorError`` of code `value` or `index` that names the first that is not.
  package func checkIndices(below length: Int, for operation: String) throws {
    let (source, limit) = (pointer, Double(length))
    var strays = 0
    try Partition.inOrder(count) { range in
      for index in range {
        let number = Double(source[index])
        if !(number >= 0 && number < limit && number == number.rounded(.down)) { strays += 1 }
      }
    }
    guard strays > 0 else { return }
    for number in elements {
      guard number.isFinite, number == number.rounded(.down) else {
        throw TensorError(
          .value, operation, "\(operation): indices are whole numbers, and one of these is \(number)",
          suggestion: "floor(x) cuts off what is behind the point")
      }
      guard number < 0 || Double(number) >= limit else { continue }
      throw TensorError(
        .index, operation,
        "\(operation): index \(Int(exactly: number).map(String.init) ?? "\(number)") is outside of a dimension of "
          + counted(length, "element"), suggestion: length == 0 ? nil : "0 to \(length - 1)")
    }
  }

  /// Sees to it that indices fit: as many dimensions, and no more along each other dimension than there is to take.
  private func checkIndex(_ index: Tensor, _ dimension: Int, for operation: String) throws {
    guard index.rank == rank, (0..<rank).allSatisfy({ $0 == dimension || index.shape[$0] <= shape[$0] }) else {
      throw TensorError(
        .shape, operation,
        "\(operation): the index is \(index.shape), and what it chooses from along dimension \(dimension) is \(shape)",
        suggestion: index.rank == rank
          ? "an index has at most the lengths of the tensor, but for dimension \(dimension)"
          : "give the index as many dimensions as the tensor has, with unsqueeze and expand")
    }
    try index.checkIndices(below: rank == 0 ? 1 : shape[dimension], for: operation)
  }

  /// result[i, j] = self[index[i, j], j], where dimension 0 is chosen along: PyTorch's gather.
  ///
  /// - Throws: ``TensorError`` where the index does not fit.
  package func gathered(_ dimension: Int, _ index: Tensor, for operation: String = "gather") throws -> Tensor {
    try checkIndex(index, dimension, for: operation)
    let result = try Tensor(uninitialized: index.shape, for: operation, from: [self])
    guard result.count > 0 else { return result }
    var strides = shape.strides
    let step = rank == 0 ? 1 : strides[dimension]
    if rank > 0 { strides[dimension] = 0 }
    let walk = StridedWalk(index.shape, [strides])
    let (length, across) = (walk.rowLength, walk.rowStrides[0])
    let (source, places, destination) = (pointer, index.pointer, result.mutablePointer)
    func copy(_ start: Int, _ offset: Int, _ piece: Range<Int>) {
      let (from, at, to) = (source + offset, places + start, destination + start)
      for i in piece { to[i] = from[i &* across &+ Int(at[i]) &* step] }
    }
    if walk.rows == 1 {
      try Partition.elements(length) { copy(0, 0, $0) }
    } else {
      try Partition.rows(walk.rows, of: length) { rows in
        walk.forEachRow(rows) { row, offsets in
          Partition.pieces(0..<length) { copy(row * length, offsets[0], $0) }
        }
      }
    }
    return result
  }

  /// A copy in which result[index[i, j], j] is source[i, j], or has it added, where dimension 0 is written along:
  /// PyTorch's scatter and scatter_add. Of several numbers for one place, the last stands.
  ///
  /// - Parameter source: of the index's lengths at least, or one number.
  /// - Throws: ``TensorError`` where the index or the source does not fit.
  package func scattered(
    _ dimension: Int, _ index: Tensor, _ source: Tensor, adding: Bool, for operation: String = "scatter"
  ) throws -> Tensor {
    try checkIndex(index, dimension, for: operation)
    let isNumber = source.rank == 0
    guard isNumber || source.rank == rank && (0..<rank).allSatisfy({ index.shape[$0] <= source.shape[$0] }) else {
      throw TensorError(
        .shape, operation, "\(operation): the index is \(index.shape), and what it puts there \(source.shape)",
        suggestion: "there is a number for each index")
    }
    // 0 and 1 put into a mask are truths.
    let staysMask = isMask && !adding && source.elements.allSatisfy { $0 == 0 || $0 == 1 }
    let result = try copy().as(staysMask ? .truth : .joined([adding && isMask ? .whole : kind, source.kind]))
    guard index.count > 0, result.count > 0 else { return result }
    var strides = shape.strides
    let step = rank == 0 ? 1 : strides[dimension]
    if rank > 0 { strides[dimension] = 0 }
    let sources = isNumber ? Array(repeating: 0, count: rank) : source.shape.strides
    // What lies before the dimension goes to places of its own, and may be shared among threads.
    let outer = Shape(Array(index.shape.dimensions.prefix(dimension)))
    let inner = Shape(Array(index.shape.dimensions.dropFirst(dimension)))
    let outerWalk = StridedWalk(outer, [strides, sources].map { Array($0.prefix(dimension)) })
    let walk = StridedWalk(inner, [strides, sources].map { Array($0.dropFirst(dimension)) })
    let (length, across) = (walk.rowLength, walk.rowStrides)
    let (places, from, destination, size) = (index.pointer, source.pointer, result.mutablePointer, inner.count)
    try Partition.rows(outer.count, of: size) { outers in
      for one in outers {
        let base = outerWalk.offsets(ofElement: one)
        walk.forEachRow(0..<walk.rows) { row, offsets in
          let (to, numbers) = (destination + base[0] + offsets[0], from + base[1] + offsets[1])
          let at = places + one * size + row * length
          Partition.pieces(0..<length) { piece in
            if adding {
              for i in piece { to[i &* across[0] &+ Int(at[i]) &* step] += numbers[i &* across[1]] }
            } else {
              for i in piece { to[i &* across[0] &+ Int(at[i]) &* step] = numbers[i &* across[1]] }
            }
          }
        }
      }
    }
    return result
  }

  /// This tensor in the first places of zeros of a shape that is nowhere smaller.
  package func padded(to target: Shape) throws -> Tensor {
    var result = self
    for dimension in 0..<rank where result.shape[dimension] < target[dimension] {
      let missing = result.shape.replacing(dimension, with: target[dimension] - result.shape[dimension])
      result = try .concatenated([result, .zeros(missing)], dimension)
    }
    return result
  }

  /// The running product along a dimension.
  package func cumulativeProduct(_ dimension: Int) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try Tensor(uninitialized: shape, for: "cumprod")
    let (source, products) = (pointer, result.mutablePointer)
    try Partition.runs(axis.outer, of: axis.inner, weight: axis.length) { outer, columns in
      for column in columns {
        var product = 1.0
        for index in 0..<axis.length {
          let place = (outer * axis.length + index) * axis.inner + column
          product *= Double(source[place])
          products[place] = Float(product)
        }
      }
    }
    return try result.held(as: kind == .byte ? .whole : kind, "cumprod")
  }

  /// This gradient of the running product of x, taken back to x; right also where some elements are 0.
  package func cumulativeProductGradient(of x: Tensor, _ dimension: Int) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try Tensor(uninitialized: shape, for: "cumprod")
    let (upstream, source, slopes) = (pointer, x.pointer, result.mutablePointer)
    try Partition.runs(axis.outer, of: axis.inner, weight: axis.length) { outer, columns in
      for column in columns {
        func place(_ index: Int) -> Int { (outer * axis.length + index) * axis.inner + column }
        // Of element k: Σ over j from k on of g[j] · (the product of all up to j but k). From the last one back, what
        // stands behind k is g[j] times the products from k + 1 to j: behind(k) = g[k] + x[k+1] · behind(k + 1).
        var behind = 0.0
        for index in stride(from: axis.length - 1, through: 0, by: -1) {
          behind =
            Double(upstream[place(index)]) + (index + 1 < axis.length ? Double(source[place(index + 1)]) * behind : 0)
          slopes[place(index)] = Float(behind)
        }
        var before = 1.0
        for index in 0..<axis.length {
          slopes[place(index)] = Float(before * Double(slopes[place(index)]))
          before *= Double(source[place(index)])
        }
      }
    }
    return result
  }
}
