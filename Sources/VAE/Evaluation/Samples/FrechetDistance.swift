import Tensors

/// How far two sets of features are from each other, each taken as a normal distribution: ‖μ - μ'‖² + Tr(Σ + Σ' - 2 (Σ Σ')^½), after Fréchet
/// (Dowson & Landau 1982). Of features of Inception-v3 it is the FID (Heusel et al. 2017).
package enum FrechetDistance {
  /// The mean and the covariance of features, in double precision.
  package struct Moments: Sendable {
    package let count: Int
    fileprivate let mean: [Double]
    /// [d · d], divided by count - 1.
    fileprivate let covariance: [Double]

    /// - Parameter features: [count, d], of two rows at least.
    package init(_ features: Tensor) {
      let (count, size) = (features.shape[0], features.shape[1])
      let rows = features.pointer
      var mean = [Double](repeating: 0, count: size)
      for row in 0..<count { for place in 0..<size { mean[place] += Double(rows[row * size + place]) } }
      for place in 0..<size { mean[place] /= Double(max(1, count)) }
      var covariance = [Double](repeating: 0, count: size * size)
      var centred = mean
      covariance.withUnsafeMutableBufferPointer { sums in
        for row in 0..<count {
          for place in 0..<size { centred[place] = Double(rows[row * size + place]) - mean[place] }
          for i in 0..<size {
            let value = centred[i]
            for j in 0...i { sums[i * size + j] += value * centred[j] }
          }
        }
        for i in 0..<size {
          for j in 0...i {
            sums[i * size + j] /= Double(max(1, count - 1))
            sums[j * size + i] = sums[i * size + j]
          }
        }
      }
      (self.count, self.mean, self.covariance) = (count, mean, covariance)
    }
  }

  /// - Throws: ``TensorError`` where the roots cannot be found.
  package static func between(_ a: Moments, _ b: Moments) throws -> Double {
    let size = a.mean.count
    let shift = zip(a.mean, b.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let traces = (0..<size).reduce(0) { $0 + a.covariance[$1 * (size + 1)] + b.covariance[$1 * (size + 1)] }
    // Σ Σ' has the eigenvalues of Σ^½ Σ' Σ^½, which is symmetric.
    let root = try SymmetricMatrix(a.covariance).map { max(0, $0).squareRoot() }
    let between = root.times(SymmetricMatrix(b.covariance)).times(root)
    let roots = try between.eigenvalues().reduce(0) { $0 + max(0, $1).squareRoot() }
    return max(0, shift + traces - 2 * roots)
  }
}
