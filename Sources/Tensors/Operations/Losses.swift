/// The fused passes of losses: one loop for a value, one for its gradient, without tensors in between.
package enum Losses {
  /// -Σ [x log p + (1 - x) log(1 - p)], logarithms held above -100.
  package static func binaryCrossEntropy(_ p: Tensor, _ x: Tensor) -> Double {
    let (p, x, count) = (p.pointer, x.pointer, p.count)
    return Loops.sum(count: count) { index, lanes in
      let (p, x) = load(p, x, index, lanes)
      let logP = atLeast(VectorMath.log(p), -100)
      let logQ = atLeast(VectorMath.log(1 - p), -100)
      // Beyond the end, p and x are 0 and the term would be 0 · -100.
      return -(x * logP + (1 - x) * logQ)
    }
  }

  /// scale · (p - x) / (p (1 - p)), the denominator held above 1e-12 as PyTorch does.
  package static func binaryCrossEntropyGradient(_ p: Tensor, _ x: Tensor, scale: Float) throws -> Tensor {
    let result = try Tensor(uninitialized: p.shape, for: "binary_cross_entropy")
    Loops.zip(p.pointer, x.pointer, into: result.mutablePointer, count: p.count) { p, x in
      (p - x) * scale / atLeast(p * (1 - p), 1e-12)
    }
    return result
  }

  /// log p - log(1 - p), each held above -100.
  package static func logOdds(_ p: Tensor) throws -> Tensor {
    try p.mapLanes("binary_cross_entropy") {
      atLeast(VectorMath.log($0), -100) - atLeast(VectorMath.log(1 - $0), -100)
    }
  }

  /// Σ max(l, 0) - l·x + log(1 + e^-|l|)
  package static func binaryCrossEntropyWithLogits(_ l: Tensor, _ x: Tensor) -> Double {
    let (l, x, count) = (l.pointer, x.pointer, l.count)
    let total = Loops.sum(count: count) { index, lanes in
      let (l, x) = load(l, x, index, lanes)
      let loss = VectorMath.softplus(l) - l * x
      if lanes == VectorMath.width { return loss }
      // Beyond the end, l is 0 and softplus(0) is not.
      var kept = Lanes.zero
      for lane in 0..<min(lanes, VectorMath.width) { kept[lane] = loss[lane] }
      return kept
    }
    return total
  }

  /// scale · (a - b)
  package static func scaledDifference(_ a: Tensor, _ b: Tensor, scale: Float) throws -> Tensor {
    let result = try Tensor(uninitialized: a.shape, for: "-")
    Loops.zip(a.pointer, b.pointer, into: result.mutablePointer, count: a.count) { ($0 - $1) * scale }
    return result
  }

  /// ½ Σ (m² + e^l - 1 - l)
  package static func gaussianKL(_ mean: Tensor, _ logvar: Tensor) -> Double {
    let (m, l, count) = (mean.pointer, logvar.pointer, mean.count)
    return Loops.sum(count: count) { index, lanes in
      let (m, l) = load(m, l, index, lanes)
      return (m * m + VectorMath.exp(l) - 1 - l) * 0.5
    }
  }

  @inline(__always)
  private static func load(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ index: Int, _ lanes: Int
  ) -> (Lanes, Lanes) {
    lanes == VectorMath.width
      ? (Loops.load(a + index), Loops.load(b + index))
      : (Loops.load(a + index, first: lanes), Loops.load(b + index, first: lanes))
  }

  @inline(__always)
  private static func atLeast(_ x: Lanes, _ low: Float) -> Lanes {
    x.replacing(with: low, where: x .< low)
  }
}

extension Tensor {
  /// The elements where `mask` is above 0, and 0 elsewhere: the gradient of ReLU.
  package func masked(byPositive mask: Tensor) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: "relu")
    Loops.zip(pointer, mask.pointer, into: result.mutablePointer, count: count) { g, y in
      g.replacing(with: 0, where: y .<= 0)
    }
    return result
  }
}
