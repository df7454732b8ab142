import Autodiff
import Datasets
import Processes
import Tensors

/// The ELBO on images, split into its terms, in nats for one image.
package struct Evaluation: Sendable {
  package let images: Int
  package let reconstruction, kl: Estimate

  /// The negative ELBO.
  package let total: Estimate

  /// A mean over images with its standard error.
  package struct Estimate: Sendable {
    package let mean, standardError: Double

    init(mean: Double, standardError: Double) { (self.mean, self.standardError) = (mean, standardError) }

    init(_ values: [Double]) {
      let count = Double(max(1, values.count))
      let mean = values.reduce(0, +) / count
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
      self.mean = mean
      standardError = (variance / count).squareRoot()
    }
  }
}

extension VariationalAutoencoder {
  /// Images looked at together.
  private static let together = 256

  /// Numbers found batch by batch, in the order of the images. Where several processes run this, each takes its part of the
  /// batches: the numbers are the same, to the bit.
  ///
  /// - Parameter work: the numbers of these images, x [batch, channels, height, width], and what the model is told of them.
  func divided(
    _ images: ImageSet, _ check: () throws -> Void,
    _ work: (_ indices: Range<Int>, _ x: Variable, _ y: Tensor?) throws -> [Double]
  ) throws -> [[Double]] {
    try divided((images.count + Self.together - 1) / Self.together, check) { batch in
      let indices = batch * Self.together..<min(images.count, (batch + 1) * Self.together)
      return try work(indices, Variable(try images.tensor(indices)), try told(of: images, indices))
    }
  }

  /// Numbers found unit by unit. Networks of the user's own code may draw random numbers, which every process has to draw:
  /// all compute all of it.
  func divided(
    _ units: Int, _ check: () throws -> Void, _ work: (_ unit: Int) throws -> [Double]
  ) throws -> [[Double]] {
    guard encoder.worksByRows, decoder.worksByRows else {
      return try (0..<units).map { unit in
        try check()
        return try work(unit)
      }
    }
    return try ProcessGroup.divided(units, check: check, work)
  }

  /// Evaluates the model as it is, with one sample z for each image.
  ///
  /// - Parameter noise: the draw that the samples come from; the same draw gives the same figures.
  /// - Throws: what `check`, called between batches, throws.
  package func evaluate(_ images: ImageSet, noise: Philox, check: () throws -> Void) throws -> Evaluation {
    try evaluating {
      // All noise at once: which numbers an image gets does not depend on the size of the batches here.
      let noise = try noise.normal([images.count, latentDimension])
      var (reconstruction, kl): ([Double], [Double]) = ([], [])
      for numbers in try divided(
        images, check,
        { indices, x, y in
          let encoding = try encode(x, y)
          let draw = try posterior.draw(encoding, noise: noise.rows(indices))
          let loss = try decode(draw.z, y).loss(x, .none).value.reshaped([x.shape[0], image.count]).sum(1)
          let divergence = try self.divergence(draw, encoding).value
          return (loss.array + divergence.array).map(Double.init)
        })
      {
        reconstruction += numbers.prefix(numbers.count / 2)
        kl += numbers.suffix(numbers.count / 2)
      }
      return Evaluation(
        images: images.count, reconstruction: .init(reconstruction), kl: .init(kl),
        total: .init(zip(reconstruction, kl).map { $0 + $1 }))
    }
  }
}
