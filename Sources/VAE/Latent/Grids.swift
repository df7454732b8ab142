import Glibc
import Tensors

extension VariationalAutoencoder {
  /// Images around a point z [latent]: for each of `dimensions` a row in which that one takes each of `values`.
  ///
  /// - Parameter y: what a conditional model is told, [1, classes].
  /// - Returns: [dimensions · values, channels, height, width].
  package func traverse(
    _ z: Tensor, _ dimensions: [Int], _ values: [Double], told y: Tensor? = nil
  ) throws -> Tensor {
    try images(
      from: try Tensor.generate([dimensions.count * values.count, latentDimension], for: "traverse") { index in
        let (row, dimension) = (index / latentDimension, index % latentDimension)
        return dimension == dimensions[row / values.count]
          ? Float(values[row % values.count]) : z.pointer[dimension]
      }, y)
  }

  /// Images over the plane of two dimensions, all others 0: places are evenly spread in probability, through the inverse
  /// of the normal distribution, as in Kingma & Welling (2014), appendix A.
  ///
  /// - Parameters:
  ///   - dimensions: across and up.
  ///   - side: images to a row and a column.
  ///   - y: what a conditional model is told, [1, classes].
  /// - Returns: [side², channels, height, width], the top row first.
  package func manifold(_ dimensions: (Int, Int), side: Int, _ y: Tensor? = nil) throws -> Tensor {
    let quantiles = Self.manifoldPlaces(side)
    return try images(
      from: try Tensor.generate([side * side, latentDimension], for: "manifold") { index in
        let (place, dimension) = (index / latentDimension, index % latentDimension)
        if dimension == dimensions.0 { return Float(quantiles[place % side]) }
        if dimension == dimensions.1 { return Float(quantiles[side - 1 - place / side]) }
        return 0
      }, y)
  }

  /// Where the images of ``manifold(_:side:)`` stand along either dimension, from the smallest.
  package static func manifoldPlaces(_ side: Int) -> [Double] {
    (0..<side).map { normalQuantile((Double($0) + 0.5) / Double(side)) }
  }
}

/// The number below which a standard normal number falls with probability p: Newton's method on erfc, from 0.
func normalQuantile(_ p: Double) -> Double {
  guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
  var x = 0.0
  for _ in 0..<60 {
    let error = 0.5 * erfc(-x / 2.0.squareRoot()) - p
    let density = exp(-x * x / 2) / (2 * .pi).squareRoot()
    // Far out the density vanishes and Newton's step would overshoot.
    x -= min(1, max(-1, error / max(density, 1e-300)))
  }
  return x
}
