import Autodiff
import Networks
import Tensors

/// Whether classes can be read off codes by a linear classifier: multinomial logistic regression on codes of mean 0 and variance 1 (Alain &
/// Bengio 2017).
package struct LinearProbe {
  /// The share of codes held out whose class it knows.
  package let accuracy: Double
  /// What the share would be for one who always says the most frequent class.
  package let chance: Double

  private static let steps = 400
  private static let learningRate = 0.1

  /// - Parameters:
  ///   - train: codes [n, latent] and the class of each.
  ///   - test: the same of others.
  /// - Throws: what `check`, called between steps, throws.
  package init(
    train: (codes: Tensor, labels: [UInt8]), test: (codes: Tensor, labels: [UInt8]), classes: Int,
    check: () throws -> Void
  ) throws {
    let latent = train.codes.shape[1]
    let weight = try LearnedParameter(.zeros([latent, classes]), name: "weight")
    let bias = try LearnedParameter(.zeros([classes]), name: "bias")
    let (mean, scale) = try Self.moments(train.codes)
    func logits(_ codes: Tensor) throws -> Variable {
      try .matmul(Variable((codes - mean) * scale), weight) + bias
    }
    let labels = try Tensor(train.labels.map { Float($0) }).reshaped([train.labels.count, 1])
    let optimizer = try Optimizer(.adam(), [weight, bias], learningRate: Self.learningRate)
    for step in 0..<Self.steps {
      try check()
      // A rate that falls to 0, so that the last steps settle.
      let rate = Self.learningRate * (1 - Double(step) / Double(Self.steps))
      try Recording.on {
        let picked = try Variable.gather(.logSoftmax(logits(train.codes), 1), 1, labels)
        try OptimizationStep(optimizer, learningRate: rate).lower(
          try .negated(.sum(picked)) * .constant(1 / Float(train.labels.count)))
      }
    }
    let answers = try Recording.off { try logits(test.codes).value }
    let right = test.labels.indices.count { answers.largest(inRow: $0) == Int(test.labels[$0]) }
    accuracy = Double(right) / Double(max(1, test.labels.count))
    let counts = Dictionary(grouping: test.labels) { $0 }.mapValues(\.count)
    chance = Double(counts.values.max() ?? 0) / Double(max(1, test.labels.count))
  }

  /// The mean of each column, and what brings its variance to 1; 0 for one that never changes.
  private static func moments(_ codes: Tensor) throws -> (mean: Tensor, scale: Tensor) {
    let share = 1 / Float(max(1, codes.shape[0]))
    let mean = try codes.sum(0).scaled(by: share)
    let centred = try codes - mean
    let variance = try (centred * centred).sum(0).scaled(by: share)
    return (mean, try Tensor(variance.array.map { $0 > 1e-12 ? 1 / $0.squareRoot() : 0 }))
  }
}
