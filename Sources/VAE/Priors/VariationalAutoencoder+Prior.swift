import Autodiff
import Tensors

// What the model asks its prior.

extension VariationalAutoencoder {
  /// log p(z) for z [n, latent]: [n].
  package func logPrior(_ z: Variable) throws -> Variable { try prior.logDensity(z, encode: encodeRows) }

  /// Codes from the prior [count, latent].
  ///
  /// - Parameter temperature: what its deviations are multiplied by; below 1 for what is more usual.
  package func drawCodes(_ count: Int, noise: Philox, temperature: Double = 1) throws -> Tensor {
    try evaluating { try prior.draw(count, noise: noise, temperature: temperature, encode: encodeRows) }
  }

  /// log q(z | x) - log p(z) for the codes of as many images, whose mean over codes is KL(q(z | x) ‖ p(z)): [n]. Where the prior is
  /// standard, that mean itself, in closed form.
  package func divergence(_ z: Variable, _ mean: Variable, _ logvar: Variable) throws -> Variable {
    guard !prior.isStandard else {
      return try .sum(.gaussianKL(mean, logvar, .none), [1], keepingDimensions: false)
    }
    return try .sum(NormalDensity.log(z, mean, logvar), [1], keepingDimensions: false) - logPrior(z)
  }

  /// The mean of log q(z | x) - log p(z) over codes z [n, latent] of one image, whose posterior this is.
  package func expectedDivergence(of z: Tensor, mean: [Double], logvar: [Double]) throws -> Double {
    try evaluating {
      let rows: Shape = [1, mean.count]
      let posterior = try [mean, logvar].map { Variable(try Tensor($0.map { Float($0) }, rows)) }
      let values = try divergence(Variable(z), posterior[0], posterior[1]).value
      return try values.total() / Double(values.count)
    }
  }

  /// q(z | x) of images in rows [n, pixels].
  private func encodeRows(_ rows: Variable) throws -> (mean: Variable, logvar: Variable) {
    try encode(.reshape(rows, [rows.shape[0], image.channels, image.height, image.width]))
  }
}
