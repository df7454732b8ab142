/// p(x | z) for one pixel: what the decoder's numbers mean.
package enum Likelihood: Sendable, Equatable, Codable {
  /// x is 0 or 1, with the probability that the decoder gives. Grey values are put into the same formula, which is then
  /// a loss and no likelihood (pytorch/examples#460).
  case bernoulli
  /// x is normal around the decoder's mean, with one deviation for all pixels, which stays as it is.
  case gaussian(deviation: Double)
  /// A normal distribution whose deviation is learned: one for all pixels, or the decoder's own for each (Rybkin et al. 2021).
  case learnedGaussian
  /// x is one of 256 grey values; the scale is learned as that of ``learnedGaussian`` (Kingma et al. 2016).
  case discretizedLogistic
  /// x lies anywhere from 0 to 1, by the Bernoulli formula made into a density (Loaiza-Ganem & Cunningham 2019).
  case continuousBernoulli

  enum CodingKeys: String, CodingKey {
    case bernoulli, gaussian, learnedGaussian, discretizedLogistic, continuousBernoulli
  }
  enum GaussianCodingKeys: String, CodingKey { case deviation }

  /// Each once, with its defaults.
  package static let all: [Likelihood] = [
    .bernoulli, .gaussian(deviation: defaultDeviation), .learnedGaussian, .discretizedLogistic, .continuousBernoulli,
  ]

  /// ½ the square of the difference is then the loss, up to a constant, for pixels counted in units of the deviation.
  package static let defaultDeviation = 0.1
  /// The range of the fixed deviation.
  package static let deviations = 1e-3...1e3

  /// As the language writes it.
  package var name: String {
    switch self {
    case .bernoulli: "bernoulli"
    case .gaussian: "gaussian"
    case .learnedGaussian: "learned_gaussian"
    case .discretizedLogistic: "discretized_logistic"
    case .continuousBernoulli: "continuous_bernoulli"
    }
  }

  package init?(named name: String) {
    guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// The data that it fits, in a few words.
  package var fits: String {
    switch self {
    case .bernoulli: "black and white pixels; the tutorial's choice for grey ones"
    case .gaussian: "any pixels, with one fixed spread"
    case .learnedGaussian: "any pixels; learns the spread"
    case .discretizedLogistic: "pixels of 256 levels, such as photographs; gives bits per dimension"
    case .continuousBernoulli: "grey values from 0 to 1"
    }
  }

  /// Whether a spread is learned: the decoder's own for each pixel, or one number.
  package var learnsSpread: Bool { self == .learnedGaussian || self == .discretizedLogistic }

  /// Whether the decoder's numbers are logits of probabilities.
  package var isOnLogits: Bool { self == .bernoulli || self == .continuousBernoulli }

  /// Why nats do not convert to bits per dimension; nil where they do. Only the probability of a pixel does, never a
  /// density, and only where the pixels are what the likelihood speaks of.
  ///
  /// - Parameters:
  ///   - isBinary: whether all pixels are 0 or 1.
  ///   - areLevels: whether each is one of 256 levels.
  package func obstacleToBits(isBinary: Bool, areLevels: Bool = true) -> String? {
    switch self {
    case .discretizedLogistic:
      areLevels ? nil : "these pixels lie between the 256 levels, and discretized_logistic is the likelihood of levels"
    case .bernoulli:
      isBinary ? nil : "these pixels are grey, and bernoulli is the likelihood of black and white ones"
    case .gaussian, .learnedGaussian, .continuousBernoulli:
      "\(name) gives a density, and a code needs the probability of a grey value"
    }
  }
}
