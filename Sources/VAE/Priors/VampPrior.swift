import Autodiff
import Glibc
import Networks
import Tensors

/// 1/K Σ_k q(z | u_k), the mean of the encoder's posteriors for K pseudo-inputs u_k, which are learned: the variational mixture
/// of posteriors (Tomczak & Welling 2018, eq. 9). An image u = sigmoid of `inputs`, where the paper cuts at 0 and 1, so that a
/// pixel at the end of its range goes on learning.
package final class VampPrior: Prior {
  /// [K, pixels], the logits of the pseudo-inputs.
  private let inputs: LearnedParameter

  /// Pseudo-inputs begin as dark noise.
  ///
  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ components: Int, pixels: Int, random: inout RandomSource) throws {
    var first = try LearnedNumbers.normal([components, pixels], &random)
    if !AbstractTensors.inUse { first = try first.scaled(by: 1, plus: -1) }
    inputs = try LearnedParameter(first, name: "inputs")
  }

  private init(_ other: VampPrior, _ copies: NetworkCopies) throws {
    inputs = try copies.copy(other.inputs)
  }

  package var description: PriorDescription { PriorDescription(.vamp, components: inputs.shape[0]) }
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    [("inputs", inputs)]
  }

  package func logDensity(
    _ z: Variable, encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Variable {
    let (means, logvars) = try encode(.sigmoid(inputs))
    let share = -log(Float(inputs.shape[0]))
    return try Components.logDensity(
      z, means, logvars, logShares: Variable(.full([inputs.shape[0]], share)))
  }

  package func draw(
    _ count: Int, noise: Philox, temperature: Double,
    encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Tensor {
    let (means, logvars) = try Recording.off { try encode(.sigmoid(inputs)) }
    let components = inputs.shape[0]
    return try Components.draw(
      count, means.value, logvars.value,
      shares: Array(repeating: 1 / Double(components), count: components), noise,
      temperature)
  }

  package func copied(copies: NetworkCopies) throws -> any Prior { try VampPrior(self, copies) }

  /// The pseudo-inputs as they are now [K, pixels], from 0 to 1.
  package func images() throws -> Tensor { try inputs.value.sigmoid() }

  /// Why an encoder cannot be asked about pseudo-inputs; nil where it can.
  static func obstacle(_ encoder: any Layer) -> String? {
    encoder.buffers.isEmpty && encoder.randomSources.isEmpty
      ? nil
      : "a VampPrior sends pseudo-inputs through the encoder too, and this one has batch norm or dropout, which would count them among the images"
  }
}
