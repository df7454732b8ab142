/// A walk through up to four tensors at once, each with its own distances in memory along the dimensions of the result; a
/// distance of 0 repeats an operand.
///
/// Dimensions that all operands walk through evenly are joined, so that rows, the innermost dimension, are as long as they
/// can be.
struct StridedWalk {
  /// At least one.
  private(set) var lengths: [Int] = []
  /// For each dimension, the distances of the operands.
  private(set) var strides: [SIMD4<Int>] = []

  /// - Parameter operands: the distances of each along the dimensions.
  init(_ shape: Shape, _ operands: [[Int]]) {
    for dimension in 0..<shape.rank where shape[dimension] != 1 {
      var stride = SIMD4<Int>.zero
      for (operand, own) in operands.enumerated() { stride[operand] = own[dimension] }
      if let last = strides.last, last == stride &* shape[dimension] {
        lengths[lengths.count - 1] *= shape[dimension]
        strides[strides.count - 1] = stride
      } else {
        lengths.append(shape[dimension])
        strides.append(stride)
      }
    }
    if lengths.isEmpty {
      lengths = [1]
      strides = [SIMD4(repeating: 1)]
    }
  }

  var rowLength: Int { lengths[lengths.count - 1] }

  /// The operands' distances within a row.
  var rowStrides: SIMD4<Int> { strides[strides.count - 1] }

  var rows: Int { lengths.dropLast().reduce(1, *) }

  /// The walk with two dimensions left out.
  func without(_ first: Int, _ second: Int) -> StridedWalk {
    var rest = self
    for dimension in [max(first, second), min(first, second)] {
      rest.lengths.remove(at: dimension)
      rest.strides.remove(at: dimension)
    }
    if rest.lengths.isEmpty { (rest.lengths, rest.strides) = ([1], [.zero]) }
    return rest
  }

  /// Where an element stands in each operand, the elements counted through.
  func offsets(ofElement element: Int) -> SIMD4<Int> {
    var (rest, offsets) = (element, SIMD4<Int>.zero)
    for dimension in lengths.indices.reversed() {
      offsets &+= strides[dimension] &* (rest % lengths[dimension])
      rest /= lengths[dimension]
    }
    return offsets
  }

  /// Calls `body` with each of these rows and where it begins in each operand.
  @inline(__always)
  func forEachRow(_ range: Range<Int>, _ body: (_ row: Int, _ offsets: SIMD4<Int>) -> Void) {
    let outer = lengths.count - 1
    withUnsafeTemporaryAllocation(of: Int.self, capacity: max(1, outer)) { index in
      // Where the first row stands, then on from there as a mileage counter goes.
      var (rest, offsets) = (range.lowerBound, SIMD4<Int>.zero)
      for dimension in stride(from: outer - 1, through: 0, by: -1) {
        index[dimension] = rest % lengths[dimension]
        rest /= lengths[dimension]
        offsets &+= strides[dimension] &* index[dimension]
      }
      for row in range {
        body(row, offsets)
        var dimension = outer - 1
        while dimension >= 0 {
          index[dimension] += 1
          offsets &+= strides[dimension]
          if index[dimension] < lengths[dimension] { break }
          offsets &-= strides[dimension] &* lengths[dimension]
          index[dimension] = 0
          dimension -= 1
        }
      }
    }
  }
}
