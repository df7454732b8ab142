import Autodiff
import Networks
import Tensors

/// A normal distribution behind a learned, invertible map f: log p(z) = log N(f(z); 0, I) + log |det ∂f/∂z|, f a row of affine
/// coupling layers (RealNVP, Dinh et al. 2017, eq. 7 and 8; as a prior in Chen et al. 2017).
///
/// A layer leaves one half of the code as it is, and of it computes with a small network s and t for the other half:
/// y = x · e^s + t, whose Jacobian has the determinant e^(Σ s). Layers take turns with the halves. s is a tanh, so that none
/// leads out of the numbers, and begins at 0: the prior begins as N(0, I).
package final class FlowPrior: Prior {
  /// Units of a layer's hidden layers.
  private static let hidden = 64

  /// Each from one half to s and t of the other.
  private let couplings: [Sequential]
  private let latent: Int

  /// - Throws: ``ModelError`` where a code has one dimension, ``TensorError`` of code `memory`.
  package init(_ count: Int, latent: Int, random: inout RandomSource) throws {
    guard latent >= 2 else {
      throw ModelError(
        "a flow changes one half of a code by the other, and a code of one dimension has no halves",
        suggestion: "latent=2, or prior=mixture")
    }
    self.latent = latent
    couplings = try (0..<count).map { number in
      let (kept, changed) = Self.sizes(number, latent)
      let last = try Linear(Self.hidden, 2 * changed, random: &random)
      if !AbstractTensors.inUse {
        for parameter in last.parameters { try parameter.assign(.full(parameter.shape, 0)) }
      }
      return try Sequential([
        Linear(kept, Self.hidden, random: &random), Activation(.relu),
        Linear(Self.hidden, Self.hidden, random: &random),
        Activation(.relu), last,
      ])
    }
  }

  /// A copy with parameters of its own.
  init(copying other: FlowPrior, _ copies: NetworkCopies) throws {
    latent = other.latent
    couplings = try other.couplings.map { coupling in
      guard let copy = try copies.copy(coupling) as? Sequential else { return coupling }
      return copy
    }
  }

  package var description: PriorDescription { PriorDescription(.flow, components: couplings.count) }
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    couplings.enumerated().flatMap { number, coupling in
      coupling.namedParameters.map { ("\(number).\($0.name)", $0.parameter) }
    }
  }

  package func logDensity(
    _ z: Variable, encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Variable {
    let (u, logDeterminant) = try normalized(z)
    let density = try NormalDensity.log(u, .constant(0), .constant(0))
    return try .sum(density, [1], keepingDimensions: false) + logDeterminant
  }

  package func draw(
    _ count: Int, noise: Philox, temperature: Double,
    encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Tensor {
    try Recording.off {
      try bent(Variable(try noise.normal([count, latent]).scaled(by: Float(temperature)))).value
    }
  }

  package func copied(copies: NetworkCopies) throws -> any Prior { try FlowPrior(copying: self, copies) }

  // MARK: The map

  /// f(z), and log |det ∂f/∂z|: [n, latent] and [n].
  package func normalized(_ z: Variable) throws -> (u: Variable, logDeterminant: Variable) {
    var (u, logDeterminant) = (z, try Variable(.full([z.shape[0]], 0)))
    for (number, coupling) in couplings.enumerated() {
      let (kept, changed) = try halves(u, number)
      let (scale, shift) = try scaleAndShift(coupling, kept)
      u = try joined(kept, changed * .exp(scale) + shift, number)
      logDeterminant = try logDeterminant + .sum(scale, [1], keepingDimensions: false)
    }
    return (u, logDeterminant)
  }

  /// The inverse of f.
  package func bent(_ u: Variable) throws -> Variable {
    var z = u
    for (number, coupling) in couplings.enumerated().reversed() {
      let (kept, changed) = try halves(z, number)
      let (scale, shift) = try scaleAndShift(coupling, kept)
      z = try joined(kept, (changed - shift) * .exp(.negated(scale)), number)
    }
    return z
  }

  private static func sizes(_ number: Int, _ latent: Int) -> (kept: Int, changed: Int) {
    let first = latent / 2
    return number % 2 == 0 ? (first, latent - first) : (latent - first, first)
  }

  /// Even layers keep the first half, odd ones the second.
  private func halves(_ x: Variable, _ number: Int) throws -> (kept: Variable, changed: Variable) {
    let first = latent / 2
    let low = try Variable.slice(x, 1, start: 0, count: first, step: 1)
    let high = try Variable.slice(x, 1, start: first, count: latent - first, step: 1)
    return number % 2 == 0 ? (low, high) : (high, low)
  }

  private func joined(_ kept: Variable, _ changed: Variable, _ number: Int) throws -> Variable {
    try .concatenate(number % 2 == 0 ? [kept, changed] : [changed, kept], 1)
  }

  private func scaleAndShift(_ coupling: Sequential, _ kept: Variable) throws -> (
    scale: Variable, shift: Variable
  ) {
    let numbers = try coupling(kept)
    let changed = numbers.shape[1] / 2
    return (
      try .tanh(.slice(numbers, 1, start: 0, count: changed, step: 1)),
      try .slice(numbers, 1, start: changed, count: changed, step: 1)
    )
  }
}
