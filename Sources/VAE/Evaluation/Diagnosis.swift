import Autodiff
import Datasets
import Tensors

/// Figures of each latent dimension over a set of images: how much it carries, and whether it is used.
package struct Diagnosis: Sendable {
  /// KL(q(z_i | x) ‖ p(z_i)) for each dimension, the mean over the images, in nats; nil under a prior that is not standard, whose
  /// divergence has no parts by dimension.
  package let kl: [Double]?
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
      for numbers in try divided(
        images, check,
        { _, x, y in
          let (mean, logvar) = try encode(x, y)
          return (try Variable.gaussianKL(mean, logvar, .none).value.sum(0).array + mean.value.array).map(Double.init)
        })
      {
        let means = numbers.dropFirst(latentDimension)
        for dimension in 0..<latentDimension {
          kl[dimension] += numbers[dimension]
          for place in stride(from: means.startIndex + dimension, to: means.endIndex, by: latentDimension) {
            sum[dimension] += means[place]
            squares[dimension] += means[place] * means[place]
          }
        }
      }
      let count = Double(images.count)
      return Diagnosis(
        kl: prior.isStandard ? kl.map { $0 / count } : nil,
        varianceOfMeans: zip(sum, squares).map { sum, squares in max(0, squares / count - (sum / count) * (sum / count))
        })
    }
  }
}
