import Kernels

extension ProcessorKernels {
  package static func sum(
    _ term: PairTerm, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Double {
    switch term {
    case .crossEntropy:
      sum(a, b, count) { p, x in
        let logP = VectorMath.atLeast(VectorMath.log(p), -100)
        let logQ = VectorMath.atLeast(VectorMath.log(1 - p), -100)
        return -(x * logP + (1 - x) * logQ)
      }
    case .crossEntropyOfLogit: sum(a, b, count) { l, x in VectorMath.softplus(l) - l * x }
    case .gaussianDivergence: sum(a, b, count) { m, l in (m * m + VectorMath.exp(l) - 1 - l) * 0.5 }
    case .product: sum(a, b, count) { a, b in a * b }
    }
  }

  package static func areFinite(_ values: UnsafePointer<Float>, count: Int) -> Bool {
    // 0 · x is 0 for every finite x and NaN for all others.
    var sums = Lanes.zero
    forEachVector(count) { index, lanes in sums += load(values + index, lanes) * 0 }
    return sums == .zero
  }

  package static func adam(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: AdamStep
  ) {
    var index = 0
    while index + Lanes.scalarCount <= count {
      let (w, m, v) = step.updated(
        load(weights + index), load(gradients + index), load(first + index), load(second + index))
      store(w, weights + index)
      store(m, first + index)
      store(v, second + index)
      index += Lanes.scalarCount
    }
    guard index < count else { return }
    let rest = count - index
    let (w, m, v) = step.updated(
      load(weights + index, rest), load(gradients + index, rest), load(first + index, rest),
      load(second + index, rest))
    store(w, weights + index, rest)
    store(m, first + index, rest)
    store(v, second + index, rest)
  }

  // MARK: Loops

  @inline(__always)
  private static func sum(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int, _ f: (Lanes, Lanes) -> Lanes
  ) -> Double {
    var sums = Lanes.zero
    forEachVector(count) { index, lanes in
      var values = f(load(a + index, lanes), load(b + index, lanes))
      if lanes < Lanes.scalarCount {
        for lane in lanes..<Lanes.scalarCount { values[lane] = 0 }
      }
      sums += values
    }
    var total = 0.0
    for lane in 0..<Lanes.scalarCount { total += Double(sums[lane]) }
    return total
  }
}

extension AdamStep {
  @inline(__always)
  fileprivate func updated(_ weight: Lanes, _ gradient: Lanes, _ first: Lanes, _ second: Lanes) -> (
    weight: Lanes, first: Lanes, second: Lanes
  ) {
    let g = gradient + weight * decay
    let m = first * beta1 + g * c1
    let v = second * beta2 + g * g * c2
    return (weight * shrink - m * rate / (VectorMath.squareRoot(v) * scale + epsilon), m, v)
  }
}
