import Autodiff
import Glibc
import Networks
import Tensors

/// N(mean, diag e^logvar): the dimensions of a code are independent, given the image (Kingma & Welling 2014). KL(q ‖ N(0, I)) is
/// ½ Σ (mean² + e^logvar - 1 - logvar), each dimension's term by itself.
package final class DiagonalPosterior: Posterior {
  package init() {}

  package var description: PosteriorDescription { PosteriorDescription() }

  package func draw(_ encoding: Encoding, noise: Tensor) throws -> Draw {
    Draw(z: try diagonalDraw(encoding, noise), noise: noise)
  }

  package func logDensity(of draw: Draw, _ encoding: Encoding) throws -> Variable {
    try .sum(NormalDensity.log(draw.z, encoding.mean, encoding.logvar), [1], keepingDimensions: false)
  }

  package func logDensity(at z: Variable, _ encoding: Encoding) throws -> Variable? {
    try .sum(NormalDensity.log(z, encoding.mean, encoding.logvar), [1], keepingDimensions: false)
  }

  package func divergenceFromStandard(_ encoding: Encoding, _ reduction: Reduction) throws -> Variable? {
    try .gaussianKL(encoding.mean, encoding.logvar, reduction)
  }

  package func centre(_ encoding: Encoding) throws -> Variable { encoding.mean }

  package func deviations(_ encoding: Encoding, noise: Tensor) throws -> [Double] {
    encoding.logvar.value.array.map { exp(Double($0) / 2) }
  }

  package func copied(copies: NetworkCopies) throws -> any Posterior { self }
}
