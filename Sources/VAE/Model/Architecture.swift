import Datasets
import Networks
import Tensors

/// Networks with a name, made to measure for the images at hand.
package enum Architecture {
  /// The tutorial's networks: two convolutions with pooling and a layer of `hidden`, then mean and log-variance; a
  /// decoder of one hidden layer with 512 units and a sigmoid. For MNIST and 30 latent dimensions, 541,580 parameters.
  ///
  /// - Throws: ``TensorError`` where the images are too small for the convolutions.
  package static func tutorial(
    _ image: ImageShape, latent: Int, hidden: Int = 128, random: inout RandomSource
  ) throws -> VariationalAutoencoder {
    let features =
      try [
        Conv2d(image.channels, 16, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2),
        Conv2d(16, 32, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2), Flatten(),
      ] as [any Layer]
    var shape: Shape = [1, image.channels, image.height, image.width]
    for layer in features { shape = try layer.resultShapes(shape)[0] }
    let encoder = try Sequential(
      features + [
        Linear(shape[1], hidden, random: &random), Activation(.relu),
        Heads([Linear(hidden, latent, random: &random), Linear(hidden, latent, random: &random)]),
      ])
    let decoder = try Sequential([
      Linear(latent, 512, random: &random), Activation(.relu),
      Linear(512, image.count, random: &random), Activation(.sigmoid),
    ])
    return try VariationalAutoencoder(encoder: encoder, decoder: decoder, image: image)
  }
}
