/// Functions of one number that kernels apply to many.
package enum ElementFunction: Sendable {
  case exp
  /// The natural logarithm; -∞ at 0, NaN below.
  case log
  /// 1 / (1 + e^-x)
  case sigmoid
  /// log(1 + e^x)
  case softplus
  /// log p - log(1 - p), each held above -100.
  case logOdds
}

/// Terms of two numbers that kernels add up.
package enum PairTerm: Sendable {
  /// -[x log p + (1 - x) log(1 - p)] of a probability p and a target x, logarithms held above -100.
  case crossEntropy
  /// The same with p = sigmoid(l): max(l, 0) - l·x + log(1 + e^-|l|).
  case crossEntropyOfLogit
  /// ½ (m² + e^l - 1 - l) of a mean m and a log-variance l: the divergence from the standard normal distribution.
  case gaussianDivergence
  /// a · b, for lengths of vectors.
  case product
}

/// The numbers in an update by Adam, as ``KernelSet/adam(_:_:_:_:count:_:)`` uses them.
package struct AdamStep: Sendable {
  /// m ← β₁m + c₁g, v ← β₂v + c₂g²
  package let beta1, beta2, c1, c2: Float
  /// w ← shrink · w - rate · m / (scale · √v + ε)
  package let rate, scale, epsilon, shrink: Float
  /// How much of the weight is added to its gradient first.
  package let decay: Float

  package init(
    beta1: Float, beta2: Float, c1: Float, c2: Float, rate: Float, scale: Float, epsilon: Float, shrink: Float,
    decay: Float
  ) {
    (self.beta1, self.beta2, self.c1, self.c2) = (beta1, beta2, c1, c2)
    (self.rate, self.scale, self.epsilon, self.shrink) = (rate, scale, epsilon, shrink)
    self.decay = decay
  }
}
