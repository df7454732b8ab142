import Tensors

extension Variable {
  package static func reshape(_ x: Variable, _ shape: Shape) throws -> Variable {
    let before = x.shape
    return result(try x.value.reshaped(shape), .reshape(shape), [x]) { g, inputs in
      try inputs.add(0) { try g.reshaped(before) }
    }
  }

  package static func permute(_ x: Variable, _ order: [Int]) throws -> Variable {
    result(try x.value.permuted(order), .permute(order), [x]) { g, inputs in
      try inputs.add(0) {
        var inverse = order
        for (new, old) in order.enumerated() { inverse[old] = new }
        return try g.permuted(inverse)
      }
    }
  }

  package static func expand(_ x: Variable, _ shape: Shape) throws -> Variable {
    let before = x.shape
    return result(try x.value.expanded(to: shape), .expand(shape), [x]) { g, inputs in
      try inputs.add(0) { try g.reduced(to: before) }
    }
  }

  /// Every `step`-th index of a dimension from `start`, `count` of them.
  package static func slice(_ x: Variable, _ dimension: Int, start: Int, count: Int, step: Int) throws -> Variable {
    let before = x.shape
    return result(
      try x.value.sliced(dimension, start: start, count: count, step: step),
      .slice(dimension: dimension, start: start, count: count, step: step), [x]
    ) { g, inputs in
      try inputs.add(0) { try g.scattered(dimension, (0..<count).map { start + $0 * step }, into: before) }
    }
  }

  /// The entries at the given indices of a dimension.
  package static func select(_ x: Variable, _ dimension: Int, _ indices: [Int]) throws -> Variable {
    let before = x.shape
    return result(try x.value.selected(dimension, indices), .select(dimension: dimension, indices), [x]) { g, inputs in
      try inputs.add(0) { try g.scattered(dimension, indices, into: before) }
    }
  }

  /// A strided walk through the elements, which may meet some of them several times: a diagonal, windows.
  package static func strided(
    _ x: Variable, _ shape: Shape, _ strides: [Int], start: Int, for operation: String
  ) throws -> Variable {
    let before = x.shape
    return result(
      try x.value.strided(shape, strides, start: start, for: operation),
      isWhole(x, shape, strides, start) ? .reshape(shape) : .named("a strided view"), [x]
    ) { g, inputs in
      try inputs.add(0) { try g.unstrided(strides, start: start, into: before) }
    }
  }

  /// Whether a strided walk goes through all elements in their order.
  static func isWhole(_ x: Variable, _ shape: Shape, _ strides: [Int], _ start: Int) -> Bool {
    start == 0 && shape.count == x.shape.count && strides == shape.strides
  }

  /// Joins along an existing dimension.
  package static func concatenate(_ tensors: [Variable], _ dimension: Int) throws -> Variable {
    let lengths = tensors.map { $0.shape.rank > dimension ? $0.shape[dimension] : 0 }
    return result(try Tensor.concatenated(tensors.map(\.value), dimension), .concatenate(dimension: dimension), tensors)
    { g, inputs in
      var start = 0
      for (index, length) in lengths.enumerated() {
        let begin = start
        try inputs.add(index) { try g.sliced(dimension, start: begin, count: length, step: 1) }
        start += length
      }
    }
  }
}
