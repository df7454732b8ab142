import Autodiff
import Networks
import Tensors

/// Σ_k π_k N(z; μ_k, diag σ_k²), K normal distributions with shares π = softmax of `logits`: all of it learned. As a prior in
/// Dilokthanakul et al. (2016), and in Tomczak & Welling (2018) as their MoG.
package final class MixturePrior: Prior {
  /// [K]; [K, latent] both.
  private let logits, means, logvars: LearnedParameter

  /// Means begin as draws of N(0, I): components in one place would learn the same.
  ///
  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ components: Int, latent: Int, random: inout RandomSource) throws {
    logits = try LearnedParameter(LearnedNumbers.zeros([components]), name: "logits")
    means = try LearnedParameter(
      LearnedNumbers.normal([components, latent], &random), name: "means")
    logvars = try LearnedParameter(LearnedNumbers.zeros([components, latent]), name: "logvars")
  }

  private init(_ other: MixturePrior, _ copies: NetworkCopies) throws {
    logits = try copies.copy(other.logits)
    means = try copies.copy(other.means)
    logvars = try copies.copy(other.logvars)
  }

  package var description: PriorDescription {
    PriorDescription(.mixture, components: logits.value.count)
  }
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    [("logits", logits), ("means", means), ("logvars", logvars)]
  }

  package func logDensity(
    _ z: Variable, encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Variable {
    try Components.logDensity(z, means, logvars, logShares: .logSoftmax(logits, 0))
  }

  package func draw(
    _ count: Int, noise: Philox, temperature: Double,
    encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Tensor {
    let shares = try Recording.off { try Variable.softmax(logits, 0).value.array.map(Double.init) }
    return try Components.draw(
      count, means.value, logvars.value, shares: shares, noise, temperature)
  }

  package func copied(copies: NetworkCopies) throws -> any Prior { try MixturePrior(self, copies) }
}

/// The first numbers of parameters that stand in no layer; of abstract tensors there are none.
enum LearnedNumbers {
  /// Uniform in ±1/√fanIn, as a linear layer's weights begin.
  static func uniform(
    _ shape: Shape, fanIn: Int, _ name: String, _ random: inout RandomSource
  ) throws -> LearnedParameter {
    guard !AbstractTensors.inUse else {
      return try LearnedParameter(try Tensor(uninitialized: shape, for: "posterior"), name: name)
    }
    let bound = 1 / Float(max(1, fanIn)).squareRoot()
    let values = try random.next(.initialization).uniform(shape).scaled(by: 2 * bound, plus: -bound)
    return try LearnedParameter(values, name: name)
  }

  static func zeros(_ shape: Shape) throws -> Tensor {
    AbstractTensors.inUse ? try Tensor(uninitialized: shape, for: "prior") : try .full(shape, 0)
  }

  static func normal(_ shape: Shape, _ random: inout RandomSource) throws -> Tensor {
    AbstractTensors.inUse
      ? try Tensor(uninitialized: shape, for: "prior")
      : try random.next(.initialization).normal(shape)
  }
}

/// Several normal distributions of diagonal covariance, with shares.
enum Components {
  /// log Σ_k share_k N(z; mean_k, e^logvar_k): [n] for z [n, latent], means and logvars [K, latent] and log-shares [K].
  static func logDensity(
    _ z: Variable, _ means: Variable, _ logvars: Variable, logShares: Variable
  ) throws -> Variable {
    let (count, latent, components) = (z.shape[0], z.shape[1], means.shape[0])
    let each = try NormalDensity.log(
      .reshape(z, [count, 1, latent]), .reshape(means, [1, components, latent]),
      .reshape(logvars, [1, components, latent]))
    let joint =
      try Variable.sum(each, [2], keepingDimensions: false) + .reshape(logShares, [1, components])
    return try .logSumExp(joint, 1, keepingDimension: false)
  }

  /// Codes: each of a component that is drawn by its share.
  static func draw(
    _ count: Int, _ means: Tensor, _ logvars: Tensor, shares: [Double], _ noise: Philox,
    _ temperature: Double
  ) throws -> Tensor {
    let latent = means.shape[1]
    let epsilon = try noise.normal([count, latent]).array
    var bounds: [Double] = []
    for share in shares { bounds.append((bounds.last ?? 0) + share) }
    let total = bounds.last ?? 1
    // Which component, from numbers far behind those of the codes.
    let chosen = (0..<count).map { code in
      let choice = Double(noise.block(UInt64(1) << 48 + UInt64(code))[0]) * 0x1p-32 * total
      return bounds.firstIndex { choice < $0 } ?? bounds.count - 1
    }
    let (mean, spread) = (means.array, try logvars.scaled(by: 0.5).exp().array)
    return try .generate([count, latent], for: "sample") { index in
      let place = chosen[index / latent] * latent + index % latent
      return mean[place] + Float(temperature) * spread[place] * epsilon[index]
    }
  }
}

/// log N(z; mean, e^logvar), element by element.
enum NormalDensity {
  private static let logTwoPi: Float = 1.837_877_1

  static func log(_ z: Variable, _ mean: Variable, _ logvar: Variable) throws -> Variable {
    let distance = try z - mean
    return try (distance * distance * .exp(.negated(logvar)) + logvar + .constant(logTwoPi))
      * .constant(-0.5)
  }
}
