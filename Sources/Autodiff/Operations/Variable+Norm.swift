import Tensors

extension Variable {
  /// (Σ |x|^p)^(1/p) over dimensions, or over all elements; the largest |x| for p = ∞, and for p = 0 how many are not 0.
  ///
  /// Its slope is taken as 0 where it has none: where it is 0, and for p below 1 along elements that are. Elements that are
  /// the largest together share the gradient evenly. All of that as PyTorch does.
  package static func norm(
    _ x: Variable, power p: Float, _ dimensions: [Int]?, keepingDimensions: Bool
  ) throws -> Variable {
    let value = x.value
    let over = dimensions ?? Array(0..<value.rank)
    func total(_ terms: Tensor) throws -> Tensor {
      if dimensions == nil { return try terms.sum().reshaped(Shape(Array(repeating: 1, count: terms.rank))) }
      return try over.reduce(terms) { try $0.sum($1, keepingDimension: true) }
    }
    let (size, zero) = (try value.abs(), try Tensor.scalar(0))
    let kept: Tensor =
      switch p {
      case 0: try total(.compare(value, .notEqual, zero))
      case 1: try total(size)
      case 2: try total(value * value).sqrt()
      case .infinity: try over.reduce(size) { try $0.extreme($1, largest: true, keepingDimension: true).values }
      default: try Tensor.power(total(.power(size, .scalar(p))), .scalar(1 / p))
      }
    let shape =
      keepingDimensions
      ? kept.shape : Shape(value.shape.dimensions.indices.filter { !over.contains($0) }.map { value.shape[$0] })
    // A number of elements has no slope.
    return result(
      try kept.reshaped(shape), .norm(power: p, dimensions, keepingDimensions: keepingDimensions), p == 0 ? [] : [x]
    ) { g, inputs in
      try inputs.add(0) {
        let g = try g.reshaped(kept.shape)
        switch p {
        case 1: return try g.times(.abs(x: value))
        case 2: return try value * .choose(.compare(kept, .equal, zero), zero, g / kept)
        case .infinity:
          let isLargest = try Tensor.compare(size, .equal, kept)
          return try (g / total(isLargest)).times(.abs(x: value)) * isLargest
        default:
          let slope = try Tensor.power(size, .scalar(p - 1))
          let flat = try Tensor.choose(.compare(size, .equal, zero), zero, slope)
          let scale = try Tensor.choose(.compare(kept, .equal, zero), zero, g * .power(kept, .scalar(1 - p)))
          return try scale.times(.abs(x: value)) * flat
        }
      }
    }
  }
}
