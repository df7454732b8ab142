import Autodiff
import Datasets
import Tensors

/// Figures of each latent dimension over a set of images: how much it carries, and whether it is used.
package struct Diagnosis: Sendable {
  /// KL(q(z_i | x) ‖ p(z_i)) for each dimension, the mean over the images, in nats.
  package let kl: [Double]
  /// The variance over the images of each posterior mean.
  package let varianceOfMeans: [Double]

  /// A dimension is active where its posterior mean varies with the image by more than this (Burda et al. 2015, app. C).
  package static let activityThreshold = 0.01

  package var activeUnits: [Int] { varianceOfMeans.indices.filter { varianceOfMeans[$0] > Self.activityThreshold } }

  /// All dimensions, the most active first.
  package var byActivity: [Int] {
    varianceOfMeans.indices.sorted { (varianceOfMeans[$0], $1) > (varianceOfMeans[$1], $0) }
  }
}

extension VariationalAutoencoder {
  /// - Throws: what `check`, called between batches, throws.
  package func diagnose(_ images: ImageSet, check: () throws -> Void) throws -> Diagnosis {
    try evaluating {
      var kl = [Double](repeating: 0, count: latentDimension)
      var (sum, squares) = (kl, kl)
      var batches = try Batches(images, size: 256, shuffled: nil)
      while let x = try batches.next() {
        try check()
        let (mean, logvar) = try encode(Variable(x))
        let terms = try Variable.gaussianKL(mean, logvar, .none).value.sum(0).array
        let means = mean.value
        for dimension in 0..<latentDimension {
          kl[dimension] += Double(terms[dimension])
          for image in 0..<x.shape[0] {
            let value = Double(means.pointer[image * latentDimension + dimension])
            sum[dimension] += value
            squares[dimension] += value * value
          }
        }
      }
      let count = Double(images.count)
      return Diagnosis(
        kl: kl.map { $0 / count },
        varianceOfMeans: zip(sum, squares).map { sum, squares in max(0, squares / count - (sum / count) * (sum / count))
        })
    }
  }
}
