import Tensors

extension Variable {
  /// The largest value in each window; its gradient goes to where that stood.
  package static func maxPool2d(_ x: Variable, window: Size2d, stride: Size2d, padding: Size2d = 0) throws -> Variable {
    let geometry = try PoolingGeometry(x.shape, window: window, stride: stride, padding: padding, for: "max_pool2d")
    let (values, places) = try Pooling.max(x.value, geometry)
    return result(values, .maxPool2d(window: window, stride: stride, padding: padding), [x]) { g, inputs in
      try inputs.add(0) { try Pooling.maxGradient(g, places, geometry) }
    }
  }

  /// The mean of each window; its gradient is shared out evenly. Zeros of the padding count.
  package static func avgPool2d(_ x: Variable, window: Size2d, stride: Size2d, padding: Size2d = 0) throws -> Variable {
    let geometry = try PoolingGeometry(x.shape, window: window, stride: stride, padding: padding, for: "avg_pool2d")
    return result(
      try Pooling.mean(x.value, geometry), .avgPool2d(window: window, stride: stride, padding: padding), [x]
    ) { g, inputs in
      try inputs.add(0) { try Pooling.meanGradient(g, geometry) }
    }
  }
}
