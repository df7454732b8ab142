import Glibc

/// DCI: disentanglement, completeness and informativeness (Eastwood & Williams 2018, sec. 2), by a lasso for each factor: the
/// coefficients' sizes are the importance of each latent dimension for it.
///
/// Codes and factors are brought to mean 0 and variance 1. The lasso lowers ‖y - X w‖² / 2n + α ‖w‖₁ with α = 0.02 on every other
/// image; informativeness is the share of the variance that it explains on the others.
package struct LassoImportance: Sendable {
  private static let penalty = 0.02

  /// How much each latent dimension (a row) counts for each factor (a column).
  package let importance: [[Double]]
  /// Whether each dimension counts for one factor alone, 0 to 1.
  package let disentanglement: Double
  /// Whether each factor is told by one dimension alone, 0 to 1.
  package let completeness: Double
  /// R² on images that the lasso did not see, the mean over the factors.
  package let informativeness: Double

  package init(_ coded: CodedFactors) {
    let codes = coded.codes.map(Self.standardized)
    let factors = coded.factors.map(Self.standardized)
    func half(_ column: [Double], _ start: Int) -> [Double] {
      stride(from: start, to: column.count, by: 2).map { column[$0] }
    }
    let (seen, unseen) = (codes.map { half($0, 0) }, codes.map { half($0, 1) })
    var (weights, explained): ([[Double]], [Double]) = ([], [])
    for factor in factors {
      let fit = Self.lasso(seen, half(factor, 0))
      weights.append(fit.weights.map(abs))
      let wanted = half(factor, 1)
      let total = Moments(wanted).variance * Double(wanted.count)
      var residuals = wanted.map { $0 - fit.intercept }
      for (column, weight) in zip(unseen, fit.weights) where weight != 0 {
        for row in residuals.indices { residuals[row] -= weight * column[row] }
      }
      if total > 0 { explained.append(1 - residuals.reduce(0) { $0 + $1 * $1 } / total) }
    }
    importance = codes.indices.map { row in weights.map { $0[row] } }
    disentanglement = Self.concentration(importance)
    completeness = Self.concentration(weights)
    informativeness = explained.isEmpty ? 0 : explained.reduce(0, +) / Double(explained.count)
  }

  /// 1 less the entropy of each row's shares, in units of the largest there can be; the mean, weighted by the rows' sums.
  private static func concentration(_ rows: [[Double]]) -> Double {
    let total = rows.reduce(0) { $0 + $1.reduce(0, +) }
    guard total > 0 else { return 0 }
    return rows.reduce(0) { sum, row in
      let own = row.reduce(0, +)
      guard own > 0 else { return sum }
      let entropy = row.reduce(0) { $1 > 0 ? $0 - $1 / own * log($1 / own) : $0 }
      return sum + own / total * (row.count > 1 ? 1 - entropy / log(Double(row.count)) : 1)
    }
  }

  /// A column of mean 0 and variance 1; zeros where it never changes.
  private static func standardized(_ column: [Double]) -> [Double] {
    let moments = Moments(column)
    guard moments.variance > 1e-12 else { return column.map { _ in 0 } }
    return moments.centred.map { $0 / moments.variance.squareRoot() }
  }

  /// Coordinate descent (Friedman et al. 2010): one weight after the other is set to where the rest has it best, until none moves.
  ///
  /// - Parameter columns: the inputs; their means are taken out here.
  static func lasso(_ columns: [[Double]], _ y: [Double]) -> (weights: [Double], intercept: Double) {
    let (inputs, target) = (columns.map(Moments.init), Moments(y))
    let count = Double(max(1, y.count))
    var weights = [Double](repeating: 0, count: columns.count)
    var residuals = target.centred
    for _ in 0..<1000 {
      var largest = 0.0
      for (place, input) in inputs.enumerated() where input.variance > 1e-12 {
        let old = weights[place]
        let slope = zip(input.centred, residuals).reduce(0) { $0 + $1.0 * $1.1 } / count + input.variance * old
        let new = (abs(slope) > penalty ? slope - (slope > 0 ? penalty : -penalty) : 0) / input.variance
        guard new != old else { continue }
        weights[place] = new
        for row in residuals.indices { residuals[row] -= (new - old) * input.centred[row] }
        largest = max(largest, abs(new - old))
      }
      if largest < 1e-9 { break }
    }
    let intercept = target.mean - zip(inputs, weights).reduce(0) { $0 + $1.0.mean * $1.1 }
    return (weights, intercept)
  }
}
