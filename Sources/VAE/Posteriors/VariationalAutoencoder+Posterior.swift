import Autodiff
import Tensors

// What the model asks its posterior.

extension VariationalAutoencoder {
  /// Of the encoder's results those of q(z | x).
  package func encoding(_ results: [Variable]) throws -> Encoding {
    guard posterior.description.isQuantized else {
      return Encoding(mean: results[0], logvar: results[1], further: results.count > 2 ? results[2] : nil)
    }
    // The maps, of which one code is made: its variance is 0.
    let shape: Shape = [results[0].shape[0], latentDimension]
    return Encoding(
      mean: try .reshape(results[0], shape), logvar: Variable(try .full(shape, -.infinity)))
  }

  /// Terms that add up to KL(q(z | x) ‖ p(z)), [n, latent], or their sum; nil where prior and posterior have no closed form of it.
  func closedDivergence(_ encoding: Encoding, _ reduction: Reduction) throws -> Variable? {
    prior.isStandard ? try posterior.divergenceFromStandard(encoding, reduction) : nil
  }

  /// KL(q(z_i | x) ‖ p(z_i)) of each dimension, [n, latent]; nil where it has no parts by dimension.
  func divergenceByDimension(_ encoding: Encoding) throws -> Variable? {
    posterior.description.isFactorized ? try closedDivergence(encoding, .none) : nil
  }

  /// log q(z | x) - log p(z) for the codes of as many images, whose mean over codes is KL(q(z | x) ‖ p(z)): [n]. Where that has a
  /// closed form, that mean itself.
  package func divergence(_ draw: Draw, _ encoding: Encoding) throws -> Variable {
    if let closed = try closedDivergence(encoding, .none) {
      return try .sum(closed, [1], keepingDimensions: false)
    }
    return try posterior.logDensity(of: draw, encoding) - logPrior(draw.z)
  }

  /// Codes of one image x [1, channels, height, width], one for each row of noise: z [n, latent]; the divergence, as its mean
  /// over them or in closed form; and how far each number of a code is spread.
  package func codes(
    of x: Tensor, _ y: Tensor? = nil, noise: Tensor
  ) throws -> (z: Tensor, divergence: Double, deviations: [Double]) {
    try evaluating {
      let encoding = try encode(Variable(x), y)
      let draw = try posterior.draw(encoding, noise: noise)
      let values = try divergence(draw, encoding).value
      return (
        draw.z.value, try values.total() / Double(values.count), try posterior.deviations(encoding, noise: noise)
      )
    }
  }
}
