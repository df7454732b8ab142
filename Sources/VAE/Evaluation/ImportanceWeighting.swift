import Autodiff
import Datasets
import Glibc
import Tensors

extension VariationalAutoencoder {
  /// -log p(x) of images, estimated with `samples` draws z from q(z | x), each weighted by p(x, z) / q(z | x), in nats for
  /// one image (Burda et al. 2015). With one sample it is the negative ELBO; it never rises, on average, with more.
  ///
  /// - Parameter noise: gives the draw of random numbers for each image.
  /// - Throws: what `check`, called between images, throws.
  package func negativeLogLikelihood(
    _ images: ImageSet, samples: Int, noise: (_ image: Int) -> Philox, check: () throws -> Void
  ) throws -> Evaluation.Estimate {
    try evaluating {
      let values = try divided(images.count, check) { image in
        [
          try negativeLogLikelihood(
            images.tensor([image]), told(of: images, [image]), samples: samples, noise: noise(image))
        ]
      }
      return Evaluation.Estimate(values.flatMap(\.self))
    }
  }

  /// Codes decoded at a time: their images must fit in memory however many there are.
  private static let chunk = 500

  /// The estimate for one image x [1, channels, height, width].
  private func negativeLogLikelihood(
    _ x: Tensor, _ y: Tensor?, samples: Int, noise: Philox
  ) throws -> Double {
    let encoding = try encode(Variable(x), y)
    let epsilon = try noise.normal([samples, latentDimension])
    let x = try x.reshaped([1, image.count])
    var weights: [Double] = []
    for start in stride(from: 0, to: samples, by: Self.chunk) {
      let rows = epsilon.rows(start..<min(samples, start + Self.chunk))
      weights += try logWeights(x, y, encoding, rows)
    }
    // The largest weight is taken out first, so that the sum neither overflows nor vanishes.
    let largest = weights.max() ?? 0
    let sum = weights.reduce(0) { $0 + exp($1 - largest) }
    return -(largest + log(sum / Double(samples)))
  }

  /// log p(x, z) - log q(z | x) for the codes z of epsilon [count, latent].
  private func logWeights(
    _ x: Tensor, _ y: Tensor?, _ encoding: Encoding, _ epsilon: Tensor
  ) throws -> [Double] {
    let count = epsilon.shape[0]
    let draw = try posterior.draw(encoding, noise: epsilon)
    let z = draw.z.value
    let copies = Variable(try x.expanded(to: [count, image.count]))
    let reconstruction = try decode(Variable(z), y).loss(copies, .none).value.reshaped([count, image.count]).sum(1)
    let losses = reconstruction.array
    guard codebook == nil else {
      // q(z | x) is 1 for the one code, and the estimate the bound itself.
      return zip(try logPrior(Variable(z)).value.array, losses).map { Double($0) - Double($1) }
    }
    // The constants cancel, and what log q has of epsilon is -½ epsilon².
    let prior =
      prior.isStandard
      ? try (z * z).sum(1).scaled(by: -0.5)
      : try logPrior(Variable(z)).value.scaled(by: 1, plus: Float(latentDimension) * 0.918_938_5)
    let ofNoise = try (epsilon * epsilon).sum(1).scaled(by: -0.5).array
    let halfLogDeterminant = 0.5 * (try encoding.logvar.value.total())
    let bends = draw.bend?.value.array
    return zip(prior.array, ofNoise).enumerated().map { code, terms in
      Double(terms.0) - Double(terms.1) + halfLogDeterminant + Double(bends?[code] ?? 0) - Double(losses[code])
    }
  }
}
