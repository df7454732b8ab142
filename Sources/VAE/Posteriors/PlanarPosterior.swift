import Autodiff
import Networks
import Tensors

/// A diagonal normal draw behind K planar steps z ← z + û tanh(wᵀz + b), each of which stretches space or presses it together
/// along one direction (Rezende & Mohamed 2015, eq. 10 to 12). u, w and b of every step come from the encoder, image by image,
/// in this order.
///
/// That a step can be undone, and so has a density, needs wᵀû ≥ -1: û = u + (m(wᵀu) - wᵀu) w / ‖w‖² with m(x) = log(1 + e^x) - 1
/// (app. A.1). The determinant is 1 + (1 - tanh²) wᵀû = tanh² + (1 - tanh²) (1 + wᵀû), both of whose terms are positive.
package final class PlanarPosterior: Posterior {
  private let latent, flows: Int

  package init(_ flows: Int, latent: Int) { (self.flows, self.latent) = (flows, latent) }

  package var description: PosteriorDescription { PosteriorDescription(.planar, flows: flows) }

  /// How many numbers the encoder gives for a step.
  static func numbers(latent: Int) -> Int { 2 * latent + 1 }

  package func draw(_ encoding: Encoding, noise: Tensor) throws -> Draw {
    var (z, bend) = (try diagonalDraw(encoding, noise), Variable?.none)
    guard let numbers = encoding.further else { return Draw(z: z, noise: noise) }
    for flow in 0..<flows {
      let start = flow * Self.numbers(latent: latent)
      let parts = try [(start, latent), (start + latent, latent), (start + 2 * latent, 1)].map {
        try Variable.slice(numbers, 1, start: $0.0, count: $0.1, step: 1)
      }
      let (moved, logDeterminant) = try step(z, u: parts[0], w: parts[1], b: parts[2])
      z = moved
      bend = try bend.map { try $0 + logDeterminant } ?? logDeterminant
    }
    return Draw(z: z, noise: noise, bend: bend)
  }

  /// A step, and the logarithm of its determinant: [n, latent] and [n]. u, w and b are of each code, or of all.
  private func step(_ z: Variable, u: Variable, w: Variable, b: Variable) throws -> (Variable, Variable) {
    func product(_ x: Variable, _ y: Variable) throws -> Variable { try .sum(x * y, [1], keepingDimensions: true) }
    let (along, square) = (try product(w, u), try product(w, w))
    // Of a w that is 0, which points nowhere, û is u.
    let length = try Variable.maximum(square, .constant(1e-12))
    let share = try square / length
    let wanted = try Variable.softplus(along)
    let bent = try u + (wanted - .constant(1) - along) * w / length
    // 1 + wᵀû
    let stretch = try (along + .constant(1)) * (.constant(1) - share) + wanted * share
    let height = try Variable.tanh(product(w, z) + b)
    let level = try height * height
    let determinant = try level + (.constant(1) - level) * stretch
    return (
      try z + bent * height, try .log(.reshape(determinant, [determinant.shape[0]]))
    )
  }

  package func copied(copies: NetworkCopies) throws -> any Posterior { self }
}
