import Autodiff
import Glibc
import Networks
import Tensors

/// N(0, I): log p(z) = -½ Σ (z² + log 2π) (Kingma & Welling 2014). There is nothing to learn in it.
package final class StandardPrior: Prior {
  private let latent: Int

  package init(latent: Int) { self.latent = latent }

  package var description: PriorDescription { PriorDescription() }
  package var namedParameters: [(name: String, parameter: LearnedParameter)] { [] }

  package func logDensity(
    _ z: Variable, encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Variable {
    try .sum(z * z + .constant(log(2 * .pi)), [1], keepingDimensions: false) * .constant(-0.5)
  }

  package func draw(
    _ count: Int, noise: Philox, temperature: Double,
    encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Tensor {
    try noise.normal([count, latent]).scaled(by: Float(temperature))
  }

  package func copied(copies: NetworkCopies) throws -> any Prior { self }
}
