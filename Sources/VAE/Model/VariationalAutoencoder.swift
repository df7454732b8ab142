import Autodiff
import Datasets
import Networks
import Tensors

/// An encoder, which gives the numbers of a posterior q(z | x), a decoder p(x | z), and a prior p(z): a diagonal and a standard
/// normal distribution unless others are asked for (Kingma & Welling 2014). A conditional one is told the class y of each image: q(z | x, y) and p(x | z, y).
///
/// The decoder gives one number a pixel, taken as its ``Likelihood`` takes it, or two where it also gives each pixel's
/// spread: all locations first, then the logarithms of all spreads.
package final class VariationalAutoencoder {
  /// x [batch, …] to mean and log-variance, both [batch, latent], and what the posterior takes besides, [batch, …]; of a
  /// conditional model, x with one channel more.
  package let encoder: any Layer
  /// z [batch, latent] to one number a pixel, or two; of a conditional model, z with one number more for each class.
  package let decoder: any Layer
  package let image: ImageShape
  package let latentDimension: Int
  /// Whether the encoder takes rows of pixels instead of images.
  package let encoderTakesRows: Bool
  package let likelihood: Likelihood
  package let prior: any Prior
  package let posterior: any Posterior
  /// What the model is told besides the image; nil for nothing.
  package let condition: Condition?
  /// Whether the decoder's results are probabilities: it ends in a sigmoid.
  package let decoderEndsInSigmoid: Bool
  /// The logarithm of the one spread of all pixels, where it is learned and the decoder does not give each pixel's.
  package let logSpread: LearnedParameter?
  /// The weight that training gives to the KL term (Higgins et al. 2017), unless it is told another.
  package var beta = 1.0

  /// - Throws: ``ModelError`` or ``TensorError`` where the networks do not fit the images, each other or the likelihood.
  package convenience init(
    encoder: any Layer, decoder: any Layer, image: ImageShape, likelihood: Likelihood = .bernoulli
  ) throws {
    try self.init(
      encoder: encoder, decoder: decoder, image: image, likelihood: likelihood, logSpread: nil, condition: nil,
      posterior: PosteriorDescription(), makePosterior: { _ in DiagonalPosterior() }
    ) {
      StandardPrior(latent: $0)
    }
  }

  /// - Parameters:
  ///   - prior: what p(z) is to be.
  ///   - posterior: what q(z | x) is to be.
  ///   - classes: the names of the classes, one of which the model is told with each image; none for a model that is told nothing.
  ///   - random: where its first parameters come from.
  /// - Throws: ``ModelError`` or ``TensorError``, also where the prior does not fit the codes or the encoder.
  package convenience init(
    encoder: any Layer, decoder: any Layer, image: ImageShape, likelihood: Likelihood = .bernoulli,
    prior: PriorDescription, posterior: PosteriorDescription = PosteriorDescription(), classes: [String] = [],
    random: inout RandomSource
  ) throws {
    var source = random
    if posterior.isQuantized, prior.kind != .standard, prior.kind != .uniform {
      throw ModelError(
        "codes of a codebook are not numbers of a \(prior.inWords): any of its entries may stand at each place, and the prior is even over them",
        suggestion: "leave out prior, and fit pixelcnn to the codes after training")
    }
    if prior.kind == .uniform, !posterior.isQuantized {
      throw ModelError(
        "a \(prior.inWords) is of quantized codes, and this model's posterior is a \(posterior.inWords)",
        suggestion: "prior=standard, or posterior=quantized")
    }
    if prior.kind == .vamp, !posterior.isFactorized {
      throw ModelError(
        "a VampPrior holds codes against the posteriors of its pseudo-inputs, and knows them as diagonal normal distributions; this "
          + "model's is a \(posterior.inWords)",
        suggestion: "prior=mixture or prior=flow, or posterior=diagonal")
    }
    if prior.kind == .vamp, !classes.isEmpty {
      throw ModelError(
        "a VampPrior sends pseudo-inputs through the encoder, and nobody knows their classes",
        suggestion: "prior=mixture, or leave out condition=labels")
    }
    let condition = classes.isEmpty ? nil : try Condition(classes, image, random: &source)
    try self.init(
      encoder: encoder, decoder: decoder, image: image, likelihood: likelihood, logSpread: nil, condition: condition,
      posterior: posterior,
      makePosterior: { try $0.posterior.posterior(latent: $0.latent, further: $0.further, random: &source) }
    ) {
      if prior.kind == .vamp, let obstacle = VampPrior.obstacle(encoder) {
        throw ModelError(obstacle, suggestion: "leave these layers out, or prior=mixture")
      }
      return try prior.prior(latent: $0, pixels: image.count, random: &source)
    }
    random = source
  }

  /// - Parameters:
  ///   - logSpread: the parameter of a model that this is a copy of; nil for a new one, where one is needed.
  ///   - posterior: what the encoder's results are checked against.
  ///   - makePosterior: gives the posterior of what the encoder gives.
  ///   - makePrior: gives the prior of codes of so many dimensions.
  private init(
    encoder: any Layer, decoder: any Layer, image: ImageShape, likelihood: Likelihood, logSpread: LearnedParameter?,
    condition: Condition?, posterior: PosteriorDescription,
    makePosterior: (EncoderResults) throws -> any Posterior,
    makePrior: (_ latent: Int) throws -> any Prior
  ) throws {
    self.encoder = encoder
    self.decoder = decoder
    self.image = image
    self.likelihood = likelihood
    self.condition = condition
    let classes = condition?.count ?? 0
    let results = try EncoderResults(encoder, image, classes, posterior)
    (latentDimension, encoderTakesRows) = (results.latent, results.takesRows)
    let prior = try makePrior(latentDimension)
    self.posterior = try makePosterior(results)
    self.prior = self.posterior.ownPrior ?? prior
    decoderEndsInSigmoid = try Self.endsInSigmoid(decoder, latentDimension + classes)
    let numbers = try Self.numbersPerPixel(decoder, latentDimension, classes, image, likelihood)
    if decoderEndsInSigmoid { try Self.checkSigmoid(likelihood, numbers) }
    let needsSpread = likelihood.learnsSpread && numbers == 1
    self.logSpread =
      needsSpread ? try logSpread ?? LearnedParameter(try Tensor([Self.firstLogSpread]), name: "log_spread") : nil
  }

  /// The spread of the pixels of natural images, about: wide enough to learn from, narrow enough to pay.
  package static let firstLogSpread: Float = -2

  /// A copy of the model with parameters of its own.
  package func copied(copies: NetworkCopies) throws -> VariationalAutoencoder {
    let copy = try VariationalAutoencoder(
      encoder: try copies.copy(encoder), decoder: try copies.copy(decoder), image: image, likelihood: likelihood,
      logSpread: try logSpread.map { try copies.copy($0) }, condition: try condition?.copied(copies: copies),
      posterior: posterior.description, makePosterior: { _ in try posterior.copied(copies: copies) }
    ) { _ in try prior.copied(copies: copies) }
    copy.beta = beta
    return copy
  }

  package var parameters: [LearnedParameter] {
    encoder.parameters + decoder.parameters + parametersBesides.map(\.parameter)
  }

  package var parameterCount: Int {
    encoder.parameterCount + decoder.parameterCount
      + parametersBesides.reduce(0) { $0 + $1.parameter.value.count }
  }

  package var isTraining: Bool {
    get { encoder.isTraining }
    set {
      encoder.isTraining = newValue
      decoder.isTraining = newValue
    }
  }

  /// The parameters of q(z | x) for images x [batch, channels, height, width].
  ///
  /// - Parameter y: what a conditional model is told, [rows, classes], rows a divisor of the batch.
  /// - Throws: ``ModelError`` where it needs that.
  package func encode(_ x: Variable, _ y: Tensor? = nil) throws -> Encoding {
    try encoding(encoder.apply(encoderInput(x, y)))
  }

  /// p(x | z) for z [batch, latent].
  ///
  /// - Parameter y: what a conditional model is told, [rows, classes], rows a divisor of the batch.
  /// - Throws: ``ModelError`` where it needs that.
  package func decode(_ z: Variable, _ y: Tensor? = nil) throws -> PixelDistribution {
    let result = try decoder(try decoderInput(z, y))
    guard likelihood.learnsSpread, logSpread == nil else {
      return PixelDistribution(
        likelihood: likelihood, location: result, isProbability: decoderEndsInSigmoid, logSpread: logSpread)
    }
    let rows = try Variable.reshape(result, [result.shape[0], 2 * image.count])
    return PixelDistribution(
      likelihood: likelihood, location: try .slice(rows, 1, start: 0, count: image.count, step: 1),
      isProbability: false,
      logSpread: try .slice(rows, 1, start: image.count, count: image.count, step: 1))
  }
}
