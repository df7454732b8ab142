import Glibc
import Tensors

/// A way through the latent space from one point to another.
package enum LatentPath: String, Sendable, CaseIterable {
  /// The straight line.
  case lerp
  /// The great circle between the directions, and the lengths in between (Shoemake 1985; White 2016). High-dimensional
  /// normal vectors lie near a sphere; a straight line between two of them leaves it.
  case slerp

  /// The points [steps, latent] from `start` to `end`, both [latent] and both included.
  ///
  /// - Parameter steps: at least 2.
  package func points(from start: Tensor, to end: Tensor, steps: Int) throws -> Tensor {
    let arc = self == .slerp ? Arc(from: start.array.map(Double.init), to: end.array.map(Double.init)) : nil
    let points = try (0..<steps).map { step in
      let t = Double(step) / Double(steps - 1)
      let point =
        try arc.map { try Tensor($0.point(t).map { Float($0) }) } ?? start + (end - start).scaled(by: Float(t))
      return try point.reshaped([1, start.count])
    }
    return try Tensor.concatenated(points, 0)
  }
}

/// Part of a circle around the origin, whose radius may grow or shrink along the way.
private struct Arc {
  /// Orthogonal vectors of length 1: towards the start, and from there towards the end.
  private let first, second: [Double]
  private let angle: Double
  private let lengths: (start: Double, end: Double)

  /// Nil where there is none to speak of: nearly parallel vectors; and opposite ones, which do not say which way.
  init?(from start: [Double], to end: [Double]) {
    lengths = (Self.length(start), Self.length(end))
    guard lengths.start > 0, lengths.end > 0 else { return nil }
    let (u, v) = (start.map { [lengths] in $0 / lengths.start }, end.map { [lengths] in $0 / lengths.end })
    let cosine = zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }
    let across = zip(u, v).map { $1 - cosine * $0 }
    let sine = Self.length(across)
    guard sine > 1e-3 else { return nil }
    (first, second, angle) = (u, across.map { $0 / sine }, atan2(sine, cosine))
  }

  /// From the start (t = 0) to the end (t = 1).
  func point(_ t: Double) -> [Double] {
    let length = lengths.start + t * (lengths.end - lengths.start)
    return zip(first, second).map { length * (cos(t * angle) * $0 + sin(t * angle) * $1) }
  }

  private static func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

extension VariationalAutoencoder {
  /// Images along a way from one point z [latent] to another, both ends included.
  ///
  /// - Parameters:
  ///   - steps: at least 2.
  ///   - y: what a conditional model is told at both ends, [2, classes]; in between, shares of both.
  package func interpolate(
    from start: Tensor, to end: Tensor, steps: Int, along path: LatentPath = .lerp, told y: Tensor? = nil
  ) throws -> Tensor {
    let shares = try y.map { y in
      let ends = try [0, 1].map { try y.rows($0..<$0 + 1).reshaped([y.shape[1]]) }
      return try LatentPath.lerp.points(from: ends[0], to: ends[1], steps: steps)
    }
    return try images(from: try path.points(from: start, to: end, steps: steps), shares)
  }
}
