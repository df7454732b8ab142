import Tensors

extension Variable {
  /// result[i, j] = x[index[i, j], j], where dimension 0 is chosen along. An element chosen several times gets the sum of
  /// its gradients.
  package static func gather(_ x: Variable, _ dimension: Int, _ index: Tensor) throws -> Variable {
    try gather(x, dimension, at: Variable(index))
  }

  /// The same where the index is a step of a transcript.
  package static func gather(_ x: Variable, _ dimension: Int, at place: Variable) throws -> Variable {
    let (shape, index) = (x.shape, place.value)
    return result(
      try x.value.gathered(dimension, index), .gather(dimension: dimension), [x], written: [x, place]
    ) { g, inputs in
      try inputs.add(0) { try Tensor.zeros(shape).scattered(dimension, index, g, adding: true) }
    }
  }

  /// x with result[index[i, j], j] = source[i, j], or with that added, where dimension 0 is written along.
  ///
  /// - Parameter source: of the index's lengths at least, or one number.
  package static func scatter(
    _ x: Variable, _ dimension: Int, _ index: Tensor, _ source: Variable, adding: Bool
  ) throws -> Variable {
    let (name, shape) = (adding ? "scatter_add" : "scatter", source.shape)
    let value = try x.value.scattered(dimension, index, source.value, adding: adding, for: name)
    return result(value, .named(name), [x, source]) { g, inputs in
      try inputs.add(0) { adding ? g : try g.scattered(dimension, index, .scalar(0), adding: false) }
      try inputs.add(1) {
        let chosen = try g.gathered(dimension, index)
        return shape.rank == 0 ? try chosen.sum() : try chosen.padded(to: shape)
      }
    }
  }

  /// The running product along a dimension.
  package static func cumulativeProduct(_ x: Variable, _ dimension: Int) throws -> Variable {
    let value = x.value
    return result(try value.cumulativeProduct(dimension), .named("cumprod"), [x]) { g, inputs in
      try inputs.add(0) { try g.cumulativeProductGradient(of: value, dimension) }
    }
  }
}
