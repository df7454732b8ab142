import Tensors

// Minus the logarithms of likelihoods of pixels x, scaled to 0...1, element by element. (Bernoulli pixels are in
// `Variable+Losses.swift`: there the likelihood is a cross-entropy.)

extension Variable {
  /// -log N(x; mean, e^(2 · logDeviation)) = ½ (x - mean)² / e^(2 · logDeviation) + logDeviation + ½ log 2π, the constant
  /// included.
  ///
  /// - Parameter logDeviation: the shape of x, or one that broadcasts to it.
  package static func normalLoss(_ mean: Variable, _ logDeviation: Variable, _ x: Variable) throws -> Variable {
    let scaled = try (x - mean) * exp(negated(logDeviation))
    return try scaled * scaled * constant(0.5) + (logDeviation + constant(0.918_938_5))
  }

  /// -log P(x) of grey values x = k/255 under a logistic distribution whose mass between two neighbours' midpoints
  /// belongs to the grey value between them, the tails to 0 and 255 (Kingma et al. 2016; Salimans et al. 2017, sec. 2.1).
  ///
  /// With s = e^logScale, a = (x + 1/510 - mean) / s and b = (x - 1/510 - mean) / s, the mass is
  ///
  ///     σ(a) - σ(b) = σ(a) · σ(-b) · (1 - e^-w),   w = a - b = 1 / (255 s)
  ///
  /// whose logarithm neither cancels nor vanishes, however far x lies from the mean; at black σ(b) is 0, at white σ(a) is 1.
  ///
  /// - Parameter logScale: the shape of x, or one that broadcasts to it.
  package static func discretizedLogistic(_ mean: Variable, _ logScale: Variable, _ x: Variable) throws -> Variable {
    let half: Float = 1 / 510
    let (meanShape, scaleShape, shape) = (mean.shape, logScale.shape, x.shape)
    let inverse = try logScale.value.negated().exp()
    let difference = try x.value - mean.value
    let a = try difference.scaled(by: 1, plus: half) * inverse
    let b = try difference.scaled(by: 1, plus: -half) * inverse
    let width = try inverse.scaled(by: 2 * half)
    // 1 where there is an upper edge, a lower edge, both.
    let upper = try Tensor.compare(x.value, .less, .scalar(1 - half))
    let lower = try Tensor.compare(x.value, .greater, .scalar(half))
    let inner = try upper * lower
    let loss = try upper * a.negated().softplus() + lower * b.softplus() - inner * logOneMinusExp(width)
    return result(loss, .named("the discretized logistic likelihood"), [mean, logScale, x]) { g, inputs in
      let above = try upper * a.negated().sigmoid()
      let below = try lower * b.sigmoid()
      try inputs.add(0) { try (g * (above - below) * inverse).reduced(to: meanShape) }
      try inputs.add(1) { try (g * (above * a - below * b + inner * quotient(width))).reduced(to: scaleShape) }
      try inputs.add(2) { try (g * (below - above) * inverse).reduced(to: shape) }
    }
  }

  /// log(1 - e^-w) for w > 0; by its series where 1 - e^-w would cancel.
  private static func logOneMinusExp(_ w: Tensor) throws -> Tensor {
    let square = try w * w
    let series = try w.log() - w.scaled(by: 0.5) + square * square.scaled(by: -1 / 2880, plus: 1 / 24)
    let closed = try w.negated().exp().scaled(by: -1, plus: 1).log()
    return try .choose(try .compare(w, .less, .scalar(0.5)), series, closed)
  }

  /// w / (e^w - 1), which is w · d/dw log(1 - e^-w).
  private static func quotient(_ w: Tensor) throws -> Tensor {
    let square = try w * w
    let series = try square * square.scaled(by: -1 / 720, plus: 1 / 12) - w.scaled(by: 0.5, plus: -1)
    let decay = try w.negated().exp()
    return try .choose(try .compare(w, .less, .scalar(0.5)), series, try w * decay / decay.scaled(by: -1, plus: 1))
  }

  /// log C(λ) of the continuous Bernoulli distribution C(λ) λ^x (1 - λ)^(1 - x) on 0...1, from the logit l of λ
  /// (Loaiza-Ganem & Cunningham 2019): C = l / tanh(l/2), by its series near 0, where both vanish.
  package static func logContinuousBernoulliNormalizer(_ logits: Variable) throws -> Variable {
    let l = logits.value
    let size = try l.abs()
    let square = try l * l
    let isSmall = try Tensor.compare(size, .less, .scalar(0.5))
    let decay = try size.negated().exp()
    let series = try square * (square * square.scaled(by: 31 / 90_720, plus: -7 / 1440)).scaled(by: 1, plus: 1 / 12)
    let closed = try size.log() + decay.scaled(by: 1, plus: 1).log() - decay.scaled(by: -1, plus: 1).log()
    let value = try Tensor.choose(isSmall, series.scaled(by: 1, plus: 0.693_147_2), closed)
    return result(value, .named("the normalizer of the continuous Bernoulli distribution"), [logits]) { g, inputs in
      try inputs.add(0) {
        // 1/l - 1/sinh(l)
        let series = try l * (square * square.scaled(by: 31 / 15_120, plus: -7 / 360)).scaled(by: 1, plus: 1 / 6)
        let one = try Tensor.scalar(1)
        let closed = try (one - (size * decay).scaled(by: 2) / (decay * decay).scaled(by: -1, plus: 1)) / l
        return try g * Tensor.choose(isSmall, series, closed)
      }
    }
  }
}
