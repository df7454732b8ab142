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
    let encoding = try batch.encoding.repeated(samples)
    var draw = try batch.model.posterior.draw(encoding, noise: epsilon)
    let codes = draw.z
    // What else is made of the codes, as a penalty, is to get their own gradient: weighted is that of these alone.
    if isDoublyReparameterized { draw.z = try .reshape(codes, codes.shape) }
    let z = draw.z
    let pixels = batch.model.image.count
    let x = try Variable.reshape(
      try .expand(try .reshape(batch.x, [1, size, pixels]), [samples, size, pixels]), [samples * size, pixels])
    let perPixel = try Variable.reshape(try batch.decode(z).loss(x, .none), [samples, size, pixels])
    let reconstruction = try Variable.sum(perPixel, [2], keepingDimensions: false)
    let ratio = try ratio(batch, draw, encoding)
    let weights = try Variable.negated(
      try reconstruction + (klWeight == 1 ? ratio : ratio * .constant(Float(klWeight))))
    let losses = try losses(reconstruction.value, ratio.value, size)
    let bound = try Variable.sum(try .logSumExp(weights, 0, keepingDimension: false))
    var loss = try Variable.constant(Float(size) * log(Float(samples))) - bound
    if isDoublyReparameterized { loss = try Self.doublyReparameterized(loss.value, weights, z) }
    return Lowered(loss: loss, losses: losses, z: try .reshape(codes, copies))
  }

  /// log q(z | x) - log p(z) of the codes [codes · batch, latent]: [codes, batch].
  private func ratio(_ batch: CodedBatch, _ draw: Draw, _ encoding: Encoding) throws -> Variable {
    let (model, z) = (batch.model, draw.z)
    let isFactorized = model.posterior.description.isFactorized
    guard model.prior.isStandard, isFactorized || !isDoublyReparameterized else {
      let posterior =
        isDoublyReparameterized
        ? try Self.densityThroughCodes(z, encoding, model.posterior)
        : try model.posterior.logDensity(of: draw, encoding)
      return try .reshape(posterior - model.logPrior(z), [samples, batch.count])
    }
    // The constants cancel, and what log q has of epsilon is -½ epsilon².
    let terms =
      isDoublyReparameterized
      ? try Self.termsThroughCodes(z, encoding.mean, encoding.logvar)
      : try z * z - Variable(draw.noise * draw.noise) - encoding.logvar
    let copies: Shape = [samples, batch.count, batch.latent]
    let ratio = try Variable.sum(try .reshape(terms, copies), [2], keepingDimensions: false) * .constant(0.5)
    return try draw.bend.map { try ratio - .reshape($0, [samples, batch.count]) } ?? ratio
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
