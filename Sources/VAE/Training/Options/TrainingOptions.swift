import Networks

/// What `train` can be told. What a further call is not told stays as it was.
package struct TrainingOptions: Sendable, Codable {
  package var learningRate = 0.001
  package var rule = Optimizer.Rule.adam()
  package var schedule = Schedule.constant
  /// The weight of the KL term (Higgins et al. 2017); 1 for the ELBO.
  package var beta = 1.0
  package var warmup = Warmup()
  /// What each latent dimension may cost, averaged over the batch, before it counts, in nats (Kingma et al. 2016).
  package var freeBits = 0.0
  /// Codes drawn for each image. More than one makes the bound that of importance weighting (Burda et al. 2016).
  package var samples = 1
  /// The greatest length of the gradient; nil for any.
  package var clip: Double?
  /// Epochs without a better figure on the held-out images after which training stops; nil to go on.
  package var patience: Int?

  package init() {}
}

extension Optimizer.Rule {
  /// `adam`, `adamw`, `sgd`, `rmsprop`.
  package var name: String {
    switch self {
    case .adam(_, _, _, _, let decoupled): decoupled ? "adamw" : "adam"
    case .sgd: "sgd"
    case .rmsprop: "rmsprop"
    }
  }

  package var weightDecay: Double {
    switch self {
    case .adam(_, _, _, let weightDecay, _), .sgd(_, let weightDecay, _), .rmsprop(_, _, _, let weightDecay):
      weightDecay
    }
  }

  /// How much of the last step is kept; nil for the rules that have their own way of keeping it.
  package var momentum: Double? {
    switch self {
    case .adam: nil
    case .sgd(let momentum, _, _), .rmsprop(_, _, let momentum, _): momentum
    }
  }

  /// The rule of that name with its usual settings; nil for an unknown name.
  ///
  /// - Parameters:
  ///   - weightDecay: nil for the rule's own: 0, and 0.01 for AdamW.
  ///   - momentum: of SGD and RMSprop; the others have none to set.
  package init?(named name: String, weightDecay: Double? = nil, momentum: Double = 0) {
    switch name {
    case "adam": self = .adam(weightDecay: weightDecay ?? 0)
    case "adamw": self = .adam(weightDecay: weightDecay ?? 0.01, decoupled: true)
    case "sgd": self = .sgd(momentum: momentum, weightDecay: weightDecay ?? 0)
    case "rmsprop": self = .rmsprop(momentum: momentum, weightDecay: weightDecay ?? 0)
    default: return nil
    }
  }
}
