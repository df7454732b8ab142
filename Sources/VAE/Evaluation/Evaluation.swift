import Autodiff
import Datasets
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
  /// Evaluates the model as it is, with one sample z for each image.
  ///
  /// - Parameter noise: the draw that the samples come from; the same draw gives the same figures.
  /// - Throws: what `check`, called between batches, throws.
  package func evaluate(_ images: ImageSet, noise: Philox, check: () throws -> Void) throws -> Evaluation {
    try evaluating {
      // All noise at once: which numbers an image gets does not depend on the size of the batches here.
      let noise = try noise.normal([images.count, latentDimension])
      var batches = try Batches(images, size: 256, shuffled: nil)
      var (reconstruction, kl): ([Double], [Double]) = ([], [])
      while let indices = batches.nextIndices() {
        try check()
        let x = Variable(try images.tensor(indices))
        let (mean, logvar) = try encode(x)
        let z = try Variable.reparameterize(
          mean, logvar, noise: noise.rows(indices.startIndex..<indices.endIndex))
        let loss = try decode(z).loss(x, .none).value.reshaped([x.shape[0], image.count]).sum(1)
        reconstruction += loss.array.map(Double.init)
        kl += try Variable.gaussianKL(mean, logvar, .none).value.sum(1).array.map(Double.init)
      }
      return Evaluation(
        images: images.count, reconstruction: .init(reconstruction), kl: .init(kl),
        total: .init(zip(reconstruction, kl).map { $0 + $1 }))
    }
  }
}
