import Autodiff
import Glibc
import Tensors

/// -log p(x | z) + α I(x; z) + β TC(z) + γ Σ KL(q(z_d) ‖ p(z_d)): the KL term split into what codes tell of the image, how far the
/// dimensions depend on one another, and how far each is from the prior; β-TC-VAE (Chen et al. 2018, eq. 2 and 4). With weights
/// of 1 the three add up to one draw's log q(z | x) - log p(z).
///
/// log q(z) and log q(z_d), over all N images, are estimated from the batch's M.
package struct TotalCorrelation: Objective {
  package enum Sampling: String, Sendable, Codable, CaseIterable {
    /// Minibatch-weighted: Σ_m q(z | x_m) / (N M), whose expectation is too small (eq. S4).
    case weighted
    /// Minibatch-stratified: the image's own q(z | x) counts 1/N, one other (N - M + 1) / (N (M - 1)), the rest 1 / (M - 1)
    /// each: its expectation is q(z) (app. C.2).
    ///
    /// The authors' program puts the first two weights into the first two columns, whichever image a row is of; here they
    /// stand where their derivation has them, beginning at the image's own.
    case stratified
  }

  /// Of the mutual information, the total correlation and the distances of single dimensions.
  var alpha, beta, gamma: Double
  var sampling: Sampling
  /// N.
  var images: Int

  package func loss(_ batch: CodedBatch) throws -> Lowered {
    try batch.requireSeveral(for: "tc")
    let draw = try batch.code()
    let z = draw.z
    let reconstruction = try batch.decode(z).loss(batch.x, .sum)
    let terms = try Self.terms(z, batch.mean, batch.logvar, sampling, images)
    let weighted =
      try terms.information * .constant(Float(alpha)) + terms.correlation * .constant(Float(beta))
      + terms.distance * .constant(Float(gamma))
    var losses = try batch.losses(reconstruction, batch.toldDivergence(draw))
    losses.penalty = Double(try weighted.value.item())
    return Lowered(loss: try reconstruction + weighted, losses: losses, z: z)
  }

  /// The three parts, each summed over the batch, for codes z [batch, latent] of q(z | x) with that mean and logvar.
  static func terms(
    _ z: Variable, _ mean: Variable, _ logvar: Variable, _ sampling: Sampling, _ images: Int
  ) throws -> (information: Variable, correlation: Variable, distance: Variable) {
    let (size, latent) = (z.shape[0], z.shape[1])
    let own = try logNormal(z, mean, logvar)
    // q(z_i | x_m) for each dimension by itself: [batch i, batch m, latent].
    let others = try logNormal(
      .reshape(z, [size, 1, latent]), .reshape(mean, [1, size, latent]), .reshape(logvar, [1, size, latent]))
    let weights = Variable(try logWeights(sampling, batch: size, of: images))
    let joint = try Variable.sum(
      .logSumExp(
        try .sum(others, [2], keepingDimensions: false) + weights, 1, keepingDimension: false))
    let single = try Variable.sum(
      .logSumExp(others + .reshape(weights, [size, size, 1]), 1, keepingDimension: false))
    let prior = try Variable.sum(z * z + .constant(log(2 * .pi))) * .constant(-0.5)
    return (try .sum(own) - joint, try joint - single, try single - prior)
  }

  /// log N(z; mean, e^logvar), element by element.
  private static func logNormal(_ z: Variable, _ mean: Variable, _ logvar: Variable) throws -> Variable {
    let distance = try z - mean
    return try (distance * distance * .exp(.negated(logvar)) + logvar + .constant(log(2 * .pi))) * .constant(-0.5)
  }

  /// The logarithm of what q(z_i | x_m) counts in the estimate of q(z_i): [batch i, batch m].
  package static func logWeights(_ sampling: Sampling, batch size: Int, of images: Int) throws -> Tensor {
    let (all, rest) = (Double(max(images, size)), Double(size - 1))
    return try .generate([size, size], for: "train") { index in
      guard sampling == .stratified else { return Float(-log(all * Double(size))) }
      let (row, column) = (index / size, index % size)
      if row == column { return Float(-log(all)) }
      return Float(column == (row + 1) % size ? log((all - rest) / (all * rest)) : -log(rest))
    }
  }
}
