import Autodiff
import Datasets
import Networks
import Tensors

/// An encoder q(z | x), a decoder p(x | z), and a standard normal prior p(z) (Kingma & Welling 2014).
///
/// The likelihood is Bernoulli for each pixel: the decoder gives the probabilities where it ends in a sigmoid, and their
/// logits where it does not.
package final class VariationalAutoencoder {
  /// x [batch, …] to mean and log-variance, both [batch, latent].
  package let encoder: any Layer
  /// z [batch, latent] to one number a pixel.
  package let decoder: any Layer
  package let image: ImageShape
  package let latentDimension: Int
  /// Whether the encoder takes rows of pixels instead of images.
  package let encoderTakesRows: Bool
  /// Whether the decoder's results are logits, not probabilities.
  package let decoderGivesLogits: Bool

  /// - Throws: ``ModelError`` or ``TensorError`` where the networks do not fit the images or each other.
  package init(encoder: any Layer, decoder: any Layer, image: ImageShape) throws {
    self.encoder = encoder
    self.decoder = decoder
    self.image = image
    (latentDimension, encoderTakesRows) = try Self.latentDimension(encoder, image)
    decoderGivesLogits = !Self.endsInSigmoid(decoder)
    try Self.checkDecoder(decoder, latentDimension, image)
  }

  /// The same model with parameters of its own.
  package func copied(copies: NetworkCopies) throws -> VariationalAutoencoder {
    try VariationalAutoencoder(encoder: try copies.copy(encoder), decoder: try copies.copy(decoder), image: image)
  }

  package var parameters: [Parameter] { encoder.parameters + decoder.parameters }

  package var parameterCount: Int { encoder.parameterCount + decoder.parameterCount }

  package var isTraining: Bool {
    get { encoder.isTraining }
    set {
      encoder.isTraining = newValue
      decoder.isTraining = newValue
    }
  }

  /// The parameters of q(z | x) for images x [batch, channels, height, width].
  package func encode(_ x: Variable) throws -> (mean: Variable, logvar: Variable) {
    let input = encoderTakesRows ? try Variable.reshape(x, rows(x.shape)) : x
    let results = try encoder.apply(input)
    return (results[0], results[1])
  }

  /// The probability of each pixel given z [batch, latent]: [batch, pixels].
  package func decode(_ z: Variable) throws -> Variable {
    let result = try decoder(z)
    let pixels = try Variable.reshape(result, rows(result.shape))
    return decoderGivesLogits ? try .sigmoid(pixels) : pixels
  }

  /// -log p(x | z), for each pixel or summed.
  package func reconstructionLoss(_ z: Variable, _ x: Variable, _ reduction: Reduction) throws -> Variable {
    let result = try decoder(z)
    let target = try Variable.reshape(x, result.shape)
    return decoderGivesLogits
      ? try .binaryCrossEntropyWithLogits(result, target, reduction)
      : try .binaryCrossEntropy(result, target, reduction)
  }

  private func rows(_ shape: Shape) -> Shape { [shape[0], image.count] }
}

// MARK: - Do the networks fit?

extension VariationalAutoencoder {
  /// Two examples stand for a batch: enough to tell the batch from other dimensions.
  private static let probe = 2

  private static func latentDimension(_ encoder: any Layer, _ image: ImageShape) throws -> (Int, takesRows: Bool) {
    let images: Shape = [probe, image.channels, image.height, image.width]
    let rows: Shape = [probe, image.count]
    var takesRows = false
    var shapes: [Shape]
    do {
      shapes = try encoder.resultShapes(images)
      if shapes.contains(where: { $0.rank != 2 }), let flat = try? encoder.resultShapes(rows) {
        (shapes, takesRows) = (flat, true)
      }
    } catch {
      guard let flat = try? encoder.resultShapes(rows) else { throw error }
      (shapes, takesRows) = (flat, true)
    }
    guard shapes.count == 2, let mean = shapes.first, mean.rank == 2, shapes[0] == shapes[1] else {
      let found = shapes.map { $0.dropFirst().description }.joined(separator: " and ")
      throw ModelError(
        "an encoder gives two results of one size, the mean and the log-variance of q(z | x); this one gives "
          + (shapes.count == 1 ? "one, of \(found)" : found),
        fix: "end it with heads(linear(n, latent), linear(n, latent))")
    }
    return (mean[1], takesRows)
  }

  private static func checkDecoder(_ decoder: any Layer, _ latent: Int, _ image: ImageShape) throws {
    let shapes: [Shape]
    do { shapes = try decoder.resultShapes([probe, latent]) } catch let error as TensorError {
      throw ModelError(
        "the encoder gives \(latent) latent dimensions, and the decoder does not take them: \(error)",
        fix: error.fix)
    }
    guard shapes.count == 1, let result = shapes.first, result.count == probe * image.count else {
      let found = shapes.map { $0.dropFirst().description }.joined(separator: " and ")
      throw ModelError(
        "a decoder for images of \(image) gives \(image.count) numbers each, and this one gives \(found)",
        fix: "end it with a layer of \(image.count) outputs, as linear(512, \(image.count))")
    }
  }

  private static func endsInSigmoid(_ layer: any Layer) -> Bool {
    if let activation = layer as? Activation { return activation.kind == .sigmoid }
    if layer is Flatten || layer is Unflatten { return false }
    // Reshaping after the sigmoid leaves probabilities.
    guard let last = layer.children.last(where: { !($0 is Flatten) && !($0 is Unflatten) }) else { return false }
    return endsInSigmoid(last)
  }
}
