import Networks
import Tensors

/// The terms of a bound on -log p(x), summed over images: a batch's, or an epoch's.
package struct Losses: Sendable, Equatable, Codable {
  /// -log p(x | z), in nats.
  package var reconstruction = 0.0
  /// KL(q(z | x) ‖ p(z)), in nats.
  package var kl = 0.0
  /// The nats that importance weighting takes off the negative ELBO; 0 with one code for each image.
  package var gain = 0.0
  /// What an objective lowers besides the terms of the bound, or in place of one, with its weights; and the user's own penalty.
  package var penalty = 0.0
  package var images = 0

  enum CodingKeys: String, CodingKey { case reconstruction, kl, gain, penalty, images }

  package init() {}

  package init(reconstruction: Double, kl: Double, images: Int) {
    self.reconstruction = reconstruction
    self.kl = kl
    self.images = images
  }

  /// The negative ELBO, or the tighter bound of several codes; penalties are none of it.
  package var total: Double { reconstruction + kl - gain }

  package static func += (sum: inout Losses, other: Losses) {
    sum.reconstruction += other.reconstruction
    sum.kl += other.kl
    sum.gain += other.gain
    sum.penalty += other.penalty
    sum.images += other.images
  }

  /// The terms for one image on average.
  package var perImage: Losses {
    let count = Double(max(1, images))
    var mean = Losses(reconstruction: reconstruction / count, kl: kl / count, images: 1)
    mean.gain = gain / count
    mean.penalty = penalty / count
    return mean
  }

  /// The tutorial's figure for an epoch: the sum over batches of batch loss / (batch size · pixels).
  package func tutorialFigure(batchSize: Int, pixels: Int) -> Double { total / Double(batchSize * pixels) }
}

extension Losses {
  /// The losses may be infinite, or NaN, where a training came to that.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    reconstruction = try fields.decodeNumber(.reconstruction)
    kl = try fields.decodeNumber(.kl)
    gain = try fields.decodeNumber(.gain)
    penalty = fields.contains(.penalty) ? try fields.decodeNumber(.penalty) : 0
    images = try fields.decode(.images, in: SavedRange.count)
  }

  /// Where there is no penalty, as files have always had it.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(reconstruction, forKey: .reconstruction)
    try fields.encode(kl, forKey: .kl)
    try fields.encode(gain, forKey: .gain)
    if penalty != 0 { try fields.encode(penalty, forKey: .penalty) }
    try fields.encode(images, forKey: .images)
  }
}

extension Losses: OptimizationStep.Summed {
  package var numbers: [Double] { [reconstruction, kl, gain, Double(images), penalty] }

  package init(numbers: [Double]) {
    self.init(reconstruction: numbers[0], kl: numbers[1], images: Int(numbers[3]))
    gain = numbers[2]
    penalty = numbers[4]
  }
}
