import Autodiff
import Graphics
import Language
import Networks
import Tensors
import VAE

/// What each layer of a model makes of one image, as pictures: the encoder's of the image, the decoder's of a code.
struct LayerPictures {
  /// A record for each layer: its name, the shape of what it gives, and a PNG.
  private(set) var fields: [ControlField] = []
  private let channels: Int

  /// - Parameters:
  ///   - x: the image, [1, channels, height, width].
  ///   - y: what a conditional model is told, [1, classes].
  ///   - z: the code, [1, latent].
  ///   - channels: at most so many of a layer are shown.
  init(_ model: VariationalAutoencoder, _ x: Tensor, _ y: Tensor?, _ z: Tensor, channels: Int) throws {
    self.channels = channels
    try model.looking {
      _ = try follow(model.encoder, try model.encoderInput(Variable(x), y))
      _ = try follow(model.decoder, try model.decoderInput(Variable(z), y))
    }
  }

  private mutating func follow(_ layer: any Layer, _ x: Variable) throws -> [Variable] {
    if let sequential = layer as? Sequential {
      var results = [x]
      for child in sequential.children { results = try follow(child, results[0]) }
      return results
    }
    if layer is Heads { return try layer.children.flatMap { try follow($0, x) } }
    let results = try layer.apply(x)
    for result in results { try add(layer.description, result.value) }
    return results
  }

  private mutating func add(_ name: String, _ value: Tensor) throws {
    let shape = value.shape
    let isImage = shape.rank == 4
    let count = isImage ? min(channels, shape[1]) : 1
    let (height, width) = isImage ? (shape[2], shape[3]) : (1, shape.dropFirst().count)
    // Rows of thousands of numbers are as wide as they are; they are folded.
    let (rows, columns) = isImage ? (height, width) : ((width + 31) / 32, min(width, 32))
    guard columns > 0, rows > 0 else { return }
    let values = value.array
    let images = try (0..<count).map { channel in
      let own = values[channel * height * width..<(channel + 1) * height * width]
      let (low, high) = (own.min() ?? 0, own.max() ?? 0)
      var pixels = own.map { value -> UInt8 in
        let light = 255 * (value - low) / max(high - low, 1e-12)
        return light.isFinite ? UInt8(max(0, min(255, light))) : 0
      }
      pixels += Array(repeating: 0, count: rows * columns - pixels.count)
      return try Raster(width: columns, height: rows, channels: 1, pixels: pixels)
    }
    var grid = ImageGrid(images, columns: min(count, 8))
    grid.scale = max(1, min(4, 96 / max(columns * min(count, 8), 1)))
    let picture = try grid.picture()
    fields.append(
      .record([
        "name": .text(name), "shape": .text(shape.description), "png": .text(Markup.base64(picture.png)),
      ]))
  }
}
