import Autodiff
import Tensors

/// -log p(x | z) + β KL(q(z | x) ‖ p(z)) + λ MMD²(q(z), p(z)), the codes of a batch compared with as many draws of the prior
/// through a kernel: InfoVAE (Zhao et al. 2019), whose 1 - α is `beta`; with `beta=0` the Wasserstein autoencoder (Tolstikhin et
/// al. 2018, alg. 2). MMD² is the unbiased estimate, which may be below 0. λ counts for each image: it is multiplied by the batch.
package struct MeanDiscrepancy: Objective {
  package enum Kernel: String, Sendable, Codable, CaseIterable {
    /// e^(-d² / C).
    case rbf
    /// C / (C + d²), the sum over seven multiples of C, as in the paper on Wasserstein autoencoders.
    case imq

    fileprivate var scales: [Double] { self == .rbf ? [1] : [0.1, 0.2, 0.5, 1, 2, 5, 10] }
  }

  var klWeight: Double
  /// λ.
  var weight: Double
  var kernel: Kernel
  /// σ in C = 2 · latent · σ².
  var bandwidth: Double

  package func loss(_ batch: CodedBatch) throws -> Lowered {
    try batch.requireSeveral(for: "mmd")
    let (size, latent) = (batch.count, batch.latent)
    let noise = try batch.noise([2 * size, latent])
    let draw = try batch.model.posterior.draw(batch.encoding, noise: noise.rows(0..<size))
    let z = draw.z
    let reconstruction = try batch.decode(z).loss(batch.x, .sum)
    let kl = try batch.divergence(draw)
    let draws = Variable(noise.rows(size..<2 * size))
    let discrepancy = try self.discrepancy(z, draws) * .constant(Float(weight * Double(size)))
    var losses = try batch.losses(reconstruction, kl)
    losses.penalty = Double(try discrepancy.value.item())
    // A term without weight has no gradient, and 0 · ∞ is none.
    let bound = klWeight == 0 ? reconstruction : try reconstruction + kl * .constant(Float(klWeight))
    return Lowered(loss: try bound + discrepancy, losses: losses, z: z)
  }

  /// MMD² between two sets of as many points [count, latent].
  func discrepancy(_ a: Variable, _ b: Variable) throws -> Variable {
    let count = Float(a.shape[0])
    let itself = count * Float(kernel.scales.count)
    func within(_ points: Variable) throws -> Variable {
      try (sum(points, points) - .constant(itself)) * .constant(1 / (count * (count - 1)))
    }
    return try within(a) + within(b) - sum(a, b) * .constant(2 / (count * count))
  }

  /// The kernel of every pair, summed.
  private func sum(_ a: Variable, _ b: Variable) throws -> Variable {
    let latent = a.shape[1]
    // Differences themselves: from products, close points would lose their distance to rounding.
    let differences =
      try Variable.reshape(a, [a.shape[0], 1, latent]) - .reshape(b, [1, b.shape[0], latent])
    let squares = try Variable.sum(differences * differences, [2], keepingDimensions: false)
    let width = 2 * Double(latent) * bandwidth * bandwidth
    if kernel == .rbf { return try .sum(.exp(squares * .constant(Float(-1 / width)))) }
    return try kernel.scales.map { scale in
      let constant = try Variable.constant(Float(scale * width))
      return try Variable.sum(constant / (squares + constant))
    }.summed()
  }
}

extension [Variable] {
  /// The sum of at least one.
  fileprivate func summed() throws -> Variable { try dropFirst().reduce(self[0]) { try $0 + $1 } }
}
