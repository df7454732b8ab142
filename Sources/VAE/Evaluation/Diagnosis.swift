import Autodiff
import Datasets
import Tensors

/// Figures of each latent dimension over a set of images: how much it carries, and whether it is used.
package struct Diagnosis: Sendable {
  /// KL(q(z_i | x) ‖ p(z_i)) for each dimension, the mean over the images, in nats; nil where the prior is not standard
  /// or the posterior not diagonal, and the divergence has no parts by dimension.
  package let kl: [Double]?
  /// The variance over the images of each posterior mean, of a flow each code of ε = 0.
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
          let encoding = try encode(x, y)
          let parts =
            try divergenceByDimension(encoding)?.value.sum(0).array ?? Array(repeating: 0, count: latentDimension)
          return (parts + (try posterior.centre(encoding).value.array)).map(Double.init)
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
        kl: prior.isStandard && posterior.description.isFactorized ? kl.map { $0 / count } : nil,
        varianceOfMeans: zip(sum, squares).map { sum, squares in max(0, squares / count - (sum / count) * (sum / count))
        })
    }
  }
}
