import Autodiff
import Glibc
import Networks
import Tensors

/// N(mean, L Lᵀ), L lower triangular with e^(logvar / 2) on its diagonal: z = mean + L · ε, dimensions of a code may depend on one
/// another, given the image (Kingma & Welling 2019, 2.5.1, whose L this is). What stands below the diagonal comes from the
/// encoder, row by row: L₁₀, L₂₀, L₂₁, L₃₀ …
///
/// log det L is ½ Σ logvar, whatever stands below, and KL(q ‖ N(0, I)) = ½ Σ_i (mean_i² + Σ_j L_ij² - 1 - logvar_i).
package final class FullPosterior: Posterior {
  private let latent: Int
  /// Where each number of the square below the diagonal stands in the encoder's row, behind which a 0 is put.
  private let places: [Int]

  package init(latent: Int) {
    self.latent = latent
    let count = latent * (latent - 1) / 2
    places = (0..<latent * latent).map { place in
      let (row, column) = (place / latent, place % latent)
      return column < row ? row * (row - 1) / 2 + column : count
    }
  }

  package var description: PosteriorDescription { PosteriorDescription(.full) }

  /// L without its diagonal: [n, latent, latent].
  private func below(_ encoding: Encoding) throws -> Variable {
    guard let numbers = encoding.further else { return Variable(try .zeros([1, latent, latent])) }
    let rows = numbers.shape[0]
    let padded = try Variable.concatenate([numbers, Variable(.zeros([rows, 1]))], 1)
    return try .reshape(.select(padded, 1, places), [rows, latent, latent])
  }

  package func draw(_ encoding: Encoding, noise: Tensor) throws -> Draw {
    let (count, below) = (noise.shape[0], try self.below(encoding))
    let turned: Variable
    if below.shape[0] == 1 {
      // Codes of one image: one product for all of them.
      let square = try Variable.reshape(below, [latent, latent])
      turned = try .matmul(Variable(noise), .permute(square, [1, 0]))
    } else {
      turned = try .reshape(
        .matmul(below, Variable(noise.reshaped([count, latent, 1]))), [count, latent])
    }
    return Draw(z: try diagonalDraw(encoding, noise) + turned, noise: noise)
  }

  /// Through δ with L · δ = z - mean.
  package func logDensity(at z: Variable, _ encoding: Encoding) throws -> Variable? {
    let count = z.shape[0]
    let ones = try Tensor.generate([latent, latent], for: "posterior") { $0 / latent == $0 % latent ? 1 : 0 }
    let deviations = try Variable.exp(encoding.logvar * .constant(0.5))
    let lower =
      try below(encoding) + .reshape(deviations, [encoding.mean.shape[0], latent, 1]) * Variable(ones)
    let distance = try Variable.reshape(z - encoding.mean, [count, latent, 1])
    let delta = try Variable.reshape(.solve(lower, distance), [count, latent])
    let density = try NormalDensity.log(delta, .constant(0), .constant(0)) - encoding.logvar * .constant(0.5)
    return try .sum(density, [1], keepingDimensions: false)
  }

  package func divergenceFromStandard(_ encoding: Encoding, _ reduction: Reduction) throws -> Variable? {
    let diagonal = try Variable.gaussianKL(encoding.mean, encoding.logvar, reduction)
    guard let numbers = encoding.further else { return diagonal }
    guard reduction == .none else {
      return try diagonal + .reduce(numbers * numbers, reduction) * .constant(0.5)
    }
    let below = try self.below(encoding)
    return try diagonal + .sum(below * below, [2], keepingDimensions: false) * .constant(0.5)
  }

  package func centre(_ encoding: Encoding) throws -> Variable { encoding.mean }

  package func deviations(_ encoding: Encoding, noise: Tensor) throws -> [Double] {
    let below = try Recording.off { try self.below(encoding).value.array.map(Double.init) }
    return encoding.logvar.value.array.enumerated().map { row, logvar in
      let squares = below[row * latent..<(row + 1) * latent].reduce(0) { $0 + $1 * $1 }
      return (exp(Double(logvar)) + squares).squareRoot()
    }
  }

  package func copied(copies: NetworkCopies) throws -> any Posterior { self }
}
