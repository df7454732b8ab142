import Threads

// Eigenvalues and singular values, in double precision: squares of singular values would lose half of float32's digits.

extension Tensor {
  /// The eigenvalues of symmetric matrices [ …, n, n], the least first, [ …, n], and their eigenvectors, the columns of [ …, n, n].
  /// The lower triangle is read.
  ///
  /// - Throws: ``TensorError`` where they are no squares, or hold numbers that are not finite; ``Cancelled`` between two.
  package func symmetricEigen(for operation: String = "eigh") throws -> (values: Tensor, vectors: Tensor) {
    try requireSquares(for: operation)
    try requireFinite(for: operation)
    let n = shape[rank - 1]
    let values = try Tensor(uninitialized: shape.dropLast(1), for: operation)
    let vectors = try Tensor(uninitialized: shape, for: operation)
    for index in 0..<shape.dropLast(2).count {
      try Cancellation.current.check()
      let start = pointer + index * n * n
      // Of a symmetric matrix rows are columns.
      let found = try LAPACK.symmetricEigen(
        (0..<n * n).map { Double(start[max($0 / n, $0 % n) * n + min($0 / n, $0 % n)]) }, n)
      for place in 0..<n { values.mutablePointer[index * n + place] = Float(found.values[place]) }
      for place in 0..<n * n {
        vectors.mutablePointer[index * n * n + place] = Float(found.vectors[place % n * n + place / n])
      }
    }
    return (values, vectors)
  }

  /// Matrices [ …, m, n] as U · diag(S) · Vᵀ: U [ …, m, k] and V [ …, n, k] with columns of length 1 at right angles, and the singular values S
  /// [ …, k], the greatest first, k the smaller of m and n.
  ///
  /// - Throws: ``TensorError`` where there is no matrix, or one with numbers that are not finite; ``Cancelled`` between two.
  package func singular(for operation: String = "svd") throws -> (u: Tensor, values: Tensor, v: Tensor) {
    guard rank >= 2 else {
      throw TensorError(.shape, operation, "\(operation) takes matrices, and this is \(shape)")
    }
    let (m, n, leading) = (shape[rank - 2], shape[rank - 1], shape.dropLast(2))
    guard max(m, n) <= LAPACK.mostRows else {
      throw TensorError(
        .value, operation, "\(operation) takes matrices of at most \(LAPACK.mostRows) rows, and this is \(shape)")
    }
    try requireFinite(for: operation)
    let k = min(m, n)
    let u = try Tensor(uninitialized: leading + [m, k], for: operation)
    let values = try Tensor(uninitialized: leading + [k], for: operation)
    let v = try Tensor(uninitialized: leading + [n, k], for: operation)
    for index in 0..<leading.count {
      try Cancellation.current.check()
      let start = pointer + index * m * n
      let found = try LAPACK.singular((0..<m * n).map { Double(start[$0]) }, rows: m, columns: n)
      for place in 0..<k { values.mutablePointer[index * k + place] = Float(found.values[place]) }
      for place in 0..<m * k { u.mutablePointer[index * m * k + place] = Float(found.left[place]) }
      for place in 0..<n * k {
        v.mutablePointer[index * n * k + place] = Float(found.right[place % k * n + place / k])
      }
    }
    return (u, values, v)
  }

  private func requireFinite(for operation: String) throws {
    guard try !isFinite else { return }
    throw TensorError(.value, operation, "\(operation): some of these numbers are infinite or none")
  }
}
