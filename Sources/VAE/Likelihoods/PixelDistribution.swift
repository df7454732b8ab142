import Autodiff
import Glibc
import Tensors

/// p(x | z) of a batch: the decoder's numbers, taken as a likelihood takes them.
package struct PixelDistribution {
  package let likelihood: Likelihood
  /// Probabilities, logits or means, one a pixel: [batch, …].
  let location: Variable
  /// Whether the locations are probabilities already.
  let isProbability: Bool
  /// The logarithm of the spread, [1] or [batch, pixels]; nil where the likelihood learns none.
  let logSpread: Variable?

  /// Spreads are held between these: a pixel that never changes would let a density grow without end.
  private static let logSpreads: ClosedRange<Float> = -7...3

  private func spread() throws -> Variable {
    switch (likelihood, logSpread) {
    case (.gaussian(let deviation), _): try .constant(Float(log(deviation)))
    case (_, let logSpread?): try .clamp(logSpread, Self.logSpreads.lowerBound, Self.logSpreads.upperBound)
    case (_, nil): try .constant(0)
    }
  }

  /// -log p(x | z) in nats, for each pixel or summed; x of any shape with the pixels of the batch.
  package func loss(_ x: Variable, _ reduction: Reduction) throws -> Variable {
    let x = try Variable.reshape(x, location.shape)
    switch likelihood {
    case .bernoulli:
      return isProbability
        ? try .binaryCrossEntropy(ofNetwork: location, x, reduction)
        : try .binaryCrossEntropyWithLogits(location, x, reduction)
    case .gaussian, .learnedGaussian:
      return try .reduce(.normalLoss(location, try spread(), x), reduction)
    case .discretizedLogistic:
      return try .reduce(.discretizedLogistic(location, try spread(), x), reduction)
    case .continuousBernoulli:
      let entropy = try Variable.binaryCrossEntropyWithLogits(location, x, .none)
      return try .reduce(entropy - .logContinuousBernoulliNormalizer(location), reduction)
    }
  }

  var shape: Shape { location.shape }

  /// What a loss that compares pixels compares with them: the mean that the decoder gives, not held from 0 to 1, through which
  /// gradients pass. Only of likelihoods whose mean is the decoder's number, or its sigmoid.
  func expectation() throws -> Variable {
    likelihood == .bernoulli && !isProbability ? try .sigmoid(location) : location
  }

  /// The expected image, each pixel from 0 to 1.
  package func mean() throws -> Tensor {
    switch likelihood {
    case .bernoulli: isProbability ? location.value : try location.value.sigmoid()
    case .gaussian, .learnedGaussian, .discretizedLogistic: try location.value.clamped(0, 1)
    case .continuousBernoulli: try ContinuousBernoulli.mean(location.value)
    }
  }

  /// An image drawn from the distribution, each pixel on its own, from 0 to 1.
  ///
  /// - Parameter noise: uniform and normal numbers come from it.
  package func drawn(_ noise: Philox) throws -> Tensor {
    let shape = location.shape
    switch likelihood {
    case .bernoulli:
      return try .compare(try noise.uniform(shape), .less, try mean())
    case .gaussian, .learnedGaussian:
      return try (location.value + noise.normal(shape) * spread().value.exp()).clamped(0, 1)
    case .discretizedLogistic:
      // Through the inverse of the distribution function; then the nearest grey value.
      let u = try noise.uniform(shape).clamped(1e-6, 1 - 1e-6)
      let logistic = try u.log() - u.scaled(by: -1, plus: 1).log()
      return try (location.value + logistic * spread().value.exp()).clamped(0, 1)
        .scaled(by: 255).rounded().scaled(by: 1 / 255)
    case .continuousBernoulli:
      return try ContinuousBernoulli.drawn(location.value, uniform: try noise.uniform(shape))
    }
  }
}

/// The distribution C(λ) λ^x (1 - λ)^(1 - x) on 0...1, from the logits l of λ.
private enum ContinuousBernoulli {
  /// 1 / (1 - e^-l) - 1/l, and ½ + l/12 near 0.
  static func mean(_ logits: Tensor) throws -> Tensor {
    try .generate(logits.shape, for: "decode") { index in
      let l = Double(logits.pointer[index])
      return Float(abs(l) < 1e-3 ? 0.5 + l / 12 : -1 / expm1(-l) - 1 / l)
    }
  }

  /// The values below which the mass u lies: log(1 + u (e^l - 1)) / l.
  static func drawn(_ logits: Tensor, uniform: Tensor) throws -> Tensor {
    try .generate(logits.shape, for: "decode") { index in
      let (l, u) = (Double(logits.pointer[index]), Double(uniform.pointer[index]))
      guard abs(l) >= 1e-3 else { return Float(u) }
      // For large l the exponential is taken out first.
      return Float(l > 0 ? 1 + log(exp(-l) - u * expm1(-l)) / l : log1p(u * expm1(l)) / l)
    }
  }
}
