import Kernels

extension ProcessorKernels {
  package static func sum(
    _ term: PairTerm, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Double {
    switch term {
    case .crossEntropy: sum(CrossEntropy(), a, b, count)
    case .crossEntropyOfLogit: sum(CrossEntropyOfLogit(), a, b, count)
    case .gaussianDivergence: sum(GaussianDivergence(), a, b, count)
    case .squaredDifference: sum(SquaredDifference(), a, b, count)
    case .product: sum(Product(), a, b, count)
    }
  }

  package static func areFinite(_ values: UnsafePointer<Float>, count: Int) -> Bool {
    // 0 · x is 0 for every finite x and NaN for all others.
    var sums = Lanes.zero
    forEachVector(count) { index, lanes in sums += load(values + index, lanes) * 0 }
    return sums == .zero
  }

  // MARK: Loops

  private static func sum(
    _ f: some LanePairFunction, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int
  ) -> Double {
    var sums = Lanes.zero
    var index = 0
    while index < count {
      let lanes = min(Lanes.scalarCount, count - index)
      sums += first(lanes, of: f(load(a + index, lanes), load(b + index, lanes)))
      index += Lanes.scalarCount
    }
    return total(of: sums)
  }
}

private struct CrossEntropy: LanePairFunction {
  // In place, in the loop, the compiler takes the vectors of this one apart.
  @inline(never) func callAsFunction(_ p: Lanes, _ x: Lanes) -> Lanes {
    let logP = VectorMath.atLeast(VectorMath.log(p), -100)
    let logQ = VectorMath.atLeast(VectorMath.log(1 - p), -100)
    return unlessOutside(x, -(x * logP + (1 - x) * logQ))
  }
}

private struct CrossEntropyOfLogit: LanePairFunction {
  @inline(__always) func callAsFunction(_ l: Lanes, _ x: Lanes) -> Lanes {
    unlessOutside(x, VectorMath.softplus(l) - l * x)
  }
}

/// The losses, but NaN where the target lies outside of 0...1 or is none: one such makes the sum NaN, so that nobody has to
/// look for it beforehand. (The logarithm of what is no probability is NaN by itself.)
@inline(__always)
private func unlessOutside(_ target: Lanes, _ loss: Lanes) -> Lanes {
  Lanes(repeating: .nan).replacing(with: loss, where: (target .>= 0) .& (target .<= 1))
}

private struct GaussianDivergence: LanePairFunction {
  @inline(__always) func callAsFunction(_ m: Lanes, _ l: Lanes) -> Lanes {
    (m * m + VectorMath.exp(l) - 1 - l) * 0.5
  }
}

private struct SquaredDifference: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { (x - y) * (x - y) }
}

private struct Product: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { x * y }
}
