import Autodiff
import Datasets
import Networks
import Tensors

/// Networks with a name, made to measure for the images at hand.
package enum Architecture: String, Sendable, CaseIterable {
  /// The tutorial's: two convolutions with pooling and a hidden layer, then mean and log-variance; a decoder of one
  /// hidden layer with 512 units. For MNIST and 30 latent dimensions, 541,580 parameters.
  case tutorial
  /// Hidden layers between rows of pixels and codes, on both sides, as in Kingma & Welling (2014).
  case mlp
  /// Two convolutions that halve the sides and a hidden layer; the same backwards with transposed convolutions. For
  /// grey and colour images alike.
  case conv
  /// Convolutions alone: a code is a few small maps of a quarter of the image's sides, each number of which stands for its
  /// part of the image. What is near and what is far are as in the image, so that few weights learn much detail; in return
  /// the prior knows nothing of what belongs together, and its samples are textures. For photographs.
  case spatial
  /// The same with one set of maps in place of mean and log-variance, each place of which gives way to an entry of a codebook
  /// (van den Oord et al. 2017).
  case vectorQuantized = "vector_quantized"

  /// The sizes of the hidden layers where none are asked for.
  package var usualHidden: [Int] {
    switch self {
    case .tutorial: [128]
    case .mlp: [400]
    case .conv: [256]
    case .spatial, .vectorQuantized: [96]
    }
  }

  /// The size of the latent space where none is asked for.
  package func usualLatent(_ image: ImageShape) -> Int {
    guard hasMaps, let halves = Halves(image) else { return 30 }
    return 16 * halves.cells
  }

  /// Whether its codes are maps, as convolutions alone give them.
  private var hasMaps: Bool { self == .spatial || self == .vectorQuantized }

  /// What its encoder says of a code where nothing else is asked for.
  package var usualPosterior: PosteriorDescription.Kind { self == .vectorQuantized ? .quantized : .diagonal }

  /// A model of this architecture with new parameters.
  ///
  /// - Parameters:
  ///   - hidden: the sizes of the hidden layers; nil for the usual ones.
  ///   - asked: the posterior; nil for the architecture's usual one.
  ///   - classes: the names of the classes that a conditional model is told; none for a model that is told nothing.
  /// - Throws: ``ModelError`` where there are too many or too few hidden layers, or the architecture has no place for classes;
  ///   ``TensorError`` where the images are too small.
  package func model(
    _ image: ImageShape, latent: Int, hidden: [Int]? = nil, likelihood: Likelihood = .bernoulli,
    prior: PriorDescription = PriorDescription(), posterior asked: PosteriorDescription? = nil,
    classes: [String] = [], random: inout RandomSource
  ) throws -> VariationalAutoencoder {
    let (hidden, posterior) = (hidden ?? usualHidden, asked ?? PosteriorDescription(usualPosterior))
    guard !hidden.isEmpty, self == .mlp || hidden.count == usualHidden.count else {
      throw ModelError(
        "\(rawValue) has one hidden layer to give the size of, and hidden= gives \(hidden.count)",
        suggestion: "hidden=\(usualHidden[0]), or the architecture mlp")
    }
    if hasMaps, !classes.isEmpty {
      throw ModelError(
        "\(rawValue) decodes maps of codes by convolutions alone, in which a class has no place",
        suggestion: "model conv, condition=labels")
    }
    guard posterior.isQuantized == (self == .vectorQuantized) else {
      throw ModelError(
        self == .vectorQuantized
          ? "vector_quantized has codes of a codebook, and a \(posterior.inWords) has none"
          : "\(rawValue)'s encoder gives mean and log-variance, and a codebook takes one set of maps",
        suggestion: self == .vectorQuantized ? "leave out posterior, or model spatial" : "model vector_quantized")
    }
    if self == .spatial, !posterior.isFactorized {
      throw ModelError(
        "spatial's codes are small maps, which convolutions alone give, and a \(posterior.inWords) takes numbers of the whole image",
        suggestion: "posterior=diagonal, or model conv")
    }
    try posterior.check(latent: latent)
    let pixels = Pixels(image: image, likelihood: likelihood, classes: classes.count)
    let codes = Codes(
      latent: latent, further: posterior.furtherNumbers(latent: latent), beginsDiagonal: posterior.beginsDiagonal)
    let (encoder, decoder) =
      switch self {
      case .tutorial: try Self.tutorial(pixels, codes, hidden[0], &random)
      case .mlp: try Self.perceptron(pixels, codes, hidden, &random)
      case .conv: try Self.convolutional(pixels, codes, hidden[0], &random)
      case .spatial, .vectorQuantized: try maps(pixels, latent, hidden[0], &random)
      }
    return try VariationalAutoencoder(
      encoder: encoder, decoder: decoder, image: image, likelihood: likelihood, prior: prior, posterior: posterior,
      classes: classes, random: &random)
  }

  private static func tutorial(
    _ pixels: Pixels, _ codes: Codes, _ hidden: Int, _ random: inout RandomSource
  ) throws -> (encoder: Sequential, decoder: Sequential) {
    let image = pixels.image
    // Two convolutions take two pixels from each side, and each pooling halves what is left.
    guard min(image.height, image.width) >= 10 else {
      throw ModelError(
        "the tutorial's networks take images of at least 10×10 pixels, and these are \(image)",
        suggestion: "model mlp, which takes images of any size")
    }
    let features: [any Layer] = [
      try Conv2d(pixels.input.channels, 16, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2),
      try Conv2d(16, 32, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2), Flatten(),
    ]
    var shape: Shape = [1, pixels.input.channels, image.height, image.width]
    for layer in features { shape = try layer.resultShapes(shape)[0] }
    let encoder = try Sequential(
      features + [
        Linear(shape[1], hidden, random: &random), Activation(.relu), try heads(hidden, codes, &random),
      ])
    let last = try pixels.linear(512, &random)
    let decoder = try Sequential(
      [Linear(pixels.inputs(codes.latent), 512, random: &random), Activation(.relu), last]
        + (pixels.likelihood == .bernoulli ? [Activation(.sigmoid)] : []))
    return (encoder, decoder)
  }

  private static func perceptron(
    _ pixels: Pixels, _ codes: Codes, _ hidden: [Int], _ random: inout RandomSource
  ) throws -> (encoder: Sequential, decoder: Sequential) {
    func layers(_ sizes: [Int], _ random: inout RandomSource) throws -> [any Layer] {
      var layers: [any Layer] = []
      for (size, next) in zip(sizes, sizes.dropFirst()) {
        layers += [try Linear(size, next, random: &random), Activation(.relu)]
      }
      return layers
    }
    let encoder = try Sequential(
      [Flatten()] + layers([pixels.input.count] + hidden, &random)
        + [heads(hidden[hidden.count - 1], codes, &random)])
    let decoder = try Sequential(
      layers([pixels.inputs(codes.latent)] + hidden.reversed(), &random) + [try pixels.linear(hidden[0], &random)])
    return (encoder, decoder)
  }

  static func heads(_ features: Int, _ codes: Codes, _ random: inout RandomSource) throws -> Heads {
    let sizes = [codes.latent, codes.latent] + (codes.further > 0 ? [codes.further] : [])
    let heads = try sizes.map { try Linear(features, $0, random: &random) }
    if codes.further > 0, codes.beginsDiagonal, !AbstractTensors.inUse {
      for parameter in heads[2].parameters { try parameter.assign(.zeros(parameter.shape)) }
    }
    return try Heads(heads)
  }
}

/// The numbers that an encoder gives.
struct Codes {
  /// Of each of mean and log-variance.
  let latent: Int
  /// What the posterior takes besides; 0 for nothing.
  let further: Int
  /// Whether these begin at 0, where the posterior is a diagonal one.
  let beginsDiagonal: Bool
}

/// What goes into the two networks, and the numbers that a decoder must give at its end.
struct Pixels {
  let image: ImageShape
  let likelihood: Likelihood
  /// Those that a conditional model is told; 0 for none.
  let classes: Int

  /// The images that the encoder takes.
  var input: ImageShape { Condition.input(image, classes: classes) }

  /// How many numbers the decoder takes.
  func inputs(_ latent: Int) -> Int { latent + classes }

  /// Numbers a pixel: the discretized logistic gets a spread for each, for smooth and busy parts of an image differ.
  var numbers: Int { likelihood == .discretizedLogistic ? 2 : 1 }

  /// A last layer of the right size.
  func linear(_ features: Int, _ random: inout RandomSource) throws -> Linear {
    let layer = try Linear(features, numbers * image.count, random: &random)
    try layer.bias.map { try begin($0) }
    return layer
  }

  /// Puts the bias of a last layer where training should begin: means in the middle, spreads wide.
  func begin(_ bias: LearnedParameter) throws {
    guard !likelihood.isOnLogits else { return }
    let means = bias.value.count / numbers
    try bias.assign(
      try .generate(bias.shape, for: "model") { $0 < means ? 0.5 : VariationalAutoencoder.firstLogSpread })
  }
}
