import Tensors

/// Precision and recall of samples (Kynkäänniemi et al. 2019). What a set covers is the union of balls about its features, each as far as its
/// own third nearest neighbour in the set; precision is the share of samples that lie in what the images cover, recall the share of images
/// that lie in what the samples cover.
package struct ManifoldCoverage: Sendable {
  package let precision, recall: Double

  /// The neighbour that a ball reaches to.
  package static let neighbour = 3

  /// - Parameters:
  ///   - images: features [n, d], n above ``neighbour``.
  ///   - samples: features [m, d], m above ``neighbour``.
  ///   - check: called now and then; what it throws is thrown.
  /// - Throws: ``TensorError`` of code `memory` too.
  package init(images: Tensor, samples: Tensor, check: () throws -> Void = {}) throws {
    precision = try Self.share(of: samples, coveredBy: images, check)
    recall = try Self.share(of: images, coveredBy: samples, check)
  }

  private static func share(of points: Tensor, coveredBy others: Tensor, _ check: () throws -> Void) throws -> Double {
    var radii: [Float] = []
    try eachRow(others, others, check) { radii.append(neighbourhood($0)) }
    var covered = 0
    try eachRow(points, others, check) { distances in
      if radii.indices.contains(where: { distances[$0] <= radii[$0] }) { covered += 1 }
    }
    return Double(covered) / Double(points.shape[0])
  }

  /// The distance of the neighbour that a ball reaches to: the nearest is the point itself.
  private static func neighbourhood(_ distances: UnsafeBufferPointer<Float>) -> Float {
    var least = [Float](repeating: .infinity, count: neighbour + 1)
    for distance in distances where distance < least[neighbour] {
      var place = neighbour
      while place > 0, least[place - 1] > distance {
        least[place] = least[place - 1]
        place -= 1
      }
      least[place] = distance
    }
    return least[neighbour]
  }

  /// Points whose distances are computed together.
  private static let together = 256

  /// Calls `body` with each point's distances from all others.
  private static func eachRow(
    _ points: Tensor, _ others: Tensor, _ check: () throws -> Void, _ body: (UnsafeBufferPointer<Float>) -> Void
  ) throws {
    let (count, size) = (others.shape[0], others.shape[1])
    let columns = try others.reshaped([1, count, size])
    for start in stride(from: 0, to: points.shape[0], by: together) {
      try check()
      let rows = start..<min(points.shape[0], start + together)
      let distances = try Tensor.distances(points.rows(rows).reshaped([1, rows.count, size]), columns, power: 2)
      for row in 0..<rows.count {
        body(UnsafeBufferPointer(start: distances.pointer + row * count, count: count))
      }
    }
  }
}
