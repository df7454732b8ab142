import Autodiff
import Datasets
import Tensors

// The codes that models of codes are fitted to.

extension VariationalAutoencoder {
  /// Images encoded together.
  private static let encodedTogether = 256

  /// Codes drawn from q(z | x) of images of a set: [indices, latent].
  package func drawnCodes(of images: ImageSet, _ indices: some Collection<Int>, noise: Philox) throws -> Tensor {
    try evaluating {
      let encoding = try encode(Variable(images.tensor(indices)), told(of: images, indices))
      return try posterior.draw(encoding, noise: noise.normal(encoding.mean.shape)).z.value
    }
  }

  /// A code of each image of a set: [images, latent].
  ///
  /// - Parameters:
  ///   - noise: the numbers of a draw, by its number.
  ///   - check: called between batches, with the share that is done; may throw to stop there.
  /// - Throws: ``ModelError`` where a code is no number, as after a training that diverged.
  package func drawnCodes(
    of images: ImageSet, noise: (_ batch: Int) -> Philox, check: (_ share: Double) throws -> Void
  ) throws -> Tensor {
    let codes = try Tensor(uninitialized: [images.count, latentDimension], for: "codes")
    for (batch, start) in stride(from: 0, to: images.count, by: Self.encodedTogether).enumerated() {
      try check(Double(start) / Double(images.count))
      let indices = start..<min(images.count, start + Self.encodedTogether)
      let drawn = try drawnCodes(of: images, indices, noise: noise(batch))
      guard drawn.elements.allSatisfy(\.isFinite) else {
        throw ModelError(
          "the model's codes are not numbers, so that nothing can be fitted to them", suggestion: "train the model anew"
        )
      }
      (codes.mutablePointer + start * latentDimension).update(from: drawn.pointer, count: drawn.count)
    }
    return codes
  }

  /// The mean of log p(z) under the prior over codes [n, latent].
  package func meanLogPrior(of codes: Tensor) throws -> Double {
    let count = codes.shape[0]
    let sum = try stride(from: 0, to: count, by: Self.encodedTogether).reduce(0.0) { sum, start in
      let rows = codes.rows(start..<min(count, start + Self.encodedTogether))
      return sum + (try evaluating { try logPrior(Variable(rows)).value.total() })
    }
    return sum / Double(count)
  }

  /// A checksum of all numbers of the model: another after any training of it.
  package var numbersChecksum: String {
    var bytes: [UInt8] = []
    for tensor in namedParameters.map(\.parameter.value) + namedBuffers.map(\.buffer.value) {
      bytes += UnsafeRawBufferPointer(start: tensor.pointer, count: 4 * tensor.count)
    }
    return String(ContentChecksum.sha256(bytes).prefix(16))
  }
}
