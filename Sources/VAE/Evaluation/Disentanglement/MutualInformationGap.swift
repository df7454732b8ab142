import Glibc

/// MIG, the mutual information gap (Chen et al. 2018, eq. 6): for each factor, how much more the latent dimension that tells
/// most of it tells than the next one, as a share of all there is to tell; the mean over the factors.
///
/// Codes are cut into parts of equal width, and so are factors of many values; both as in Locatello et al.'s (2019) program.
package struct MutualInformationGap: Sendable {
  /// I(z_i; v_j) in nats, a row for each latent dimension and a column for each factor.
  package let information: [[Double]]
  /// H(v_j) in nats.
  package let entropies: [Double]

  package init(_ coded: CodedFactors) {
    let codes = coded.codes.map { CodedFactors.discrete($0, keepingFew: false) }
    let factors = coded.factors.map { CodedFactors.discrete($0, keepingFew: true) }
    information = codes.map { code in factors.map { Self.information(code, $0) } }
    entropies = factors.map { Self.information($0, $0) }
  }

  /// The gap of one factor, as a share of its entropy; nil where it never changes.
  package func gap(_ factor: Int) -> Double? {
    guard entropies[factor] > 0 else { return nil }
    let sorted = information.map { $0[factor] }.sorted(by: >)
    return (sorted[0] - (sorted.count > 1 ? sorted[1] : 0)) / entropies[factor]
  }

  /// The mean gap of the factors that change; 0 where none does.
  package var value: Double {
    let gaps = entropies.indices.compactMap(gap)
    return gaps.isEmpty ? 0 : gaps.reduce(0, +) / Double(gaps.count)
  }

  /// Σ p(a, b) log p(a, b) / p(a) p(b), of the shares in two columns.
  static func information(_ first: [Int], _ second: [Int]) -> Double {
    let (rows, columns) = ((first.max() ?? 0) + 1, (second.max() ?? 0) + 1)
    var joint = [Double](repeating: 0, count: rows * columns)
    for (a, b) in zip(first, second) { joint[a * columns + b] += 1 }
    let count = Double(first.count)
    let ofFirst = (0..<rows).map { row in (0..<columns).reduce(0) { $0 + joint[row * columns + $1] } }
    let ofSecond = (0..<columns).map { column in (0..<rows).reduce(0) { $0 + joint[$1 * columns + column] } }
    var sum = 0.0
    for row in 0..<rows {
      for column in 0..<columns where joint[row * columns + column] > 0 {
        let share = joint[row * columns + column]
        sum += share / count * log(share * count / (ofFirst[row] * ofSecond[column]))
      }
    }
    return max(0, sum)
  }
}
