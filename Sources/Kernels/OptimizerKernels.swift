/// The updates of optimizers: everything in one reading and one writing of memory. `first` and `second` are the moments.
package protocol OptimizerKernels: Sendable {
  static func adam(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: AdamStep)

  static func sgd(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    count: Int, _ step: SGDStep)

  static func rmsprop(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: RMSpropStep)
}

/// The numbers in an update by Adam of weights w with gradients g.
package struct AdamStep: Sendable {
  /// How much of the weight is added to its gradient first: g ← g + decay · w
  package let decay: Float
  /// m ← β₁m + c₁g, v ← β₂v + c₂g²
  package let beta1, beta2, c1, c2: Float
  /// w ← shrink · w - rate · m / (scale · √v + ε)
  package let rate, scale, epsilon, shrink: Float

  package init(
    decay: Float, beta1: Float, beta2: Float, c1: Float, c2: Float, rate: Float, scale: Float, epsilon: Float,
    shrink: Float
  ) {
    self.decay = decay
    (self.beta1, self.beta2, self.c1, self.c2) = (beta1, beta2, c1, c2)
    (self.rate, self.scale, self.epsilon, self.shrink) = (rate, scale, epsilon, shrink)
  }
}

/// The numbers in an update by gradient descent of weights w with gradients g.
package struct SGDStep: Sendable {
  /// How much of the weight is added to its gradient first: g ← g + decay · w
  package let decay: Float
  /// m ← kept · m + g
  package let kept: Float
  /// How far to look ahead along the momentum: w ← w - rate · (g + ahead · m). Nil for the momentum itself:
  /// w ← w - rate · m
  package let ahead: Float?
  package let rate: Float

  package init(decay: Float, kept: Float, ahead: Float?, rate: Float) {
    (self.decay, self.kept, self.ahead, self.rate) = (decay, kept, ahead, rate)
  }
}

/// The numbers in an update by RMSprop of weights w with gradients g.
package struct RMSpropStep: Sendable {
  /// How much of the weight is added to its gradient first: g ← g + decay · w
  package let decay: Float
  /// v ← alpha · v + added · g²
  package let alpha, added: Float
  /// m ← momentum · m + g / (√v + ε), w ← w - rate · m
  package let momentum, epsilon, rate: Float

  package init(decay: Float, alpha: Float, added: Float, momentum: Float, epsilon: Float, rate: Float) {
    self.decay = decay
    (self.alpha, self.added) = (alpha, added)
    (self.momentum, self.epsilon, self.rate) = (momentum, epsilon, rate)
  }
}
