import Kernels

// The last few elements go through a padded vector, so that an element's result never depends on where a part ends.

extension ProcessorKernels {
  package static func apply(
    _ function: ElementFunction, _ source: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    switch function {
    case .exp: map(source, destination, count) { VectorMath.exp($0) }
    case .log: map(source, destination, count) { VectorMath.log($0) }
    case .sigmoid: map(source, destination, count) { VectorMath.sigmoid($0) }
    case .softplus: map(source, destination, count) { VectorMath.softplus($0) }
    case .tanh: map(source, destination, count) { VectorMath.tanh($0) }
    case .silu: map(source, destination, count) { $0 * VectorMath.sigmoid($0) }
    case .squareRoot: map(source, destination, count) { Processor.squareRoot($0) }
    case .magnitude: map(source, destination, count) { VectorMath.magnitude($0) }
    case .negated: map(source, destination, count) { -$0 }
    case .square: map(source, destination, count) { $0 * $0 }
    case .cube: map(source, destination, count) { $0 * $0 * $0 }
    case .reciprocal: map(source, destination, count) { 1 / $0 }
    case .relu: map(source, destination, count) { VectorMath.atLeast($0, 0) }
    case .leakyRelu(let slope): map(source, destination, count) { $0.replacing(with: $0 * slope, where: $0 .< 0) }
    case .clamp(let low, let high):
      // As max and min are nested in PyTorch: where low is above high, high wins.
      map(source, destination, count) { x in
        let held = VectorMath.atLeast(x, low)
        return held.replacing(with: high, where: held .> high)
      }
    case .affine(let a, let b): map(source, destination, count) { $0 * a + b }
    case .centeredAffine(let center, let a, let b): map(source, destination, count) { ($0 - center) * a + b }
    case .logOdds:
      map(source, destination, count) {
        VectorMath.atLeast(VectorMath.log($0), -100) - VectorMath.atLeast(VectorMath.log(1 - $0), -100)
      }
    }
  }

  @inline(__always)
  private static func map(
    _ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>, _ count: Int, _ f: (Lanes) -> Lanes
  ) {
    forEachVector(count) { index, lanes in store(f(load(source + index, lanes)), destination + index, lanes) }
  }
}
