import Tensors

extension Variable {
  /// The matrix product with NumPy's rules for vectors and batches.
  package static func matmul(_ a: Variable, _ b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    let value = try Tensor.matmul(x, y)
    return result(value, .matmul, [a, b]) { g, inputs in
      // With vectors as matrices, dx = g · yᵀ and dy = xᵀ · g; batches that were repeated are summed again.
      let left = x.rank == 1 ? try x.reshaped([1, x.count]) : x
      let right = y.rank == 1 ? try y.reshaped([y.count, 1]) : y
      var shape = g.shape
      if y.rank == 1 { shape = shape + [1] }
      if x.rank == 1 { shape = shape.inserting(1, at: shape.rank - 1) }
      let upstream = try g.reshaped(shape)
      try inputs.add(0) {
        let transposed = try right.transposed(right.rank - 2, right.rank - 1)
        return try Tensor.matmul(upstream, transposed).reduced(to: left.shape).reshaped(x.shape)
      }
      try inputs.add(1) {
        let transposed = try left.transposed(left.rank - 2, left.rank - 1)
        return try Tensor.matmul(transposed, upstream).reduced(to: right.shape).reshaped(y.shape)
      }
    }
  }

  /// x · wᵀ + b for x [batch, in], w [out, in], b [out]; with `relu`, max(x · wᵀ + b, 0) in one pass.
  package static func linear(_ x: Variable, _ weight: Variable, _ bias: Variable?, relu: Bool = false) throws
    -> Variable
  {
    let (value, kernel) = (x.value, weight.value)
    let y = try Tensor.linear(value, kernel, bias?.value, relu: relu)
    return result(y, .linear(relu: relu), [x, weight] + (bias.map { [$0] } ?? [])) { upstream, inputs in
      let g = relu ? try upstream.times(.relu(y: y)) : upstream
      try inputs.add(0, writing: { try Tensor.multiply(g, kernel, into: $0) })
      try inputs.add(1, writing: { try Tensor.multiply(g, transposeA: true, value, into: $0) })
      if inputs.inputs.count > 2 { try inputs.add(2) { try g.sum(0) } }
    }
  }
}
