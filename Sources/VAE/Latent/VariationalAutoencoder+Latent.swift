import Autodiff
import Datasets
import Tensors

// Views into a trained model. Results are probabilities [count, channels, height, width]. Of a conditional model, y is what it is
// told, [rows, classes], rows a divisor of the count.

extension VariationalAutoencoder {
  /// Images decoded from z drawn from the prior.
  ///
  /// - Parameters:
  ///   - y: nil for classes drawn at random, where the model is conditional.
  ///   - temperature: what the prior's deviation is multiplied by; below 1 for what is more usual.
  ///   - pixels: where the pixels are drawn from; nil for the expected images.
  package func sample(
    _ count: Int, _ y: Tensor? = nil, noise: Philox, temperature: Double = 1, pixels: Philox? = nil
  ) throws -> Tensor {
    let told = try y ?? condition.map { try $0.rows($0.draw(count, noise: noise)) }
    return try images(from: drawCodes(count, noise: noise, temperature: temperature), told, pixels: pixels)
  }

  /// The expected images p(x | z) for z [count, latent].
  ///
  /// - Parameter pixels: where pixels are drawn from instead; nil for the expected ones.
  package func images(from z: Tensor, _ y: Tensor? = nil, pixels: Philox? = nil) throws -> Tensor {
    try evaluating {
      let distribution = try decode(Variable(z), y)
      return try (pixels.map { try distribution.drawn($0) } ?? distribution.mean()).reshaped([
        z.shape[0], image.channels, image.height, image.width,
      ])
    }
  }

  /// The posterior means of images x [count, channels, height, width], of a flow the codes of ε = 0: [count, latent].
  package func means(of x: Tensor, _ y: Tensor? = nil) throws -> Tensor {
    try evaluating { try posterior.centre(encode(Variable(x), y)).value }
  }

  /// The posterior means of images of a set: [indices, latent].
  package func means(of images: ImageSet, _ indices: some Collection<Int>) throws -> Tensor {
    try means(of: images.tensor(indices), told(of: images, indices))
  }

  /// What the encoder says of images x [count, channels, height, width]: mean and log σ², [count, latent] each.
  package func posterior(of x: Tensor, _ y: Tensor? = nil) throws -> (mean: Tensor, logvar: Tensor) {
    try evaluating {
      let encoding = try encode(Variable(x), y)
      return (encoding.mean.value, encoding.logvar.value)
    }
  }

  /// -log p(x | z) in nats, of each number of each image x [count, channels, height, width] at z [count, latent].
  package func pixelCosts(of x: Tensor, at z: Tensor, _ y: Tensor? = nil) throws -> Tensor {
    try evaluating { try decode(Variable(z), y).loss(Variable(x), .none).value }
  }

  /// Runs `body`, which only looks, as an evaluation does: without recording, and every layer as it is after training.
  package func looking<Result>(_ body: () throws -> Result) throws -> Result { try evaluating(body) }

  /// Images decoded from the posterior means of x.
  package func reconstruct(_ x: Tensor, _ y: Tensor? = nil) throws -> Tensor {
    try images(from: try means(of: x, y), y)
  }

  /// Runs `body` in evaluation mode, and puts back what each layer was in.
  func inEvaluation<Result>(_ body: () throws -> Result) throws -> Result {
    try encoder.evaluating { try decoder.evaluating(body) }
  }

  /// Runs `body` in evaluation mode and without recording.
  func evaluating<Result>(_ body: () throws -> Result) throws -> Result {
    try inEvaluation { try Recording.off(body) }
  }
}
