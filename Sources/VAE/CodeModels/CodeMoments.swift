import Tensors

/// What standardizes codes, dimension by dimension.
struct CodeMoments {
  /// Both [latent]; no deviation is below 10⁻⁶.
  let mean, deviation: Tensor
  /// The largest standardized number of a code, at least 1.
  let bound: Double

  /// - Parameter codes: [n, latent].
  /// - Throws: ``TensorError`` of code `memory`.
  init(of codes: Tensor) throws {
    let (count, latent) = (codes.shape[0], codes.shape[1])
    var (sums, squares) = ([Double](repeating: 0, count: latent), [Double](repeating: 0, count: latent))
    for code in 0..<count { for i in 0..<latent { sums[i] += Double(codes.pointer[code * latent + i]) } }
    let means = sums.map { $0 / Double(count) }
    for code in 0..<count {
      for i in 0..<latent {
        let difference = Double(codes.pointer[code * latent + i]) - means[i]
        squares[i] += difference * difference
      }
    }
    let deviations = squares.map { max(1e-6, ($0 / Double(count)).squareRoot()) }
    var bound = 1.0
    for code in 0..<count {
      for i in 0..<latent {
        bound = max(bound, abs(Double(codes.pointer[code * latent + i]) - means[i]) / deviations[i])
      }
    }
    (mean, deviation, self.bound) = (try Tensor(means.map(Float.init)), try Tensor(deviations.map(Float.init)), bound)
  }
}
