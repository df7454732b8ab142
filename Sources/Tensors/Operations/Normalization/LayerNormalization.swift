/// Layer normalization (Ba, Kiros & Hinton 2016): each row of x [rows, length] to mean 0 and variance 1, then scaled and
/// shifted by a weight and a bias for each place in the row.
package enum LayerNormalization {
  /// The result, and for each row its mean and 1 / √(variance + ε), which the gradients need again.
  package static func forward(_ x: Tensor, _ weight: Tensor?, _ bias: Tensor?, epsilon: Float) throws -> (
    result: Tensor, mean: Tensor, root: Tensor
  ) {
    let (rows, length) = (x.shape[0], x.shape[1])
    let result = try Tensor(uninitialized: x.shape, for: "layer_norm")
    let mean = try Tensor(uninitialized: [rows], for: "layer_norm")
    let root = try Tensor(uninitialized: [rows], for: "layer_norm")
    let (scale, shift) = (try weight ?? .ones([length]), try bias ?? .zeros([length]))
    let (a, b) = (scale.pointer, shift.pointer)
    let (source, destination) = (x.pointer, result.mutablePointer)
    let (means, roots) = (mean.mutablePointer, root.mutablePointer)
    try forEachRow(rows, length) { row in
      let (values, out) = (source + row * length, destination + row * length)
      let m = sum(length) { Loops.load(values + $0, first: $1) } / Float(length)
      let squares = sum(length) { index, lanes in
        let d = Loops.load(values + index, first: lanes) - m
        return d * d
      }
      let r = 1 / (squares / Float(length) + epsilon).squareRoot()
      write(length, to: out) { index, lanes in
        (Loops.load(values + index, first: lanes) - m) * r * Loops.load(a + index, first: lanes)
          + Loops.load(b + index, first: lanes)
      }
      (means[row], roots[row]) = (m, r)
    }
    return (result, mean, root)
  }

  /// The gradient with respect to x: with h = g · weight and d = (x - mean) · root,
  /// (h - Σh / length - d · Σ(h · d) / length) · root.
  package static func inputGradient(
    _ x: Tensor, _ weight: Tensor?, _ gradient: Tensor, mean: Tensor, root: Tensor
  ) throws -> Tensor {
    let (rows, length) = (x.shape[0], x.shape[1])
    let result = try Tensor(uninitialized: x.shape, for: "layer_norm")
    let scale = try weight ?? .ones([length])
    let (source, upstream, a, destination) = (x.pointer, gradient.pointer, scale.pointer, result.mutablePointer)
    let (means, roots) = (mean.pointer, root.pointer)
    try forEachRow(rows, length) { row in
      let (values, g) = (source + row * length, upstream + row * length)
      let (m, r) = (means[row], roots[row])
      @inline(__always) func h(_ index: Int, _ lanes: Int) -> Lanes {
        Loops.load(g + index, first: lanes) * Loops.load(a + index, first: lanes)
      }
      @inline(__always) func d(_ index: Int, _ lanes: Int) -> Lanes {
        (Loops.load(values + index, first: lanes) - m) * r
      }
      let mean = sum(length, h) / Float(length)
      let slope = sum(length) { h($0, $1) * d($0, $1) } / Float(length)
      write(length, to: destination + row * length) { index, lanes in
        (h(index, lanes) - mean - d(index, lanes) * slope) * r
      }
    }
    return result
  }

  /// The gradients with respect to weight and bias: Σ g · (x - mean) · root and Σ g over the rows.
  package static func parameterGradients(_ x: Tensor, _ gradient: Tensor, mean: Tensor, root: Tensor) throws -> (
    weight: Tensor, bias: Tensor
  ) {
    let (source, upstream, means, roots) = (x.pointer, gradient.pointer, mean.pointer, root.pointer)
    let length = x.shape[1]
    let (weight, bias) = try ChannelLayout(x.shape).twoSums(for: "layer_norm") { index, lanes, _ in
      let (g, row) = (Loops.load(upstream + index, first: lanes), index / length)
      return (g * (Loops.load(source + index, first: lanes) - means[row]) * roots[row], g)
    }
    return (weight, bias)
  }

  // MARK: Rows

  private static func forEachRow(_ rows: Int, _ length: Int, _ body: (Int) -> Void) throws {
    try Partition.rows(rows, of: length) { range in
      for row in range { body(row) }
    }
  }

  /// Σ over a row, in single precision for a few thousand elements and in double precision over those sums.
  @inline(__always)
  private static func sum(_ length: Int, _ term: (_ index: Int, _ lanes: Int) -> Lanes) -> Float {
    var total = 0.0
    for start in stride(from: 0, to: length, by: 4096) {
      let end = min(start + 4096, length)
      var sums = Lanes.zero
      var index = start
      while index + Lanes.scalarCount <= end {
        sums += term(index, Lanes.scalarCount)
        index += Lanes.scalarCount
      }
      if index < end {
        var last = term(index, end - index)
        for lane in end - index..<Lanes.scalarCount { last[lane] = 0 }
        sums += last
      }
      total += Double(sums.sum())
    }
    return Float(total)
  }

  @inline(__always)
  private static func write(
    _ length: Int, to destination: UnsafeMutablePointer<Float>, _ body: (_ index: Int, _ lanes: Int) -> Lanes
  ) {
    var index = 0
    while index + Lanes.scalarCount <= length {
      Loops.store(body(index, Lanes.scalarCount), destination + index)
      index += Lanes.scalarCount
    }
    if index < length {
      Loops.store(body(index, length - index), destination + index, first: length - index)
    }
  }
}
