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

  /// The eigenvalues of symmetric matrices, the least first, and their eigenvectors V as columns. With E_ij = λ_j - λ_i, 1 / E_ii
  /// taken as 0 and skew(M) = ½ (M - Mᵀ), for vectors stay at right angles, d/dA = V (diag g_λ + skew(VᵀG_V) / E) Vᵀ (Giles 2008,
  /// sec. 3.1). It has no end where two eigenvalues are equal and the vectors are asked, as nobody knows which they are.
  package static func symmetricEigen(_ a: Variable) throws -> (values: Variable, vectors: Variable) {
    let (values, vectors) = try a.value.symmetricEigen()
    let (rank, n) = (vectors.rank, vectors.shape[vectors.rank - 1])
    let turned = try vectors.transposed(rank - 2, rank - 1)
    let first = result(values, .named("eigh"), [a]) { g, inputs in
      try inputs.add(0) { try .matmul(vectors * g.reshaped(g.shape.dropLast(1) + [1, n]), turned) }
    }
    let second = result(vectors, .named("eigh"), [a]) { g, inputs in
      try inputs.add(0) {
        let inner = try Tensor.matmul(turned, g)
        let skew = try (inner - inner.transposed(rank - 2, rank - 1)).scaled(by: 0.5)
        return try .matmul(.matmul(vectors, skew * gaps(values, values)), turned)
      }
    }
    return (first, second)
  }

  /// Matrices as U · diag(S) · Vᵀ, the singular values S the greatest first. The gradients are Townsend's (2016); as of
  /// eigenvectors, those of U and V have no end where two singular values are equal, or one is 0 and the matrix not square.
  package static func singular(_ a: Variable) throws -> (u: Variable, values: Variable, v: Variable) {
    let (u, values, v) = try a.value.singular()
    let (rank, k) = (u.rank, values.shape[values.rank - 1])
    func turned(_ x: Tensor) throws -> Tensor { try x.transposed(rank - 2, rank - 1) }
    let leading = values.shape.dropLast(1)
    let asRow = leading + [1, k]
    let sizes = result(values, .named("svd"), [a]) { g, inputs in
      try inputs.add(0) { try .matmul(u * g.reshaped(asRow), turned(v)) }
    }
    /// Of x, which stands on the left of a matrix whose singular vectors on the right are `others`.
    func gradient(_ x: Tensor, _ others: Tensor, _ g: Tensor) throws -> Tensor {
      let squares = try values * values
      let inner = try Tensor.matmul(turned(x), g)
      var result = try Tensor.matmul(x, (inner - turned(inner)) * gaps(squares, squares) * values.reshaped(asRow))
      if x.shape[rank - 2] > k {
        result = try result + (g - .matmul(x, inner)) / values.reshaped(asRow)
      }
      return try .matmul(result, turned(others))
    }
    let left = result(u, .named("svd"), [a]) { g, inputs in try inputs.add(0) { try gradient(u, v, g) } }
    let right = result(v, .named("svd"), [a]) { g, inputs in try inputs.add(0) { try turned(gradient(v, u, g)) } }
    return (left, sizes, right)
  }

  /// 1 / (y_j - x_i) for rows [ …, n], 0 on the diagonal: [ …, n, n].
  private static func gaps(_ x: Tensor, _ y: Tensor) throws -> Tensor {
    let n = x.shape[x.rank - 1]
    let leading = x.shape.dropLast(1)
    let differences = try y.reshaped(leading + [1, n]) - x.reshaped(leading + [n, 1])
    let result = try differences.copy()
    for place in 0..<result.count {
      result.mutablePointer[place] = place / n % n == place % n ? 0 : 1 / result.pointer[place]
    }
    return result
  }
}
