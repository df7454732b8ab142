import Tensors

/// How far sets of features are from one set, each taken as a normal distribution: ‖μ - μ'‖² + Tr(Σ + Σ' - 2 (Σ Σ')^½), after Fréchet
/// (Dowson & Landau 1982). Of features of Inception-v3 it is the FID (Heusel et al. 2017).
package struct FrechetDistance: Sendable {
  /// The mean and the covariance of features, in double precision.
  package struct Moments: Sendable {
    fileprivate let mean: [Double]
    /// Divided by count - 1.
    fileprivate let covariance: SymmetricMatrix

    /// - Parameters:
    ///   - features: [count, d].
    ///   - check: called now and then; what it throws is thrown.
    package init(_ features: Tensor, check: () throws -> Void = {}) throws {
      let (count, size) = (features.shape[0], features.shape[1])
      var mean = [Double](repeating: 0, count: size)
      for place in 0..<count * size { mean[place % size] += Double(features.pointer[place]) / Double(count) }
      self.mean = mean
      covariance = try SymmetricMatrix(
        covarianceOf: features, mean: mean, divisor: Double(max(1, count - 1)), check: check)
    }
  }

  /// As many features as its matrices are made for: a few seconds each.
  package static let mostFeatures = 2048

  private let reference: Moments
  private let root: SymmetricMatrix

  /// - Throws: ``TensorError`` where the root of the covariance cannot be found.
  package init(from reference: Moments) throws {
    self.reference = reference
    root = try reference.covariance.map { max(0, $0).squareRoot() }
  }

  /// - Throws: ``TensorError`` where it cannot be found.
  package func to(_ other: Moments) throws -> Double {
    let shift = zip(reference.mean, other.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    // Σ Σ' has the eigenvalues of Σ^½ Σ' Σ^½, which is symmetric.
    let roots = try root.around(other.covariance).eigenvalues().reduce(0) { $0 + max(0, $1).squareRoot() }
    return max(0, shift + reference.covariance.trace + other.covariance.trace - 2 * roots)
  }
}
