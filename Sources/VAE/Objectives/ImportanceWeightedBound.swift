import Autodiff
import Glibc
import Tensors

/// The bound of importance weighting, -log of the mean over K codes of w = p(x, z) / q(z | x) (Burda et al. 2016, eq. 8).
package struct ImportanceWeightedBound: Objective {
  /// The weight of log q(z | x) - log p(z) in each log w; 1 for the bound.
  var klWeight = 1.0
  /// K, at least 2.
  var samples: Int
  /// Whether the encoder's gradient is the doubly reparameterized one: `dreg`.
  var isDoublyReparameterized = false

  package func loss(_ batch: CodedBatch) throws -> Lowered {
    let (size, latent) = (batch.count, batch.latent)
    let copies: Shape = [samples, size, latent]
    let epsilon = try batch.noise([samples * size, latent])
    func repeated(_ values: Variable) throws -> Variable {
      try .reshape(try .expand(values, copies), [samples * size, latent])
    }
    let (means, logvars) = (try repeated(batch.mean), try repeated(batch.logvar))
    let z = try Variable.reparameterize(means, logvars, noise: epsilon)
    let pixels = batch.model.image.count
    let x = try Variable.reshape(
      try .expand(try .reshape(batch.x, [1, size, pixels]), [samples, size, pixels]), [samples * size, pixels])
    let perPixel = try Variable.reshape(try batch.decode(z).loss(x, .none), [samples, size, pixels])
    let reconstruction = try Variable.sum(perPixel, [2], keepingDimensions: false)
    let ratio = try ratio(batch, z, means, logvars, epsilon)
    let weights = try Variable.negated(
      try reconstruction + (klWeight == 1 ? ratio : ratio * .constant(Float(klWeight))))
    let losses = try losses(reconstruction.value, ratio.value, size)
    let bound = try Variable.sum(try .logSumExp(weights, 0, keepingDimension: false))
    var loss = try Variable.constant(Float(size) * log(Float(samples))) - bound
    if isDoublyReparameterized { loss = try Self.doublyReparameterized(loss.value, weights, z) }
    return Lowered(loss: loss, losses: losses, z: try .reshape(z, copies))
  }

  /// log q(z | x) - log p(z) of the codes z [codes · batch, latent]: [codes, batch].
  private func ratio(
    _ batch: CodedBatch, _ z: Variable, _ means: Variable, _ logvars: Variable, _ epsilon: Tensor
  ) throws -> Variable {
    guard batch.model.prior.isStandard else {
      let posterior =
        isDoublyReparameterized
        ? try NormalDensity.log(z, .detach(means), .detach(logvars)) : try NormalDensity.log(z, means, logvars)
      let ratio = try Variable.sum(posterior, [1], keepingDimensions: false) - batch.model.logPrior(z)
      return try .reshape(ratio, [samples, batch.count])
    }
    // The constants cancel, and (z - mean)² / variance is epsilon².
    let terms =
      isDoublyReparameterized
      ? try Self.termsThroughCodes(z, means, logvars) : try z * z - Variable(epsilon * epsilon) - logvars
    let copies: Shape = [samples, batch.count, batch.latent]
    return try .sum(try .reshape(terms, copies), [2], keepingDimensions: false) * .constant(0.5)
  }

  /// The terms of the bound, without a weight: what one code would cost on average, and what weighting many gains.
  private func losses(_ reconstruction: Tensor, _ ratio: Tensor, _ batch: Int) throws -> Losses {
    let count = Double(samples)
    let weights = Variable(try (reconstruction + ratio).negated())
    let evidence =
      try Variable.logSumExp(weights, 0, keepingDimension: false).value.total() - Double(batch) * log(count)
    var losses = Losses(
      reconstruction: try reconstruction.total() / count, kl: try ratio.total() / count, images: batch)
    losses.gain = losses.reconstruction + losses.kl + evidence
    return losses
  }
}
