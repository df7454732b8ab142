/// The two terms of the negative ELBO, summed over images: a batch's, or an epoch's.
package struct Losses: Sendable, Codable {
  /// -log p(x | z), in nats.
  package var reconstruction = 0.0
  /// KL(q(z | x) ‖ p(z)), in nats.
  package var kl = 0.0
  package var images = 0

  package init() {}

  package init(reconstruction: Double, kl: Double, images: Int) {
    self.reconstruction = reconstruction
    self.kl = kl
    self.images = images
  }

  /// The negative ELBO.
  package var total: Double { reconstruction + kl }

  package static func += (sum: inout Losses, other: Losses) {
    sum.reconstruction += other.reconstruction
    sum.kl += other.kl
    sum.images += other.images
  }

  /// The terms for one image on average.
  package var perImage: Losses {
    let count = Double(max(1, images))
    return Losses(reconstruction: reconstruction / count, kl: kl / count, images: 1)
  }

  /// The tutorial's figure for an epoch: the sum over batches of batch loss / (batch size · pixels).
  package func tutorialFigure(batchSize: Int, pixels: Int) -> Double { total / Double(batchSize * pixels) }
}
