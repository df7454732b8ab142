import Glibc
import Tensors

/// A way through the latent space from one point to another.
package enum LatentPath: String, Sendable, CaseIterable {
  /// The straight line.
  case lerp
  /// The great circle, with the lengths of the vectors in between (Shoemake 1985; White 2016). High-dimensional normal
  /// vectors lie near a sphere; a straight line between two of them leaves it.
  case slerp

  /// The points [steps, latent] from `start` to `end`, both [latent] and both included.
  ///
  /// - Parameter steps: at least 2.
  func points(from start: Tensor, to end: Tensor, steps: Int) throws -> Tensor {
    let angle = angle(start, end)
    return try Tensor.concatenated(
      try (0..<steps).map { step in
        try point(Double(step) / Double(steps - 1), start, end, angle).reshaped([1, start.count])
      }, 0)
  }

  private func point(_ t: Double, _ start: Tensor, _ end: Tensor, _ angle: Double) throws -> Tensor {
    // Nearly parallel vectors leave no circle to speak of, and opposite ones do not say which.
    guard self == .slerp, angle > 1e-3, angle < .pi - 1e-3 else {
      return try start + (end - start).scaled(by: Float(t))
    }
    return try start.scaled(by: Float(sin((1 - t) * angle) / sin(angle)))
      + end.scaled(by: Float(sin(t * angle) / sin(angle)))
  }

  private func angle(_ a: Tensor, _ b: Tensor) -> Double {
    let (x, y) = (a.array.map(Double.init), b.array.map(Double.init))
    func dot(_ u: [Double], _ v: [Double]) -> Double { zip(u, v).reduce(0) { $0 + $1.0 * $1.1 } }
    let lengths = (dot(x, x) * dot(y, y)).squareRoot()
    return lengths > 0 ? acos(min(1, max(-1, dot(x, y) / lengths))) : 0
  }
}

extension VariationalAutoencoder {
  /// Images along a way from one point z [latent] to another, both ends included.
  ///
  /// - Parameter steps: at least 2.
  package func interpolate(
    from start: Tensor, to end: Tensor, steps: Int, along path: LatentPath = .lerp
  ) throws -> Tensor {
    try images(from: try path.points(from: start, to: end, steps: steps))
  }
}
