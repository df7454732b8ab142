import Tensors

/// Which objective `train` lowers, and its own settings. Settings of another one are kept, and mean nothing.
package struct ObjectiveSettings: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case elbo, iwae, dreg, beta, tc, mmd, dip, logcosh

    /// What it is, in a few words.
    package var inWords: String {
      switch self {
      case .elbo: "the negative ELBO"
      case .iwae: "the bound of importance weighting, with samples="
      case .dreg: "the same bound, with the doubly reparameterized gradient"
      case .beta: "the KL held to a capacity, with the weight beta"
      case .tc: "the KL in three parts, of which the total correlation has the weight beta"
      case .mmd: "codes compared with draws of the prior: InfoVAE, and WAE with beta=0"
      case .dip: "codes uncorrelated and of unit variance: DIP-VAE"
      case .logcosh: "pixels compared by log-cosh, which is no likelihood"
      }
    }

    /// Whether it is the bound of several codes.
    package var takesSamples: Bool { self == .iwae || self == .dreg }

    /// Why it cannot be lowered under a prior; nil where it can.
    package func obstacle(_ prior: PriorDescription) -> String? {
      // Of the uniform one, the posterior that goes with it says more.
      guard prior.kind != .standard, prior.kind != .uniform, comparesImages else { return nil }
      let reason =
        switch self {
        case .tc: "splits the KL by dimensions, which are independent under the standard prior alone"
        case .dip: "draws the codes' covariance to that of the standard prior"
        default: "compares codes with draws of the standard prior"
        }
      return "objective=\(rawValue) \(reason), and this model's is a \(prior.inWords)"
    }

    /// Why it cannot be lowered under a posterior; nil where it can.
    package func obstacle(_ posterior: PosteriorDescription) -> String? {
      if posterior.isQuantized, self != .elbo {
        return
          "objective=\(rawValue) is about how codes are spread, and an image has one code where it is a \(posterior.inWords)"
      }
      return switch self {
      case .elbo, .iwae, .beta, .mmd, .logcosh: nil
      case .dreg: posterior.kind.isFlow ? ObjectiveSettings.dregObstacle(posterior) : nil
      case .tc, .dip:
        posterior.isFactorized
          ? nil
          : "objective=\(rawValue) "
            + (self == .tc
              ? "takes the posterior's dimensions one by one, at the codes of other images too"
              : "adds up the posterior's variances, dimension by dimension")
            + ", and this model's is a \(posterior.inWords)"
      }
    }

    /// Whether what it says of an image depends on the others of the batch, pair by pair.
    package var comparesImages: Bool { self == .tc || self == .mmd || self == .dip }
  }

  static func dregObstacle(_ posterior: PosteriorDescription) -> String {
    "objective=dreg takes log q(z | x) as a function of the code alone, which of a flow is known with the noise that it came from; "
      + "this model's is a \(posterior.inWords)"
  }

  package typealias Sampling = TotalCorrelation.Sampling
  package typealias Kernel = MeanDiscrepancy.Kernel
  package typealias Covariance = InferredPrior.Covariance

  package var kind = Kind.elbo
  /// Of `beta`: nats for one image, and the epochs over which they rise from 0.
  package var capacity = 0.0, capacityEpochs = 0.0
  /// Of `tc`: the weights of the mutual information and of the single dimensions.
  package var alpha = 1.0, gamma = 1.0
  package var sampling = Sampling.weighted
  /// Of `mmd` and `dip`: the weight of what they add; nil for the usual one.
  package var weight: Double?
  package var kernel = Kernel.rbf
  package var bandwidth = 1.0
  package var covariance = Covariance.means
  /// Of `dip`: the weight of the variances; nil for the usual one.
  package var diagonal: Double?
  /// Of `logcosh`.
  package var sharpness = 10.0

  enum CodingKeys: String, CodingKey {
    case kind, capacity, capacityEpochs, alpha, gamma, sampling, weight, kernel, bandwidth, covariance, diagonal,
      sharpness
  }

  package init(_ kind: Kind = .elbo) { self.kind = kind }

  // Ranges of the settings.
  package static let bandwidths = 1e-3...1e3
  package static let sharpnesses = 1e-3...1e3

  /// The weight of what `mmd` or `dip` adds.
  package var ownWeight: Double { weight ?? (kind == .mmd ? 100 : 10) }

  /// The weight of the variances: Kumar et al.'s 10 times the other one for the means' covariance, and the same for the codes'.
  package var ownDiagonal: Double { diagonal ?? (covariance == .means ? 10 * ownWeight : ownWeight) }
}

extension ObjectiveSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    kind = try fields.decode(Kind.self, forKey: .kind)
    capacity = try fields.decode(.capacity, in: TrainingOptions.weights)
    capacityEpochs = try fields.decode(.capacityEpochs, in: TrainingOptions.weights)
    alpha = try fields.decode(.alpha, in: TrainingOptions.weights)
    gamma = try fields.decode(.gamma, in: TrainingOptions.weights)
    sampling = try fields.decode(Sampling.self, forKey: .sampling)
    weight = try fields.decodeIfPresent(.weight, in: TrainingOptions.weights)
    kernel = try fields.decode(Kernel.self, forKey: .kernel)
    bandwidth = try fields.decode(.bandwidth, in: Self.bandwidths)
    covariance = try fields.decode(Covariance.self, forKey: .covariance)
    diagonal = try fields.decodeIfPresent(.diagonal, in: TrainingOptions.weights)
    sharpness = try fields.decode(.sharpness, in: Self.sharpnesses)
  }
}

extension TrainingOptions {
  /// The objective of a step.
  ///
  /// - Parameters:
  ///   - share: how far the warm-up has come, from 0 to 1: the weights of the KL term, and of its parts, are multiplied by it.
  ///   - epoch: how far training has come, in epochs since it began.
  ///   - images: how many an epoch goes through.
  package func objective(warmth share: Double, epoch: Double, images: Int) -> any Objective {
    let (klWeight, own) = (beta * share, objective)
    switch own.kind {
    case .elbo, .iwae:
      if samples > 1 { return ImportanceWeightedBound(klWeight: klWeight, samples: samples) }
      return EvidenceLowerBound(klWeight: klWeight, freeBits: freeBits)
    case .dreg:
      return ImportanceWeightedBound(klWeight: klWeight, samples: max(2, samples), isDoublyReparameterized: true)
    case .beta:
      let risen = own.capacityEpochs > 0 ? min(1, epoch / own.capacityEpochs) : 1
      return Capacity(klWeight: klWeight, nats: own.capacity * risen)
    case .tc:
      return TotalCorrelation(
        alpha: own.alpha * share, beta: klWeight, gamma: own.gamma * share, sampling: own.sampling, images: images)
    case .mmd:
      return MeanDiscrepancy(
        klWeight: klWeight, weight: own.ownWeight, kernel: own.kernel, bandwidth: own.bandwidth)
    case .dip:
      return InferredPrior(
        klWeight: klWeight, covariance: own.covariance, offDiagonal: own.ownWeight, diagonal: own.ownDiagonal)
    case .logcosh: return LogCosh(klWeight: klWeight, sharpness: own.sharpness)
    }
  }
}
