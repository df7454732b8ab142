import Tensors

// Square matrices [ …, n, n], each of a batch by itself.

extension Variable {
  /// The determinants; d/dA = det A · A^-T, which a singular matrix does not have.
  package static func determinant(_ a: Variable) throws -> Variable {
    let x = a.value
    let value = try x.determinants()
    return result(value, .named("det"), [a]) { g, inputs in
      try inputs.add(0) {
        try x.inverted(for: "backward of det").transposed(x.rank - 2, x.rank - 1)
          * (g * value).reshaped(value.shape + [1, 1])
      }
    }
  }

  /// The logarithms of the determinants' magnitudes; d/dA = A^-T, which a singular matrix does not have.
  package static func logDeterminant(_ a: Variable) throws -> Variable {
    let x = a.value
    let value = try x.signsAndLogarithmsOfDeterminants().logarithms
    return result(value, .named("slogdet"), [a]) { g, inputs in
      try inputs.add(0) {
        try x.inverted(for: "backward of slogdet").transposed(x.rank - 2, x.rank - 1)
          * g.reshaped(value.shape + [1, 1])
      }
    }
  }

  /// The inverses; d/dA = -A^-T g A^-T.
  package static func inverse(_ a: Variable) throws -> Variable {
    let y = try a.value.inverted()
    return result(y, .named("inverse"), [a]) { g, inputs in
      try inputs.add(0) {
        let turned = try y.transposed(y.rank - 2, y.rank - 1)
        return try Tensor.matmul(.matmul(turned, g), turned).negated()
      }
    }
  }

  /// X with A · X = B, for B [ …, n, k] of the same batch.
  package static func solve(_ a: Variable, _ b: Variable) throws -> Variable {
    let matrix = a.value
    try matrix.requireSquares(for: "solve")
    let x = try matrix.solved(b.value, for: "solve")
    return result(x, .named("solve"), [a, b]) { g, inputs in
      let right = try matrix.solved(g, transposed: true, for: "solve")
      try inputs.add(0) { try Tensor.matmul(right, x.transposed(x.rank - 2, x.rank - 1)).negated() }
      try inputs.add(1) { right }
    }
  }

  /// The lower triangles L with L · Lᵀ = A. With S = L^-T Φ(Lᵀ g) L^-1, where Φ takes the lower triangle and half of the
  /// diagonal, d/dA = ½ (S + Sᵀ): A is symmetric, and so is its gradient.
  package static func cholesky(_ a: Variable) throws -> Variable {
    let lower = try a.value.cholesky()
    return result(lower, .named("cholesky"), [a]) { g, inputs in
      try inputs.add(0) {
        let (rows, columns, n) = (lower.rank - 2, lower.rank - 1, lower.shape[lower.rank - 1])
        let weights = try Tensor.generate([n, n], for: "cholesky") { $0 / n == $0 % n ? 0.5 : $0 / n > $0 % n ? 1 : 0 }
        let inner = try Tensor.matmul(lower.transposed(rows, columns), g) * weights
        // L^-T · inner · L^-1.
        let left = try lower.solved(inner, transposed: true, for: "cholesky")
        let both = try lower.solved(left.transposed(rows, columns), transposed: true, for: "cholesky")
        return try (both + both.transposed(rows, columns)).scaled(by: 0.5)
      }
    }
  }
}
