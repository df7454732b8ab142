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

  /// The diagonal q(z | x) of images in rows [n, pixels], which a VampPrior asks for.
  private func encodeRows(_ rows: Variable) throws -> (mean: Variable, logvar: Variable) {
    let encoding = try encode(
      .reshape(rows, [rows.shape[0], image.channels, image.height, image.width]))
    return (encoding.mean, encoding.logvar)
  }
}
