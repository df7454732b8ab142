import Networks
import Tensors

/// The settings of `train`. Those that a further call does not mention stay as they were.
package struct TrainingOptions: Sendable, Codable {
  package var learningRate = 0.001
  package var rule = Optimizer.Rule.adam()
  package var schedule = Schedule.constant
  /// The weight of the KL term (Higgins et al. 2017); 1 for the ELBO.
  package var beta = 1.0
  package var warmup = Warmup()
  /// Nats that each latent dimension may cost, averaged over the batch, before it counts (Kingma et al. 2016).
  package var freeBits = 0.0
  /// Codes drawn for each image. More than one makes the bound that of importance weighting (Burda et al. 2016).
  package var samples = 1
  /// The greatest length of the gradient; nil for any.
  package var clip: Double?
  /// Epochs without a better figure on the held-out images after which training stops; nil to go on.
  package var patience: Int?
  /// Whether an epoch leaves out a last batch of fewer images.
  package var dropsLast = false
  /// What is lowered.
  package var objective = ObjectiveSettings()
  /// The name of the function that was added to the loss in the last call; nil for none. It is only told of: a further
  /// call brings its own function, or none.
  package var penalty: String?

  enum CodingKeys: String, CodingKey {
    case learningRate, rule, schedule, beta, warmup, freeBits, samples, clip, patience, dropsLast, objective,
      penalty
  }

  package init() {}

  // Ranges of the options.
  package static let learningRates = 0...1e9
  /// Of the KL term's weight, the warm-up's epochs, free bits, and of weight decay.
  package static let weights = 0...1e6
  package static let momenta = 0...0.9999
  package static let sampleCounts = 1...1000
  package static let clips = 0...1e30
  package static let patiences = 0...100_000
}

extension TrainingOptions {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    learningRate = try fields.decode(.learningRate, in: Self.learningRates)
    rule = try fields.decode(Optimizer.Rule.self, forKey: .rule)
    try fields.require(rule.isSound, .rule, "has a setting that \(rule.name) cannot have")
    schedule = try fields.decode(Schedule.self, forKey: .schedule)
    beta = try fields.decode(.beta, in: Self.weights)
    warmup = try fields.decode(Warmup.self, forKey: .warmup)
    freeBits = try fields.decode(.freeBits, in: Self.weights)
    samples = try fields.decode(.samples, in: Self.sampleCounts)
    clip = try fields.decodeIfPresent(.clip, in: Self.clips)
    patience = try fields.decodeIfPresent(.patience, in: Self.patiences)
    // Files from before there was the choice say nothing of it.
    dropsLast = try fields.decodeIfPresent(Bool.self, forKey: .dropsLast) ?? false
    objective = try fields.decodeIfPresent(ObjectiveSettings.self, forKey: .objective) ?? ObjectiveSettings()
    penalty = fields.contains(.penalty) ? try fields.decodeLine(.penalty) : nil
    try fields.require(samples == 1 || freeBits == 0, .samples, "is \(samples), with free bits")
    let kind = objective.kind
    try fields.require(
      samples == 1 ? !kind.takesSamples : kind == .elbo || kind.takesSamples, .samples,
      "is \(samples), with the objective \(kind.rawValue)")
    try fields.require(freeBits == 0 || kind == .elbo, .freeBits, "is \(freeBits), with the objective \(kind.rawValue)")
  }
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

  /// Whether its settings are ones that it works with.
  package var isSound: Bool {
    let isBelowOne = { (share: Double) in share >= 0 && share < 1 }
    let shares: [Double]
    let small: Double
    switch self {
    case .adam(let beta1, let beta2, let epsilon, _, _): (shares, small) = ([beta1, beta2], epsilon)
    case .sgd(let momentum, _, _): (shares, small) = ([momentum], 0)
    case .rmsprop(let smoothing, let epsilon, let momentum, _): (shares, small) = ([smoothing, momentum], epsilon)
    }
    return shares.allSatisfy(isBelowOne) && (0...1).contains(small) && TrainingOptions.weights.contains(weightDecay)
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
