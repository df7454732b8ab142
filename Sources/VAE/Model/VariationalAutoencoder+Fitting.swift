import Autodiff
import Datasets
import Networks
import Tensors
import Text

// Do the networks fit the images, and each other?

/// What an encoder gives for the posterior of its model.
struct EncoderResults {
  /// The numbers of a code.
  let latent: Int
  /// How many the posterior takes besides mean and log-variance; 0 for none.
  let further: Int
  /// Whether the encoder takes rows of pixels instead of images.
  let takesRows: Bool
  /// The posterior, with what the networks say of it.
  let posterior: PosteriorDescription

  private init(latent: Int, further: Int, takesRows: Bool, posterior: PosteriorDescription) {
    (self.latent, self.further, self.takesRows, self.posterior) = (latent, further, takesRows, posterior)
  }

  /// Two examples stand for a batch: enough to tell the batch from other dimensions.
  static let probe = 2

  init(
    _ encoder: any Layer, _ image: ImageShape, _ classes: Int, _ posterior: PosteriorDescription
  ) throws {
    let image = Condition.input(image, classes: classes)
    let images: Shape = [Self.probe, image.channels, image.height, image.width]
    let rows: Shape = [Self.probe, image.count]
    var takesRows = false
    var shapes: [Shape]
    do {
      shapes = try encoder.resultShapes(images)
      if shapes.contains(where: { $0.rank != 2 }), !posterior.isQuantized, let flat = try? encoder.resultShapes(rows) {
        (shapes, takesRows) = (flat, true)
      }
    } catch {
      guard let flat = try? encoder.resultShapes(rows) else {
        guard classes > 0, let error = error as? TensorError else { throw error }
        throw ModelError(
          "an encoder that is told the class takes images of \(image): the last channel is the class's; this one does not take "
            + "them: \(error)",
          suggestion:
            "an encoder that begins with conv2d(\(image.channels), …), or with flatten and linear(\(image.count), …)")
      }
      (shapes, takesRows) = (flat, true)
    }
    let found = shapes.map { $0.dropFirst().description }.joined(separator: " and ")
    let foundWords = shapes.count == 1 ? "one, of \(found)" : found
    if posterior.isQuantized {
      guard shapes.count == 1, shapes[0].rank == 2 || shapes[0].rank == 4, !shapes[0].dimensions.contains(0) else {
        throw ModelError(
          "under posterior=quantized an encoder gives one result, maps of D numbers at each place; this one gives \(foundWords)",
          suggestion: "end it with a convolution, conv2d(n, 16, 3, padding=1), or with one linear layer, linear(n, 16)")
      }
      var codebook = posterior.codebook ?? CodebookDescription()
      (codebook.depth, codebook.height, codebook.width) = (shapes[0][1], 1, 1)
      if shapes[0].rank == 4 { (codebook.height, codebook.width) = (shapes[0][2], shapes[0][3]) }
      self.init(latent: codebook.latent, further: 0, takesRows: takesRows, posterior: PosteriorDescription(codebook))
      return
    }
    if posterior.isFactorized {
      guard shapes.count == 2, shapes[0].rank == 2, shapes[0] == shapes[1] else {
        throw ModelError(
          "an encoder gives two results of one size, the mean and the log-variance of q(z | x); this one gives "
            + foundWords,
          suggestion: "end it with heads(linear(n, latent), linear(n, latent))")
      }
      self.init(latent: shapes[0][1], further: 0, takesRows: takesRows, posterior: posterior)
      return
    }
    let latent = shapes[0].dimensions.last ?? 1
    try posterior.check(latent: latent)
    guard shapes.count == 3, shapes.allSatisfy({ $0.rank == 2 }), shapes[0] == shapes[1],
      posterior.takes(further: shapes[2][1], latent: latent)
    else {
      throw ModelError(
        "under posterior=\(posterior.kind.rawValue) an encoder gives three results, the mean and the log-variance, of one size, "
          + "and \(posterior.furtherInWords(latent: latent)); this one gives \(foundWords)",
        suggestion:
          "end it with heads(linear(n, \(latent)), linear(n, \(latent)), linear(n, \(posterior.furtherNumbers(latent: latent))))"
      )
    }
    self.init(latent: latent, further: shapes[2][1], takesRows: takesRows, posterior: posterior)
  }
}

extension VariationalAutoencoder {
  /// How many numbers the decoder gives for each pixel: 1 or 2.
  static func numbersPerPixel(
    _ decoder: any Layer, _ latent: Int, _ classes: Int, _ image: ImageShape, _ likelihood: Likelihood
  ) throws -> Int {
    let shapes: [Shape]
    do { shapes = try decoder.resultShapes([EncoderResults.probe, latent + classes]) } catch let error as TensorError {
      let told = classes > 0 ? " and the class \(counted(classes, "number"))" : ""
      throw ModelError(
        "the encoder gives \(counted(latent, "latent dimension"))\(told), and the decoder does not take them: \(error)",
        suggestion: classes > 0 ? "a decoder that begins with linear(\(latent + classes), …)" : error.suggestion)
    }
    if shapes.count == 1, let result = shapes.first {
      if result.count == EncoderResults.probe * image.count { return 1 }
      if likelihood.learnsSpread, result.count == 2 * EncoderResults.probe * image.count { return 2 }
    }
    let found = shapes.map { $0.dropFirst().description }.joined(separator: " and ")
    let spreads = likelihood.learnsSpread ? ", or \(2 * image.count) with each pixel's log-spread" : ""
    throw ModelError(
      "a decoder for images of \(image) gives \(image.count) numbers each\(spreads), and this one gives \(found)",
      suggestion: "end it with a layer of \(image.count) outputs, as linear(512, \(image.count))")
  }

  static func checkSigmoid(_ likelihood: Likelihood, _ numbers: Int) throws {
    guard likelihood != .continuousBernoulli else {
      throw ModelError(
        "continuous_bernoulli takes logits, and this decoder ends in a sigmoid",
        suggestion: "leave out the last sigmoid")
    }
    guard numbers == 1 else {
      throw ModelError(
        "half of this decoder's numbers are logarithms of spreads, and its last sigmoid would hold them above 0",
        suggestion: "leave out the last sigmoid")
    }
  }
}
