import Tensors

extension Variable {
  /// The sum over all elements.
  package static func sum(_ x: Variable) throws -> Variable {
    let shape = x.shape
    return result(try x.value.sum(), .sum(nil, keepingDimensions: false), [x]) { g, inputs in
      try inputs.add(0) { try Tensor.full(shape, g.pointer[0]) }
    }
  }

  /// The sum over the given dimensions (not negative, without repetition).
  package static func sum(_ x: Variable, _ dimensions: [Int], keepingDimensions: Bool) throws -> Variable {
    let shape = x.shape
    var value = x.value
    var kept = shape
    for dimension in dimensions { kept = kept.replacing(dimension, with: 1) }
    let order = dimensions.sorted(by: >)
    for (place, dimension) in order.enumerated() {
      if place + 1 < order.count, order[place + 1] == dimension - 1 {
        // Neighbours are summed as one.
        let joined = value.shape[dimension - 1] * value.shape[dimension]
        value = try value.reshaped(value.shape.removing(dimension).replacing(dimension - 1, with: joined))
      } else {
        value = try value.sum(dimension)
      }
    }
    if keepingDimensions { value = try value.reshaped(kept) }
    let keptShape = kept
    return result(value, .sum(dimensions, keepingDimensions: keepingDimensions), [x]) { g, inputs in
      try inputs.add(0) { try g.reshaped(keptShape).expanded(to: shape) }
    }
  }

  /// Σ (x - mean)² / (n - correction) over all elements, or over dimensions.
  package static func variance(
    _ x: Variable, _ dimensions: [Int]?, keepingDimensions: Bool, correction: Int
  ) throws -> Variable {
    let over = dimensions ?? Array(0..<x.shape.rank)
    let n = over.reduce(1) { $0 * x.shape[$1] }
    let mean = try sum(x, over, keepingDimensions: true) * constant(1 / Float(n))
    let difference = try x - mean
    let squares = try sum(difference * difference, over, keepingDimensions: keepingDimensions)
    return try squares * constant(1 / Float(max(0, n - correction)))
  }

  /// The root of ``variance(_:_:keepingDimensions:correction:)``; its slope is taken as 0 where all elements are equal, as
  /// PyTorch does.
  package static func standardDeviation(
    _ x: Variable, _ dimensions: [Int]?, keepingDimensions: Bool, correction: Int
  ) throws -> Variable {
    let variance = try variance(x, dimensions, keepingDimensions: keepingDimensions, correction: correction)
    let y = try variance.value.sqrt()
    return result(y, .sqrt, [variance]) { g, inputs in
      try inputs.add(0) {
        let zero = try Tensor.scalar(0)
        return try .choose(.compare(y, .equal, zero), zero, g.times(.sqrt(y: y)))
      }
    }
  }

  /// The product of all elements. The gradient is that of the product of all others, right also where some are 0.
  package static func product(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.product(), .product, [x]) { g, inputs in
      try inputs.add(0) { try value.productOfOthers(times: g.pointer[0]) }
    }
  }

  /// The largest or smallest of all elements; those that are equal to it share the gradient evenly, as in PyTorch.
  package static func extreme(_ x: Variable, largest: Bool) throws -> Variable {
    let value = x.value
    let found = try value.reshaped([value.count]).extreme(0, largest: largest).values
    return result(found, .extreme(nil, largest: largest, keepingDimension: false), [x]) { g, inputs in
      try inputs.add(0) {
        // NaN, which wins, is not equal to itself.
        let isFound =
          found.pointer[0].isNaN
          ? try Tensor.compare(value, .notEqual, value) : try Tensor.compare(value, .equal, found)
        return try isFound * (g / isFound.sum())
      }
    }
  }

  /// The largest or smallest value along a dimension; the gradient goes to the place it came from.
  package static func extreme(
    _ x: Variable, _ dimension: Int, largest: Bool, keepingDimension: Bool
  ) throws -> Variable {
    let shape = x.shape
    let (values, indices) = try x.value.extreme(dimension, largest: largest, keepingDimension: keepingDimension)
    return result(values, .extreme(dimension, largest: largest, keepingDimension: keepingDimension), [x]) { g, inputs in
      try inputs.add(0) {
        let result = try Tensor.zeros(shape)
        let inner = shape.dropFirst(dimension + 1).count
        for position in 0..<g.count {
          let place = (position / inner * shape[dimension] + Int(indices.pointer[position])) * inner + position % inner
          result.mutablePointer[place] += g.pointer[position]
        }
        return result
      }
    }
  }

  /// log Σ e^x along a dimension, with the largest x taken out first so that nothing overflows.
  package static func logSumExp(_ x: Variable, _ dimension: Int, keepingDimension: Bool) throws -> Variable {
    let (value, kept) = (x.value, try x.value.logSumExp(dimension))
    let shape = keepingDimension ? kept.shape : kept.shape.removing(dimension)
    return result(try kept.reshaped(shape), .logSumExp(dimension, keepingDimension: keepingDimension), [x]) {
      g, inputs in
      try inputs.add(0) { try g.reshaped(kept.shape) * (value - kept).exp() }
    }
  }

  /// e^x / Σ e^x along a dimension.
  package static func softmax(_ x: Variable, _ dimension: Int) throws -> Variable {
    try softmax(x, dimension, logarithm: false)
  }

  /// x - log Σ e^x along a dimension.
  package static func logSoftmax(_ x: Variable, _ dimension: Int) throws -> Variable {
    try softmax(x, dimension, logarithm: true)
  }

  private static func softmax(_ x: Variable, _ dimension: Int, logarithm: Bool) throws -> Variable {
    let y = try x.value.softmax(dimension, logarithm: logarithm)
    return result(y, .softmax(dimension, logarithm: logarithm), [x]) { g, inputs in
      try inputs.add(0) { try g.softmaxGradient(of: y, dimension, logarithm: logarithm) }
    }
  }

  /// The running sum along a dimension.
  package static func cumulativeSum(_ x: Variable, _ dimension: Int) throws -> Variable {
    result(try x.value.cumulativeSum(dimension), .cumulativeSum(dimension), [x]) { g, inputs in
      // Each element counts in its own sum and in all after it: summed from the end, since a difference of sums would lose
      // the small beside the large.
      try inputs.add(0) { try g.flipped(dimension).cumulativeSum(dimension).flipped(dimension) }
    }
  }

  /// A number as a variable without gradient.
  package static func constant(_ value: Float) throws -> Variable { Variable(try .scalar(value)) }
}
