/// A symmetric matrix of doubles, for sums that float32 is too coarse for.
package struct SymmetricMatrix {
  package let side: Int
  /// Row after row.
  package let numbers: [Double]

  /// - Parameter numbers: side · side of them, row after row; the lower triangle is read.
  package init(_ numbers: [Double]) {
    side = Int(Double(numbers.count).squareRoot())
    self.numbers = numbers
  }

  /// The least first.
  ///
  /// - Throws: ``TensorError`` where they cannot be found.
  package func eigenvalues() throws -> [Double] { try LAPACK.symmetricEigen(numbers, side).values }

  /// The matrix with the same eigenvectors and other eigenvalues.
  ///
  /// - Throws: ``TensorError`` where they cannot be found.
  package func map(_ change: (Double) -> Double) throws -> SymmetricMatrix {
    let (values, vectors) = try LAPACK.symmetricEigen(numbers, side)
    var result = [Double](repeating: 0, count: side * side)
    for place in 0..<side {
      let value = change(values[place])
      for i in 0..<side {
        for j in 0..<side {
          result[i * side + j] += value * vectors[place * side + i] * vectors[place * side + j]
        }
      }
    }
    return SymmetricMatrix(result)
  }

  /// The product, which is symmetric only where it is known to be, as that of a matrix between two others that are alike.
  package func times(_ other: SymmetricMatrix) -> SymmetricMatrix {
    var result = [Double](repeating: 0, count: side * side)
    for i in 0..<side {
      for k in 0..<side {
        let value = numbers[i * side + k]
        for j in 0..<side { result[i * side + j] += value * other.numbers[k * side + j] }
      }
    }
    return SymmetricMatrix(result)
  }
}
