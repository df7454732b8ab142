import Autodiff
import Processes
import Tensors

/// The negative ELBO, -log p(x | z) + β KL(q(z | x) ‖ p(z)), with one code for each image (Kingma & Welling 2014). β is Higgins
/// et al.'s (2017); free bits, which a dimension may cost before it counts, are Kingma et al.'s (2016).
package struct EvidenceLowerBound: Objective {
  /// The weight of the KL term.
  var klWeight = 1.0
  var freeBits = 0.0

  package func loss(_ batch: CodedBatch) throws -> Lowered {
    let draw = try batch.code()
    let reconstruction = try batch.decode(draw.z).loss(batch.x, .sum)
    let (kl, counted) = try divergence(batch, draw)
    var losses = try batch.losses(reconstruction, kl)
    let weighted = klWeight == 1 ? counted : try counted * .constant(Float(klWeight))
    var loss = try reconstruction + weighted
    if let penalty = try batch.ownPenalty(draw) {
      loss = try loss + penalty
      losses.penalty += Double(try penalty.value.item())
    }
    return Lowered(loss: loss, losses: losses, z: draw.z)
  }

  /// KL(q(z | x) ‖ p(z)), and what of it counts.
  private func divergence(_ batch: CodedBatch, _ draw: Draw) throws -> (kl: Variable, counted: Variable) {
    guard freeBits > 0 else {
      let kl = try batch.divergence(draw)
      return (kl, kl)
    }
    let (mean, logvar) = (batch.mean, batch.logvar)
    // Each dimension's mean over the batch, not below the free amount, and then as a sum again.
    let dimensions = try Variable.sum(try .gaussianKL(mean, logvar, .none), [0], keepingDimensions: false)
    let share = SharedBatch.current
    // What counts is decided by the whole batch, of which this process may have a part.
    let whole = try share.map { try Variable.total(dimensions, over: $0.group) } ?? dimensions
    let floor = Float(freeBits) * Float(share?.total ?? mean.shape[0])
    return (try .sum(dimensions), try .sum(try .maximum(whole, .constant(floor))))
  }
}
