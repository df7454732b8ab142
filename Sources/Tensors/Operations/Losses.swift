import Kernels

/// The fused passes of losses: one loop for a value, one for its gradient, without tensors in between.
package enum Losses {
  /// -Σ [x log p + (1 - x) log(1 - p)], logarithms held above -100; NaN where some p or x lies outside of 0...1.
  package static func binaryCrossEntropy(_ p: Tensor, _ x: Tensor) throws -> Double {
    try Loops.sum(.crossEntropy, p.pointer, x.pointer, count: p.count)
  }

  /// -[x log p + (1 - x) log(1 - p)] for each element, logarithms held above -100.
  package static func binaryCrossEntropies(_ p: Tensor, _ x: Tensor) throws -> Tensor {
    let logP = try p.log().clamped(-100, .infinity)
    let logQ = try p.scaled(by: -1, plus: 1).log().clamped(-100, .infinity)
    return try (x * logP + x.scaled(by: -1, plus: 1) * logQ).negated()
  }

  /// scale · (p - x) / (p (1 - p)), the denominator held above 1e-12 as PyTorch does.
  package static func binaryCrossEntropyGradient(_ p: Tensor, _ x: Tensor, scale: Float) throws -> Tensor {
    try .combine("binary_cross_entropy", p, x, .crossEntropyGradient(scale: scale))
  }

  /// log p - log(1 - p), each held above -100.
  package static func logOdds(_ p: Tensor) throws -> Tensor {
    try p.map("binary_cross_entropy", .logOdds)
  }

  /// Σ max(l, 0) - l·x + log(1 + e^-|l|); NaN where some x lies outside of 0...1.
  package static func binaryCrossEntropyWithLogits(_ l: Tensor, _ x: Tensor) throws -> Double {
    try Loops.sum(.crossEntropyOfLogit, l.pointer, x.pointer, count: l.count)
  }

  /// Whether all elements lie from 0 to 1.
  package static func areShares(_ x: Tensor) throws -> Bool {
    let source = x.pointer
    let strays = try Loops.sum(count: x.count) { index, lanes in
      let x = Loops.load(source + index, first: lanes)
      return Lanes(repeating: 1).replacing(with: 0, where: (x .>= 0) .& (x .<= 1))
    }
    return strays == 0
  }

  /// Σ (x - y)²
  package static func squaredError(_ x: Tensor, _ y: Tensor) throws -> Double {
    try Loops.sum(.squaredDifference, x.pointer, y.pointer, count: x.count)
  }

  /// scale · (a - b)
  package static func scaledDifference(_ a: Tensor, _ b: Tensor, scale: Float) throws -> Tensor {
    try .combine("-", a, b, .scaledDifference(scale: scale))
  }

  /// ½ Σ (m² + e^l - 1 - l)
  package static func gaussianKL(_ mean: Tensor, _ logvar: Tensor) throws -> Double {
    try Loops.sum(.gaussianDivergence, mean.pointer, logvar.pointer, count: mean.count)
  }
}
