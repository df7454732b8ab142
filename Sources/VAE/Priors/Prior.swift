import Autodiff
import Networks
import Tensors

/// p(z), what codes are like before an image is seen. Each kind is a file here, which states its density and its source;
/// `model prior=…` names it, and ``PriorDescription`` makes it. A model has one, and trains its parameters with the networks'.
package protocol Prior: AnyObject {
  var description: PriorDescription { get }
  /// What is learned, with its place within the prior: `means`, `0.2.weight`.
  var namedParameters: [(name: String, parameter: LearnedParameter)] { get }

  /// log p(z) for z [n, latent]: [n].
  ///
  /// - Parameter encode: the model's own q(z | x), of images in rows [n, pixels].
  func logDensity(_ z: Variable, encode: (Variable) throws -> (mean: Variable, logvar: Variable))
    throws -> Variable

  /// Codes drawn from it [count, latent]: the same numbers of a draw give the same codes.
  ///
  /// - Parameter temperature: what deviations are multiplied by.
  func draw(
    _ count: Int, noise: Philox, temperature: Double,
    encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Tensor

  /// A prior with parameters of its own.
  func copied(copies: NetworkCopies) throws -> any Prior
}

extension Prior {
  package var parameters: [LearnedParameter] { namedParameters.map(\.parameter) }

  /// Whether it is N(0, I), whose divergence from a normal posterior has a closed form, dimension by dimension.
  package var isStandard: Bool { description.kind == .standard }
}

/// Which prior a model has, as it is written to a file: all that its parameters do not say.
package struct PriorDescription: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case standard, mixture, vamp, flow, uniform

    /// What it is, in a few words.
    package var inWords: String {
      switch self {
      case .standard: "the standard normal distribution"
      case .mixture: "a learned mixture of normal distributions"
      case .vamp: "the mean of the posteriors of learned pseudo-inputs"
      case .flow: "a normal distribution that a learned flow bends, RealNVP"
      case .uniform: "all entries of a codebook alike"
      }
    }

    /// Those that one may ask for: the uniform one goes with quantized codes, and no other does.
    package static var choices: [Kind] { allCases.filter { $0 != .uniform } }
  }

  package var kind = Kind.standard
  /// Of `mixture` the normal distributions, of `vamp` the pseudo-inputs, of `flow` the coupling layers; 1 for `standard`.
  package var components = 1

  enum CodingKeys: String, CodingKey { case kind, components }

  /// - Parameter components: nil for as many as is usual.
  package init(_ kind: Kind = .standard, components: Int? = nil) {
    self.kind = kind
    self.components = components ?? Self.usualComponents(kind)
  }

  /// As many as are allowed.
  package static let componentCounts = 1...10_000
  /// A flow's layers follow one another.
  package static let couplingCounts = 1...64

  package static func usualComponents(_ kind: Kind) -> Int {
    switch kind {
    case .standard, .uniform: 1
    case .mixture: 10
    case .vamp: 50
    case .flow: 4
    }
  }

  /// Its words in an error or a summary: "mixture of 10".
  package var inWords: String {
    switch kind {
    case .standard: "standard normal"
    case .mixture: "mixture of \(components) normal distributions"
    case .vamp: "VampPrior of \(components) pseudo-inputs"
    case .flow: "flow of \(components) coupling layers"
    case .uniform: "uniform one over the entries of the codebook"
    }
  }

  /// A new prior.
  ///
  /// - Parameters:
  ///   - latent: the dimensions of a code.
  ///   - pixels: the numbers of an image.
  ///   - random: where the first parameters come from; nothing is drawn for a standard one.
  /// - Throws: ``ModelError`` where it cannot be, ``TensorError`` of code `memory`.
  package func prior(latent: Int, pixels: Int, random: inout RandomSource) throws -> any Prior {
    switch kind {
    // The uniform one is made with its codebook, by the posterior.
    case .standard, .uniform: return StandardPrior(latent: latent)
    case .mixture: return try MixturePrior(components, latent: latent, random: &random)
    case .vamp: return try VampPrior(components, pixels: pixels, random: &random)
    case .flow: return try FlowPrior(components, latent: latent, random: &random)
    }
  }
}

extension PriorDescription {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    kind = try fields.decode(Kind.self, forKey: .kind)
    components = try fields.decode(
      .components,
      in: kind == .flow
        ? Self.couplingCounts : kind == .standard || kind == .uniform ? 1...1 : Self.componentCounts)
  }
}
