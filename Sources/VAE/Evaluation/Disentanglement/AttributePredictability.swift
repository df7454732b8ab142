/// SAP, the separated attribute predictability (Kumar et al. 2018, sec. 3): for each factor, how much better one latent dimension by
/// itself predicts it on a line than any other, where better is the squared correlation; the mean over the factors.
///
/// Every factor is taken as a number, as Locatello et al.'s (2019) program does for continuous ones.
package struct AttributePredictability: Sendable {
  /// The squared correlation, a row for each latent dimension and a column for each factor.
  package let scores: [[Double]]

  package init(_ coded: CodedFactors) {
    scores = coded.codes.map { code in coded.factors.map { Self.squaredCorrelation(code, $0) } }
  }

  /// The mean gap between the best and the second; 0 where there are no factors.
  package var value: Double {
    let factors = scores.first?.count ?? 0
    guard factors > 0 else { return 0 }
    return (0..<factors).reduce(0) { sum, factor in
      let sorted = scores.map { $0[factor] }.sorted(by: >)
      return sum + sorted[0] - (sorted.count > 1 ? sorted[1] : 0)
    } / Double(factors)
  }

  /// 0 where one of the two hardly varies.
  static func squaredCorrelation(_ x: [Double], _ y: [Double]) -> Double {
    let (x, y) = (Moments(x), Moments(y))
    guard x.variance > 1e-12, y.variance > 0 else { return 0 }
    let covariance = zip(x.centred, y.centred).reduce(0) { $0 + $1.0 * $1.1 } / Double(max(1, x.centred.count))
    return covariance * covariance / (x.variance * y.variance)
  }
}

/// A column's variance, and its numbers less their mean.
struct Moments {
  let mean: Double
  let centred: [Double]
  /// Over all of them, not one less.
  let variance: Double

  init(_ values: [Double]) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    self.mean = mean
    centred = values.map { $0 - mean }
    variance = centred.reduce(0) { $0 + $1 * $1 } / count
  }
}
