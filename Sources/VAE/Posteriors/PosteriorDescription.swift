import Networks
import Tensors
import Text

/// Which posterior a model has, as it is written to a file: all that its parameters do not say.
package struct PosteriorDescription: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case diagonal, full, planar, iaf, quantized

    /// What it is, in a few words.
    package var inWords: String {
      switch self {
      case .diagonal: "a normal distribution of independent dimensions"
      case .full: "a normal distribution with all covariances"
      case .planar: "a normal distribution that planar steps bend, image by image"
      case .iaf: "a normal distribution behind an inverse autoregressive flow"
      case .quantized: "the nearest entries of a codebook, at each place of the encoder's maps"
      }
    }

    /// Whether it has flow steps.
    package var isFlow: Bool { self == .planar || self == .iaf }
  }

  package var kind = Kind.diagonal
  /// Of `planar` and `iaf` the steps; 0 for the others.
  package var flows = 0
  /// Of `quantized`; of the others nil.
  package var codebook: CodebookDescription?

  enum CodingKeys: String, CodingKey { case kind, flows, codebook }

  /// - Parameter flows: nil for as many as is usual.
  package init(_ kind: Kind = .diagonal, flows: Int? = nil) {
    self.kind = kind
    self.flows = kind.isFlow ? flows ?? Self.usualFlows(kind) : 0
    codebook = kind == .quantized ? CodebookDescription() : nil
  }

  package init(_ codebook: CodebookDescription) { (kind, self.codebook) = (.quantized, codebook) }

  /// Steps follow one another.
  package static let flowCounts = 1...64

  package static func usualFlows(_ kind: Kind) -> Int {
    switch kind {
    case .diagonal, .full, .quantized: 0
    case .planar: 8
    case .iaf: 2
    }
  }

  /// Whether its dimensions are independent, so that the KL to a standard prior has a part for each.
  package var isFactorized: Bool { kind == .diagonal }

  /// Whether codes are entries of a codebook, one for an image, with none between them.
  package var isQuantized: Bool { kind == .quantized }

  /// Its words in an error or a summary: "normal of full covariance".
  package var inWords: String {
    switch kind {
    case .diagonal: "diagonal normal distribution"
    case .full: "normal distribution of full covariance"
    case .planar: "normal distribution behind \(counted(flows, "planar step"))"
    case .iaf: "normal distribution behind \(counted(flows, "inverse autoregressive step"))"
    case .quantized: "choice among \(counted(codebook?.vectors ?? 0, "entry", "entries")) of a codebook"
    }
  }

  /// How a code comes from ε, for a drawing or a table.
  package var formula: String {
    switch kind {
    case .diagonal: "μ + σ·ε"
    case .full: "μ + L·ε"
    case .planar, .iaf: "f(μ + σ·ε)"
    case .quantized: "the nearest e"
    }
  }

  // MARK: What the encoder gives for it

  /// How many numbers the encoder gives besides mean and log-variance, where somebody asks for an encoder to be made: 0 for none.
  package func furtherNumbers(latent: Int) -> Int {
    switch kind {
    case .diagonal, .quantized: 0
    case .full: latent * (latent - 1) / 2
    case .planar: flows * PlanarPosterior.numbers(latent: latent)
    case .iaf: InverseAutoregressivePosterior.context
    }
  }

  /// Whether networks that are made for it begin with a diagonal posterior: covariances that mean nothing yet are noise to the decoder,
  /// which learns to do without these codes.
  var beginsDiagonal: Bool { kind == .full }

  /// Whether so many are as many as it takes.
  func takes(further count: Int, latent: Int) -> Bool {
    kind == .iaf ? count > 0 : count == furtherNumbers(latent: latent)
  }

  /// What the third result is: "the 3 numbers of L below its diagonal".
  package func furtherInWords(latent: Int) -> String {
    let count = furtherNumbers(latent: latent)
    return switch kind {
    case .diagonal, .quantized: "nothing"
    case .full: "the \(counted(count, "number")) of L below its diagonal"
    case .planar: "the \(counted(count, "number")) of u, w and b of \(counted(flows, "step"))"
    case .iaf: "a context for the flow, of any size"
    }
  }

  /// A new posterior.
  ///
  /// - Parameters:
  ///   - latent: the dimensions of a code.
  ///   - further: how many numbers the encoder gives besides.
  ///   - random: where the first parameters come from; nothing is drawn where there are none.
  /// - Throws: ``ModelError`` where it cannot be, ``TensorError`` of code `memory`.
  package func posterior(latent: Int, further: Int, random: inout RandomSource) throws -> any Posterior {
    switch kind {
    case .diagonal: return DiagonalPosterior()
    case .full: return FullPosterior(latent: latent)
    case .planar: return PlanarPosterior(flows, latent: latent)
    case .iaf:
      return try InverseAutoregressivePosterior(flows, latent: latent, context: further, random: &random)
    case .quantized:
      return QuantizedPosterior(try Codebook(codebook ?? CodebookDescription(), random: &random))
    }
  }

  /// - Throws: ``ModelError`` where codes of so many dimensions have no such posterior.
  func check(latent: Int) throws(ModelError) {
    guard kind == .full, latent < 2 else { return }
    throw ModelError(
      "a full covariance is one between dimensions, and this code has one",
      suggestion: "latent=2, or posterior=diagonal")
  }
}

extension PosteriorDescription {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    kind = try fields.decode(Kind.self, forKey: .kind)
    flows = try fields.decode(.flows, in: kind.isFlow ? Self.flowCounts : 0...0)
    codebook = try fields.decodeIfPresent(CodebookDescription.self, forKey: .codebook)
    try fields.require((codebook != nil) == (kind == .quantized), .codebook, "is there without codes of it, or missing")
  }
}
