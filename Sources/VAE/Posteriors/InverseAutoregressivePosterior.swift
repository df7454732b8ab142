import Autodiff
import Networks
import Tensors

/// A diagonal normal draw behind K autoregressive steps z ← σ · z + (1 - σ) · m, in which m and σ of each number are computed
/// from the numbers before it and from a context h of the encoder (Kingma et al. 2016, alg. 1 with eq. 13 and 14). The Jacobian
/// is triangular, and the logarithm of its determinant Σ log σ. From step to step the order of the numbers is reversed.
///
/// A step's network is a MADE (Germain et al. 2015): a hidden layer whose units see the numbers up to a certain one, by masks on
/// its weights, and h; and an output that sees the units of those before it. σ = sigmoid(s), and s begins near 2, so that a step
/// changes little at first.
package final class InverseAutoregressivePosterior: Posterior {
  /// How many numbers of context the architectures' encoders give.
  static let context = 64

  /// A step's learned numbers: [hidden, latent], [hidden, context], [hidden], [2 · latent, hidden], [2 · latent].
  private struct Step {
    let input, context, hiddenBias, output, outputBias: LearnedParameter

    var named: [(name: String, parameter: LearnedParameter)] {
      [
        ("input", input), ("context", context), ("hidden_bias", hiddenBias), ("output", output),
        ("output_bias", outputBias),
      ]
    }
  }

  /// 1 where a weight counts, else 0: [hidden, latent] and [2 · latent, hidden], for the first order and for the reversed one.
  private let masks: [(input: Tensor, output: Tensor)]
  private let steps: [Step]
  private let latent: Int

  /// - Parameter context: how many numbers h has.
  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ flows: Int, latent: Int, context: Int, random: inout RandomSource) throws {
    self.latent = latent
    let hidden = Self.hidden(latent)
    masks = try [false, true].map { try Self.masks(latent, hidden, isReversed: $0) }
    steps = try (0..<flows).map { _ in
      Step(
        input: try LearnedNumbers.uniform([hidden, latent], fanIn: latent, "input", &random),
        context: try LearnedNumbers.uniform([hidden, context], fanIn: context, "context", &random),
        hiddenBias: try LearnedParameter(LearnedNumbers.zeros([hidden]), name: "hidden_bias"),
        output: try LearnedNumbers.uniform([2 * latent, hidden], fanIn: hidden, "output", &random),
        outputBias: try LearnedParameter(Self.firstBias(latent), name: "output_bias"))
    }
  }

  private init(_ other: InverseAutoregressivePosterior, _ copies: NetworkCopies) throws {
    (latent, masks) = (other.latent, other.masks)
    steps = try other.steps.map {
      Step(
        input: try copies.copy($0.input), context: try copies.copy($0.context),
        hiddenBias: try copies.copy($0.hiddenBias), output: try copies.copy($0.output),
        outputBias: try copies.copy($0.outputBias))
    }
  }

  package func copied(copies: NetworkCopies) throws -> any Posterior {
    try InverseAutoregressivePosterior(self, copies)
  }

  package var description: PosteriorDescription { PosteriorDescription(.iaf, flows: steps.count) }
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    steps.enumerated().flatMap { number, step in step.named.map { ("\(number).\($0.name)", $0.parameter) } }
  }

  /// Units of a step's hidden layer.
  static func hidden(_ latent: Int) -> Int { min(512, max(64, 4 * latent)) }

  /// Zeros for m, then 2 for every s.
  private static func firstBias(_ latent: Int) throws -> Tensor {
    AbstractTensors.inUse
      ? try LearnedNumbers.zeros([2 * latent])
      : try .generate([2 * latent], for: "posterior") { $0 < latent ? 0 : 2 }
  }

  /// A number's rank is its place in the order, from 1; a unit's is that of the last number which it sees, from 0 to latent - 1.
  private static func masks(
    _ latent: Int, _ hidden: Int, isReversed: Bool
  ) throws -> (input: Tensor, output: Tensor) {
    func rank(_ number: Int) -> Int { isReversed ? latent - number : number + 1 }
    func sees(_ unit: Int) -> Int { hidden >= latent ? unit % latent : unit * latent / hidden }
    return (
      try .generate([hidden, latent], for: "posterior") { rank($0 % latent) <= sees($0 / latent) ? 1 : 0 },
      try .generate([2 * latent, hidden], for: "posterior") {
        rank($0 / hidden % latent) > sees($0 % hidden) ? 1 : 0
      }
    )
  }

  package func draw(_ encoding: Encoding, noise: Tensor) throws -> Draw {
    var (z, bend) = (try diagonalDraw(encoding, noise), Variable?.none)
    guard let context = encoding.further else { return Draw(z: z, noise: noise) }
    for (number, step) in steps.enumerated() {
      let mask = masks[number % 2]
      let seen = try Variable.linear(z, step.input * Variable(mask.input), step.hiddenBias)
      let units = try Variable.relu(seen + .linear(context, step.context, nil))
      let results = try Variable.linear(units, step.output * Variable(mask.output), step.outputBias)
      let (m, s) = (
        try Variable.slice(results, 1, start: 0, count: latent, step: 1),
        try Variable.slice(results, 1, start: latent, count: latent, step: 1)
      )
      z = try m + .sigmoid(s) * (z - m)
      // log σ = -log(1 + e^-s)
      let logDeterminant = try Variable.negated(
        .sum(.softplus(.negated(s)), [1], keepingDimensions: false))
      bend = try bend.map { try $0 + logDeterminant } ?? logDeterminant
    }
    return Draw(z: z, noise: noise, bend: bend)
  }
}
