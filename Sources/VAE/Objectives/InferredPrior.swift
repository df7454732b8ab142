import Autodiff
import Tensors

/// -log p(x | z) + β KL(q(z | x) ‖ p(z)) + λ_od Σ_{i≠j} C_ij² + λ_d Σ_i (C_ii - 1)², C the covariance of the codes: they are to be
/// uncorrelated and of unit variance, as the prior is (Kumar et al. 2018, eq. 6 to 9). The λ count for each image: they are
/// multiplied by the batch.
package struct InferredPrior: Objective {
  package enum Covariance: String, Sendable, Codable, CaseIterable {
    /// C of the posterior means: DIP-VAE-I.
    case means
    /// C of the codes themselves, Cov[mean] + E[diag variance]: DIP-VAE-II.
    case codes
  }

  var klWeight: Double
  var covariance: Covariance
  /// λ_od and λ_d.
  var offDiagonal, diagonal: Double

  package func loss(_ batch: CodedBatch) throws -> Lowered {
    try batch.requireSeveral(for: "dip")
    let z = try batch.code().z
    let reconstruction = try batch.decode(z).loss(batch.x, .sum)
    let kl = try Variable.gaussianKL(batch.mean, batch.logvar, .sum)
    let penalty = try self.penalty(batch.mean, batch.logvar) * .constant(Float(batch.count))
    var losses = try batch.losses(reconstruction, kl)
    losses.penalty = Double(try penalty.value.item())
    return Lowered(
      loss: try reconstruction + kl * .constant(Float(klWeight)) + penalty, losses: losses, z: z)
  }

  /// The two sums with their weights, for posteriors [batch, latent].
  func penalty(_ mean: Variable, _ logvar: Variable) throws -> Variable {
    let share = try Variable.constant(1 / Float(mean.shape[0]))
    let centred = try mean - .sum(mean, [0], keepingDimensions: true) * share
    let products = try Variable.matmul(.permute(centred, [1, 0]), centred) * share
    let variances = try Variable.sum(centred * centred, [0], keepingDimensions: false) * share
    let others = try Variable.sum(products * products) - .sum(variances * variances)
    let spreads =
      covariance == .means ? variances : try variances + .sum(.exp(logvar), [0], keepingDimensions: false) * share
    let distances = try spreads - .constant(1)
    return try others * .constant(Float(offDiagonal)) + .sum(distances * distances) * .constant(Float(diagonal))
  }
}
