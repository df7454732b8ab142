import Glibc
import Threads

/// A shape seen as (outer, along, inner) around one dimension that is being reduced.
struct Axis {
  let outer: Int
  let length: Int
  let inner: Int

  init(_ shape: Shape, _ dimension: Int) {
    outer = shape.dimensions[..<dimension].reduce(1, *)
    length = shape[dimension]
    inner = shape.dimensions[(dimension + 1)...].reduce(1, *)
  }
}

extension Tensor {
  /// The sum of all elements, in double precision over blocks; 0 for an empty tensor.
  ///
  /// - Throws: ``Cancelled``.
  package func total() throws -> Double {
    let (source, kernels) = (pointer, Processor.kernels)
    return try Loops.sumOfBlocks(count: count) { kernels.sum(source + $0.lowerBound, count: $0.count) }
  }

  /// Whether no element is infinite or NaN.
  package var isFinite: Bool { get throws { try Optimization.isFinite(pointer, count: count) } }

  /// The sum over all elements, a scalar.
  package func sum() throws -> Tensor {
    guard kind == .real else {
      let total = try exactTotal()
      return try .scalar(Float(total)).held(as: .whole, "sum") { _ in Double(Float(total)) == total }
    }
    return try .scalar(Float(try total()))
  }

  /// The sums of whole numbers along a dimension, in double precision.
  private func exactSum(_ axis: Axis, _ shape: Shape) throws -> Tensor {
    let source = pointer
    var areExact = true
    let sums = try Tensor.generate(shape, for: "sum") { place in
      let start = place / axis.inner * axis.length * axis.inner + place % axis.inner
      var total = 0.0
      for index in 0..<axis.length { total += Double(source[start + index * axis.inner]) }
      areExact = areExact && Double(Float(total)) == total
      return Float(total)
    }
    return try sums.held(as: .whole, "sum") { _ in areExact }
  }

  /// Of whole numbers, whose sums on the way may be larger than float32 counts.
  private func exactTotal() throws -> Double {
    let source = pointer
    var total = 0.0
    try Partition.inOrder(count) { for index in $0 { total += Double(source[index]) } }
    return total
  }

  /// The sum along one dimension (not negative), which is dropped or kept with length 1.
  package func sum(_ dimension: Int, keepingDimension: Bool = false) throws -> Tensor {
    let axis = Axis(shape, dimension)
    if kind != .real { return try exactSum(axis, reducedShape(dimension, keepingDimension)) }
    let result = try Tensor(uninitialized: reducedShape(dimension, keepingDimension), for: "sum")
    let (source, destination, kernels) = (pointer, result.mutablePointer, Processor.kernels)
    if axis.inner == 1 {
      try Partition.rows(axis.outer, of: axis.length) { rows in
        for row in rows {
          var total = 0.0
          Partition.pieces(0..<axis.length) {
            total += kernels.sum(source + row * axis.length + $0.lowerBound, count: $0.count)
          }
          destination[row] = Float(total)
        }
      }
      return result
    }
    destination.update(repeating: 0, count: result.count)
    func addRows(_ outer: Int, _ rows: Range<Int>, _ columns: Range<Int>) {
      kernels.addRows(
        source + (outer * axis.length + rows.lowerBound) * axis.inner + columns.lowerBound, count: rows.count,
        columns: columns.count, step: axis.inner, to: destination + outer * axis.inner + columns.lowerBound)
    }
    // Cut along what stays: the batch where there is one, else the columns, each of which is summed from top to bottom.
    if axis.outer != 1 {
      try Partition.runs(axis.outer, of: axis.length, weight: axis.inner) { addRows($0, $1, 0..<axis.inner) }
    } else {
      let slices = min(Partition.slices(ofElements: count), max(1, axis.inner / 64))
      try Partition.even(axis.inner, slices: slices) { columns in
        Partition.pieces(0..<axis.length, weight: columns.count) { addRows(0, $0, columns) }
      }
    }
    return result
  }

  /// The largest (or smallest) element along a dimension and where it stands, first come first; NaN wins.
  ///
  /// - Throws: ``TensorError`` where the dimension is empty.
  package func extreme(_ dimension: Int, largest: Bool, keepingDimension: Bool = false) throws -> (
    values: Tensor, indices: Tensor
  ) {
    let operation = largest ? "max" : "min"
    let axis = Axis(shape, dimension)
    guard axis.length > 0 else {
      throw TensorError(.value, operation, "\(operation): a tensor of shape \(shape) has nothing to choose from")
    }
    let resultShape = reducedShape(dimension, keepingDimension)
    let values = try Tensor(uninitialized: resultShape, for: operation, from: [self])
    let indices = try Tensor(uninitialized: resultShape, for: operation)
    let source = pointer
    try Partition.runs(axis.outer, of: axis.inner, weight: axis.length) { outer, columns in
      for inner in columns {
        let start = source + outer * axis.length * axis.inner + inner
        var best = 0
        Partition.pieces(1..<axis.length) { piece in
          for index in piece {
            let (candidate, current) = (start[index * axis.inner], start[best * axis.inner])
            let better = largest ? candidate > current : candidate < current
            if !current.isNaN && (better || candidate.isNaN) { best = index }
          }
        }
        values.mutablePointer[outer * axis.inner + inner] = start[best * axis.inner]
        indices.mutablePointer[outer * axis.inner + inner] = Float(best)
      }
    }
    return (values, indices.as(.whole))
  }

  func reducedShape(_ dimension: Int, _ keepingDimension: Bool) -> Shape {
    keepingDimension ? shape.replacing(dimension, with: 1) : shape.removing(dimension)
  }

  /// Sums what broadcasting repeated, so that the result has `target`'s shape: the gradient of broadcasting.
  package func reduced(to target: Shape) throws -> Tensor {
    if shape == target { return self }
    if target.count == 1 { return try sum().reshaped(target) }
    var result = self
    while result.rank > target.rank { result = try result.sum(0) }
    for dimension in 0..<target.rank where target[dimension] == 1 && result.shape[dimension] != 1 {
      result = try result.sum(dimension, keepingDimension: true)
    }
    return result
  }

  /// The cumulative sum along a dimension.
  package func cumulativeSum(_ dimension: Int) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try Tensor(uninitialized: shape, for: "cumsum")
    let (source, sums) = (pointer, result.mutablePointer)
    // Added up in double precision, as PyTorch does: a float loses the last digits of a long sum.
    try Partition.rows(axis.outer, of: axis.length * axis.inner) { runs in
      for run in runs {
        let start = run * axis.length * axis.inner
        if axis.inner == 1 {
          // One total, which stays in a register.
          var total = 0.0
          Partition.pieces(start..<start + axis.length) { indices in
            for index in indices {
              total += Double(source[index])
              sums[index] = Float(total)
            }
          }
          continue
        }
        for columns in Self.blocks(of: axis.inner) {
          var totals = [Double](repeating: 0, count: columns.count)
          Partition.pieces(0..<axis.length, weight: columns.count) { indices in
            for index in indices {
              let row = start + index * axis.inner + columns.lowerBound
              for column in totals.indices {
                totals[column] += Double(source[row + column])
                sums[row + column] = Float(totals[column])
              }
            }
          }
        }
      }
    }
    return try result.held(as: kind == .byte ? .whole : kind, "cumsum")
  }

  /// Columns that are gone through together, so that what is kept of each stays in the cache.
  private static func blocks(of columns: Int) -> [Range<Int>] {
    stride(from: 0, to: columns, by: 1024).map { $0..<min(columns, $0 + 1024) }
  }
}

extension Tensor {
  /// The product of all elements, a scalar; 1 for an empty tensor.
  ///
  /// - Throws: ``Cancelled``.
  package func product() throws -> Tensor {
    let source = pointer
    var product = 1.0
    try Partition.inOrder(count) { for index in $0 { product *= Double(source[index]) } }
    return try .scalar(Float(product)).held(as: kind == .byte ? .whole : kind, "prod") { _ in
      product.magnitude < 0x1p53 && Double(Float(product)) == product
    }
  }

  /// For each element the product of all others, times a factor.
  package func productOfOthers(times factor: Float) throws -> Tensor {
    // Products of everything after each element, from the last one back, then of everything before it.
    let source = pointer
    var after = [Double](repeating: 1, count: count + 1)
    try Partition.inOrder(count) {
      for index in $0 {
        let place = count - 1 - index
        after[place] = after[place + 1] * Double(source[place])
      }
    }
    var before = 1.0
    return try .generate(shape, for: "prod") { index in
      defer { before *= Double(source[index]) }
      return factor * Float(before * after[index + 1])
    }
  }

  /// The elements in order along a dimension, and where each of them stood. Equal ones keep their order; NaN counts as
  /// larger than all, as in PyTorch.
  ///
  /// - Parameter number: only so many of the first.
  package func sorted(_ dimension: Int, descending: Bool, first number: Int? = nil) throws -> (
    values: Tensor, indices: Tensor
  ) {
    let axis = Axis(shape, dimension)
    if axis.length <= 1 << 16 { return try sortedRows(dimension, axis, descending, min(number ?? .max, axis.length)) }
    let (result, places) = (try copy(), try Tensor(uninitialized: shape, for: "sort"))
    let (values, indices) = (result.mutablePointer, places.mutablePointer)
    var comparisons = 0
    for outer in 0..<axis.outer {
      for inner in 0..<axis.inner {
        let start = outer * axis.length * axis.inner + inner
        let row = try (0..<axis.length).map { (value: values[start + $0 * axis.inner], place: Float($0)) }.sorted {
          let (x, y) = ($0.value, $1.value)
          comparisons &+= 1
          if comparisons & 0xffff == 0 { try Cancellation.current.check() }
          if x.isNaN || y.isNaN { return descending ? x.isNaN && !y.isNaN : !x.isNaN && y.isNaN }
          return descending ? x > y : x < y
        }
        for (index, element) in row.enumerated() {
          values[start + index * axis.inner] = element.value
          indices[start + index * axis.inner] = element.place
        }
      }
    }
    guard let number, number < axis.length else { return (result, places.as(.whole)) }
    return (
      try result.sliced(dimension, start: 0, count: number, step: 1),
      try places.sliced(dimension, start: 0, count: number, step: 1).as(.whole)
    )
  }

  /// Rows that threads share, each by whole numbers in the order of the elements and, of equal ones, of their places.
  private func sortedRows(
    _ dimension: Int, _ axis: Axis, _ descending: Bool, _ number: Int
  ) throws -> (values: Tensor, indices: Tensor) {
    let kept = shape.replacing(dimension, with: number)
    let (result, places) = (try Tensor(uninitialized: kept, for: "sort"), try Tensor(uninitialized: kept, for: "sort"))
    let (source, values, indices) = (pointer, result.mutablePointer, places.mutablePointer)
    let (length, inner) = (axis.length, axis.inner)
    try Partition.rows(axis.outer * inner, of: length * 16) { rows in
      var keys = [UInt64](repeating: 0, count: length)
      for row in rows {
        let (start, to) = (row / inner * length * inner + row % inner, row / inner * number * inner + row % inner)
        for place in 0..<length {
          keys[place] = UInt64(source[start + place * inner].rank(descending: descending)) << 32 | UInt64(place)
        }
        if number <= 32, number * 8 < length { keys.bringForward(number) } else { keys.sort() }
        for index in 0..<number {
          let place = Int(keys[index] & 0xFFFF_FFFF)
          values[to + index * inner] = source[start + place * inner]
          indices[to + index * inner] = Float(place)
        }
      }
    }
    return (result.as(kind), places.as(.whole))
  }
}

extension Float {
  /// A whole number in the order of the floats: 0 and -0 alike, and NaN above all.
  @inline(__always)
  fileprivate func rank(descending: Bool) -> UInt32 {
    let bits = self == 0 ? 0 : bitPattern
    let rank = isNaN ? .max : bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
    return descending ? ~rank : rank
  }
}

extension [UInt64] {
  /// The smallest to the front, in order; the rest is left in none.
  fileprivate mutating func bringForward(_ number: Int) {
    guard number > 0 else { return }
    self[0..<number].sort()
    for place in number..<count where self[place] < self[number - 1] {
      let key = self[place]
      self[place] = self[number - 1]
      var target = number - 1
      while target > 0, self[target - 1] > key {
        self[target] = self[target - 1]
        target -= 1
      }
      self[target] = key
    }
  }
}
