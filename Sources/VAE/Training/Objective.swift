import Autodiff
import Glibc
import Processes
import Tensors

/// The loss that a step of training lowers: the negative ELBO of a batch, or a variation of it.
struct Objective {
  /// The weight of the KL term.
  var klWeight = 1.0
  var freeBits = 0.0
  var samples = 1

  /// The number to lower, summed over the batch, and the terms of the bound itself, as they are without any weight.
  ///
  /// - Parameter noise: the standard normal numbers behind the codes.
  func loss(_ model: VariationalAutoencoder, _ x: Variable, noise: Philox) throws -> (Variable, Losses) {
    let (mean, logvar) = try model.encode(x)
    if samples > 1 { return try importanceWeighted(model, x, mean, logvar, noise) }
    let z = try Variable.reparameterize(mean, logvar, noise: try noise.normal(mean.shape))
    let reconstruction = try model.decode(z).loss(x, .sum)
    let (kl, counted) = try divergence(mean, logvar)
    let losses = Losses(
      reconstruction: Double(try reconstruction.value.item()), kl: Double(try kl.value.item()), images: x.shape[0])
    let weighted = klWeight == 1 ? counted : try counted * .constant(Float(klWeight))
    return (try reconstruction + weighted, losses)
  }

  /// KL(q(z | x) ‖ p(z)), and what of it counts.
  private func divergence(_ mean: Variable, _ logvar: Variable) throws -> (kl: Variable, counted: Variable) {
    guard freeBits > 0 else {
      let kl = try Variable.gaussianKL(mean, logvar, .sum)
      return (kl, kl)
    }
    // Each dimension's mean over the batch, not below the free amount, and then as a sum again.
    let dimensions = try Variable.sum(try .gaussianKL(mean, logvar, .none), [0], keepingDimensions: false)
    let share = SharedBatch.current
    // What counts is decided by the whole batch, of which this process may have a part.
    let whole = try share.map { try Variable.total(dimensions, over: $0.group) } ?? dimensions
    let floor = Float(freeBits) * Float(share?.total ?? mean.shape[0])
    return (try .sum(dimensions), try .sum(try .maximum(whole, .constant(floor))))
  }

  /// -log of the mean over k codes of p(x, z) / q(z | x) (Burda et al. 2016, eq. 8).
  private func importanceWeighted(
    _ model: VariationalAutoencoder, _ x: Variable, _ mean: Variable, _ logvar: Variable, _ noise: Philox
  ) throws -> (Variable, Losses) {
    let (batch, latent) = (x.shape[0], mean.shape[1])
    let copies: Shape = [samples, batch, latent]
    let epsilon = try noise.normal([samples * batch, latent])
    func repeated(_ values: Variable) throws -> Variable {
      try .reshape(try .expand(values, copies), [samples * batch, latent])
    }
    let (means, logvars) = (try repeated(mean), try repeated(logvar))
    let z = try Variable.reparameterize(means, logvars, noise: epsilon)
    let pixels = model.image.count
    let x = try Variable.reshape(
      try .expand(try .reshape(x, [1, batch, pixels]), [samples, batch, pixels]), [samples * batch, pixels])
    let perPixel = try Variable.reshape(try model.decode(z).loss(x, .none), [samples, batch, pixels])
    let reconstruction = try Variable.sum(perPixel, [2], keepingDimensions: false)
    // log q(z | x) - log p(z), whose constants cancel; (z - mean)² / variance is epsilon².
    let terms = try z * z - Variable(epsilon * epsilon) - logvars
    let ratio = try Variable.sum(try .reshape(terms, copies), [2], keepingDimensions: false) * .constant(0.5)
    let weights = try Variable.negated(
      try reconstruction + (klWeight == 1 ? ratio : ratio * .constant(Float(klWeight))))
    let bound = try Variable.sum(try .logSumExp(weights, 0, keepingDimension: false))
    let loss = try Variable.constant(Float(batch) * log(Float(samples))) - bound
    return (loss, try losses(reconstruction.value, ratio.value, batch))
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
