import Graphics
import Language
import Tensors

extension Namespaces {
  /// `torchvision.utils`
  var imageUtilities: [String: Value] {
    let grid = [
      Parameter("nrow", .integer(1...100_000), default: .integer(8), "images in a row"),
      Parameter("padding", .integer(0...1_000), default: .integer(2), "pixels between images, and around them"),
      Parameter("normalize", .bool, default: .bool(false), "whether the numbers are brought to 0 … 1"),
      Parameter(
        "value_range", .any, default: Value.none, otherNames: ["range"],
        "what becomes 0 and 1: by default the least and the greatest"),
      Parameter("scale_each", .bool, default: .bool(false), "whether that is done for each image by itself"),
      Parameter("pad_value", .real(), default: .real(0), "what the pixels between have"),
    ]
    return own([
      entry(
        "make_grid", "images side by side, as one image",
        [Parameter("tensor", .any, "count×channels×height×width, or a list of images")] + grid, result: "tensor"
      ) { arguments, _ in Value(try PictureGrid(arguments).tensor(arguments["tensor"], "make_grid")) },
      entry(
        "save_image", "writes images side by side as a PNG, JPEG or PDF file",
        [
          Parameter("tensor", .any, "count×channels×height×width, or a list of images"),
          Parameter("fp", .string, suggestions: FileNames.completions, "the file"),
          Parameter("format", .any, default: Value.none, PictureFile.formats),
        ] + grid, result: "None"
      ) { arguments, _ in
        try PictureFile.check(format: arguments["format"], "save_image")
        let grid = try PictureGrid(arguments).tensor(arguments["tensor"], "save_image")
        try PictureFile.write(Self.raster(grid), arguments, parameter: "fp", for: "save_image", session.catalog)
        return .none
      },
    ])
  }

  /// Channels×height×width from 0 to 1, rounded as torchvision rounds: by adding a half and cutting off.
  static func raster(_ grid: Tensor) throws -> Raster {
    let (channels, area) = (grid.shape[0], grid.shape[1] * grid.shape[2])
    guard channels == 3 || channels == 4 else {
      throw Diagnostic(
        .shape, "save_image writes images of 1, 3 or 4 channels, and this is \(grid.shape)", parameter: "tensor")
    }
    let values = grid.array
    let pixels = (0..<values.count).map { place -> UInt8 in
      let value = values[place % channels * area + place / channels] * 255 + 0.5
      return value > 0 ? UInt8(min(255, value)) : 0
    }
    return try Raster(width: grid.shape[2], height: grid.shape[1], channels: channels, pixels: pixels)
  }
}
