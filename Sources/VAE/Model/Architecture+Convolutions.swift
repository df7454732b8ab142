import Datasets
import Networks
import Tensors

// The architectures that halve the sides of an image twice, and double them again.

extension Architecture {
  static func convolutional(
    _ pixels: Pixels, _ codes: Codes, _ hidden: Int, _ random: inout RandomSource
  ) throws -> (encoder: Sequential, decoder: Sequential) {
    let halves = try halves(of: pixels.image, for: .conv)
    let encoder = try Sequential([
      Conv2d(pixels.input.channels, 32, 4, stride: 2, padding: 1, random: &random), BatchNorm(32), Activation(.relu),
      Conv2d(32, 64, 4, stride: 2, padding: 1, random: &random), BatchNorm(64), Activation(.relu), Flatten(),
      Linear(64 * halves.cells, hidden, random: &random), Activation(.relu), heads(hidden, codes, &random),
    ])
    let last = try pixels.painting(32, halves, &random)
    let decoder = try Sequential([
      Linear(pixels.inputs(codes.latent), hidden, random: &random), Activation(.relu),
      Linear(hidden, 64 * halves.cells, random: &random), Activation(.relu),
      Unflatten([64, halves.height, halves.width]),
      ConvTranspose2d(64, 32, 4, stride: 2, padding: 1, outputPadding: Size2d(halves.paddings[1]), random: &random),
      BatchNorm(32), Activation(.relu), last,
    ])
    return (encoder, decoder)
  }

  /// Codes as maps: for ``spatial`` those of means and of log-variances, for ``vectorQuantized`` one set.
  func maps(
    _ pixels: Pixels, _ latent: Int, _ hidden: Int, _ random: inout RandomSource
  ) throws -> (encoder: Sequential, decoder: Sequential) {
    let (image, halves) = (pixels.image, try Self.halves(of: pixels.image, for: self))
    guard latent.isMultiple(of: halves.cells) else {
      let nearest = max(1, (latent + halves.cells / 2) / halves.cells) * halves.cells
      throw ModelError(
        "\(rawValue) has codes of maps of \(halves.height)×\(halves.width) numbers, and \(latent) is no multiple of "
          + "\(halves.cells)", suggestion: "latent=\(nearest)")
    }
    let (maps, half) = (latent / halves.cells, max(1, hidden / 2))
    func codes(_ random: inout RandomSource) throws -> Conv2d {
      try Conv2d(hidden, maps, 3, padding: 1, random: &random)
    }
    func end(_ random: inout RandomSource) throws -> any Layer {
      self == .vectorQuantized
        ? try codes(&random)
        : try Heads([Sequential([codes(&random), Flatten()]), Sequential([codes(&random), Flatten()])])
    }
    let encoder = try Sequential([
      Conv2d(image.channels, half, 4, stride: 2, padding: 1, random: &random), BatchNorm(half), LeakyReLU(),
      Conv2d(half, hidden, 4, stride: 2, padding: 1, random: &random), BatchNorm(hidden), LeakyReLU(),
      end(&random),
    ])
    let last = try pixels.painting(half, halves, &random)
    let decoder = try Sequential([
      Unflatten([maps, halves.height, halves.width]), Conv2d(maps, hidden, 3, padding: 1, random: &random),
      BatchNorm(hidden), LeakyReLU(),
      ConvTranspose2d(
        hidden, half, 4, stride: 2, padding: 1, outputPadding: Size2d(halves.paddings[1]), random: &random),
      BatchNorm(half), LeakyReLU(), last,
    ])
    return (encoder, decoder)
  }

  private static func halves(of image: ImageShape, for architecture: Architecture) throws -> Halves {
    guard let halves = Halves(image) else {
      throw ModelError(
        "\(architecture.rawValue) halves the sides of an image twice and doubles them again, and \(image) does not come out of that",
        suggestion: "model mlp, which takes images of any size")
    }
    return halves
  }
}

/// An image's sides, halved twice by convolutions, which round down.
struct Halves {
  let height, width: Int
  /// The padding that doubling needs to come out at the whole, and at its half.
  let paddings: [Int]

  /// Nil where rows and columns would need different paddings, or nothing would be left.
  init?(_ image: ImageShape) {
    let sides = [0, 1, 2].map { (height: image.height >> $0, width: image.width >> $0) }
    let missing = zip(sides, sides.dropFirst()).map {
      (rows: $0.height - 2 * $1.height, columns: $0.width - 2 * $1.width)
    }
    (height, width) = sides[2]
    guard missing.allSatisfy({ $0.rows == $0.columns }), height > 0, width > 0 else { return nil }
    paddings = missing.map(\.rows)
  }

  var cells: Int { height * width }
}

extension Pixels {
  /// A last layer that doubles the sides of maps.
  fileprivate func painting(
    _ channels: Int, _ halves: Halves, _ random: inout RandomSource
  ) throws -> ConvTranspose2d {
    let layer = try ConvTranspose2d(
      channels, numbers * image.channels, 4, stride: 2, padding: 1, outputPadding: Size2d(halves.paddings[0]),
      random: &random)
    try layer.bias.map { try begin($0) }
    return layer
  }
}
