import Datasets
import Glibc

/// The simplest model of images there is: every pixel on its own, normally distributed with its mean and variance over
/// the training images, its mass gathered into the 256 grey values. What a model is worth shows beside it.
package struct FactorizedNormal {
  /// -log P of each grey value of each pixel, in nats: [pixels × 256].
  private let losses: [Double]
  private let shape: ImageShape

  package init(fittedTo images: ImageSet) {
    shape = images.shape
    let (count, pixels) = (Double(images.count), images.shape.count)
    var (sums, squares) = ([Int](repeating: 0, count: pixels), [Int](repeating: 0, count: pixels))
    let levels = images.pixels
    levels.withUnsafeBufferPointer { bytes in
      for image in 0..<images.count {
        for pixel in 0..<pixels {
          let value = Int(bytes[image * pixels + pixel])
          sums[pixel] += value
          squares[pixel] += value * value
        }
      }
    }
    var losses = [Double](repeating: 0, count: pixels * 256)
    for pixel in 0..<pixels {
      let mean = Double(sums[pixel]) / count
      // Rounding to grey values alone spreads by 1/12: narrower than that nothing is known to be.
      let deviation = max(Double(squares[pixel]) / count - mean * mean, 1.0 / 12).squareRoot()
      for value in 0..<256 {
        losses[pixel * 256 + value] = Self.loss((Double(value) - mean) / deviation, half: 0.5 / deviation, value)
      }
    }
    self.losses = losses
  }

  /// -log of the mass between z - half and z + half; the tails belong to black and white.
  private static func loss(_ z: Double, half: Double, _ value: Int) -> Double {
    // By symmetry on the side where the difference of two tails is exact.
    let (low, high) = z < 0 ? (-z - half, -z + half) : (z - half, z + half)
    let reachesOut = z < 0 ? value == 0 : value == 255
    let reachesIn = z < 0 ? value == 255 : value == 0
    let mass =
      (reachesIn ? 1 : 0.5 * erfc(low / 2.0.squareRoot())) - (reachesOut ? 0 : 0.5 * erfc(high / 2.0.squareRoot()))
    // Beyond the 38th deviation no double holds the mass: there the exponent of the density says enough.
    return mass > 0 ? -log(mass) : low * low / 2
  }

  /// -log P(x) of images of the fitted shape, in nats for one image.
  package func loss(_ images: ImageSet) -> Evaluation.Estimate {
    guard images.shape == shape else { return Evaluation.Estimate([]) }
    let pixels = shape.count
    return Evaluation.Estimate(
      images.pixels.withUnsafeBufferPointer { bytes in
        (0..<images.count).map { image in
          (0..<pixels).reduce(0) { $0 + losses[$1 * 256 + Int(bytes[image * pixels + $1])] }
        }
      })
  }
}

extension Evaluation.Estimate {
  /// Nats for one image as bits for one of its numbers: nats / (D log 2).
  package func bits(perDimensionOf shape: ImageShape) -> Evaluation.Estimate {
    let unit = Double(shape.count) * log(2.0)
    return Evaluation.Estimate(mean: mean / unit, standardError: standardError / unit)
  }
}
