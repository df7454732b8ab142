import Autodiff
import Networks
import Tensors

/// q(z | x), what the encoder says of an image's code. Each kind is a file here, which states its density and its source;
/// `model posterior=…` names it, and ``PosteriorDescription`` makes it. A model has one.
///
/// All begin with the same draw z₀ = mean + e^(logvar / 2) · ε of ε ~ N(0, I), and are told apart by what they make of it. A
/// code's density is known where ε is: log q(z | x) = log N(ε; 0, I) - ½ Σ logvar - bend, with ``Draw/bend``.
package protocol Posterior: AnyObject {
  var description: PosteriorDescription { get }
  /// What is learned besides the encoder, with its place within the posterior: `0.context`.
  var namedParameters: [(name: String, parameter: LearnedParameter)] { get }

  /// A code for each row of noise.
  ///
  /// - Parameters:
  ///   - encoding: of as many images as there are rows, or of one, whose codes they all are.
  ///   - noise: ε [n, latent].
  func draw(_ encoding: Encoding, noise: Tensor) throws -> Draw

  /// log q(z | x) of codes that were drawn from it: [n].
  func logDensity(of draw: Draw, _ encoding: Encoding) throws -> Variable

  /// log q(z | x) as a function of z alone, for codes z [n, latent] of as many images: [n]; nil where it is known of codes
  /// only of which ε is known.
  func logDensity(at z: Variable, _ encoding: Encoding) throws -> Variable?

  /// Terms that add up to KL(q(z | x) ‖ N(0, I)), [n, latent], or their sum; nil where it has no closed form.
  func divergenceFromStandard(_ encoding: Encoding, _ reduction: Reduction) throws -> Variable?

  /// The code of ε = 0, which stands for the image: [n, latent]. Of a normal posterior it is the mean.
  func centre(_ encoding: Encoding) throws -> Variable

  /// The deviation of each number of one image's code.
  ///
  /// - Parameter noise: ε [n, latent], to estimate it from where it has no closed form.
  func deviations(_ encoding: Encoding, noise: Tensor) throws -> [Double]

  /// What it has besides parameters and moves while it trains.
  var namedBuffers: [(name: String, buffer: Buffer)] { get }
  /// The prior that goes with its codes; nil where any may.
  var ownPrior: (any Prior)? { get }

  /// What training lowers besides the bound, summed over the batch; nil for nothing.
  func penalty(_ draw: Draw, _ encoding: Encoding) throws -> Variable?

  /// Moves what is no parameter by a batch; while training, after the loss was computed.
  func learn(from draw: Draw, _ encoding: Encoding) throws

  /// A posterior with parameters of its own.
  func copied(copies: NetworkCopies) throws -> any Posterior
}

/// What the encoder says of images: the numbers of q(z | x).
package struct Encoding {
  /// Both [n, latent].
  package var mean, logvar: Variable
  /// What the posterior takes besides, [n, …]; nil where it takes nothing.
  package var further: Variable?

  package init(mean: Variable, logvar: Variable, further: Variable? = nil) {
    (self.mean, self.logvar, self.further) = (mean, logvar, further)
  }

  /// The same `copies` times over, all first ones before all second ones: for several codes of each image.
  func repeated(_ copies: Int) throws -> Encoding {
    func repeated(_ x: Variable) throws -> Variable {
      try .reshape(.expand(x, [copies] + x.shape), [copies * x.shape[0], x.shape[1]])
    }
    return Encoding(
      mean: try repeated(mean), logvar: try repeated(logvar), further: try further.map(repeated))
  }

  /// The same numbers, through which no gradient passes.
  var fixed: Encoding {
    Encoding(mean: .detach(mean), logvar: .detach(logvar), further: further.map { .detach($0) })
  }
}

/// Codes, and what is known of them because they were drawn.
package struct Draw {
  /// [n, latent]
  package var z: Variable
  /// ε [n, latent].
  package var noise: Tensor
  /// log |det ∂z/∂z₀| [n], where z is not as far spread as z₀ = mean + e^(logvar / 2) · ε; nil for 0.
  package var bend: Variable?
  /// Of quantized codes the entry of the codebook at each place, image by image.
  package var entries: [Int]?

  init(z: Variable, noise: Tensor, bend: Variable? = nil, entries: [Int]? = nil) {
    (self.z, self.noise, self.bend, self.entries) = (z, noise, bend, entries)
  }
}

extension Posterior {
  package var namedParameters: [(name: String, parameter: LearnedParameter)] { [] }
  package var parameters: [LearnedParameter] { namedParameters.map(\.parameter) }
  package var namedBuffers: [(name: String, buffer: Buffer)] { [] }
  package var ownPrior: (any Prior)? { nil }
  package func penalty(_ draw: Draw, _ encoding: Encoding) throws -> Variable? { nil }
  package func learn(from draw: Draw, _ encoding: Encoding) throws {}

  /// z₀ = mean + e^(logvar / 2) · ε, with which every posterior begins.
  func diagonalDraw(_ encoding: Encoding, _ noise: Tensor) throws -> Variable {
    guard encoding.mean.shape != noise.shape else {
      return try .reparameterize(encoding.mean, encoding.logvar, noise: noise)
    }
    return try encoding.mean + .exp(encoding.logvar * .constant(0.5)) * Variable(noise)
  }

  package func logDensity(of draw: Draw, _ encoding: Encoding) throws -> Variable {
    let ofNoise = try NormalDensity.log(Variable(draw.noise), .constant(0), .constant(0))
    let density = try Variable.sum(ofNoise - encoding.logvar * .constant(0.5), [1], keepingDimensions: false)
    return try draw.bend.map { try density - $0 } ?? density
  }

  package func logDensity(at z: Variable, _ encoding: Encoding) throws -> Variable? { nil }

  package func divergenceFromStandard(_ encoding: Encoding, _ reduction: Reduction) throws -> Variable? { nil }

  package func centre(_ encoding: Encoding) throws -> Variable {
    try draw(encoding, noise: .zeros(encoding.mean.shape)).z
  }

  package func deviations(_ encoding: Encoding, noise: Tensor) throws -> [Double] {
    let (count, latent) = (noise.shape[0], noise.shape[1])
    let z = try Recording.off { try draw(encoding, noise: noise).z.value.array.map(Double.init) }
    return (0..<latent).map { dimension in
      let values = (0..<count).map { z[$0 * latent + dimension] }
      let mean = values.reduce(0, +) / Double(count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, count - 1))).squareRoot()
    }
  }
}
