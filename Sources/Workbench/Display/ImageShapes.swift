import Datasets
import Graphics
import Language
import Tensors
import Text

/// How the numbers of a tensor are taken as images.
struct ImageShapes {
  /// The images of the current data, whose shape rows of pixels take.
  private let current: ImageShape?

  init(_ current: ImageShape?) { self.current = current }

  /// - Throws: ``Diagnostic`` where the shape cannot be images.
  func rasters(_ tensor: Tensor) throws -> [Raster] {
    let shape = tensor.shape.dimensions
    guard tensor.count > 0, let (channels, height, width) = image(shape) else {
      let what =
        tensor.rank == 0 ? "one number" : tensor.count == 0 ? "an empty tensor" : "a tensor of shape \(tensor.shape)"
      throw Diagnostic(.shape, "show: \(what) is no image, nor several", suggestion: Self.way(tensor.shape))
    }
    guard tensor.count / (channels * height * width) <= Self.most else {
      throw Diagnostic(
        .value, "show: \(grouped(tensor.count / (channels * height * width))) images are too many for one picture",
        suggestion: "show some of them, as x[:100]")
    }
    // Before all numbers are turned into pixels, which for so many takes its time.
    guard tensor.count <= Raster.maximumPixels else {
      throw Diagnostic(
        .value,
        "show: a picture has at most \(grouped(Raster.maximumPixels)) pixels, and this has \(grouped(tensor.count))",
        suggestion: "show a part of it, as x[:1000, :1000]")
    }
    return try Raster.images(channels: channels, height: height, width: width, values: tensor.array)
  }

  /// How numbers of a shape that is no image become one.
  private static func way(_ shape: Shape) -> String? {
    guard shape.count > 1 else { return nil }
    if shape.rank == 3, hasChannelsLast(shape.dimensions) {
      let kept = shape[2] == 1 || shape[2] == 3 ? "" : shape[2] == 2 ? "[:1]" : "[:3]"
      return "x.permute(2, 0, 1)\(kept) is one picture, its channels first"
    }
    if shape.rank == 4, (3...4).contains(shape[3]) || shape[3] == 1 {
      return "bring the channels forward, as x.permute(0, 3, 1, 2)\(shape[3] == 4 ? "[:, :3]" : "")"
    }
    guard shape.rank == 1 else { return "bring it to count×channels×height×width, as x.reshape(-1, 1, 28, 28)" }
    // The two sides of a rectangle, as near to a square as they come.
    let height = (1...Int(Double(shape.count).squareRoot())).last { shape.count.isMultiple(of: $0) } ?? 1
    return "\(shape.count) is no square: give both sides, as x.reshape(\(height), \(shape.count / height))"
  }

  /// Whether three dimensions are one picture of colours, as other libraries have it, rather than many that are three
  /// pixels wide.
  private static func hasChannelsLast(_ shape: [Int]) -> Bool {
    (1...4).contains(shape[2]) && min(shape[0], shape[1]) >= 8
  }

  private static let most = 10_000

  /// A note to the reader on values that lie well outside of 0 … 1 and are shown as black and white; nil where
  /// there are none.
  static func clipping(_ tensor: Tensor) -> String? {
    var (low, high) = (Float.infinity, -Float.infinity)
    tensor.inspect { for value in $0 where value.isFinite { (low, high) = (min(low, value), max(high, value)) } }
    guard low < -0.05 || high > 1.05 else { return nil }
    let way =
      low >= 0 && high > 64 && high <= 255 ? "x / 255" : low >= -1 && high <= 1 ? "(x + 1) / 2" : "x.sigmoid()"
    return
      "values from \(fixed(Double(low), 2)) to \(fixed(Double(high), 2)): below 0 is shown as black and above 1 as white; "
      + "\(way) would bring them to 0 … 1"
  }

  /// One image's shape; what stands before it in `shape` counts images.
  private func image(_ shape: [Int]) -> (Int, Int, Int)? {
    func isColour(_ count: Int) -> Bool { count == 1 || count == 3 }
    switch shape.count {
    case 1: return row(shape[0])
    case 2:
      // Rows of pixels are more likely than one image, where a row is as long as an image of the current data.
      if let current, shape[1] == current.count { return row(shape[1]) }
      if shape[1] >= 4 * shape[0] || shape[0] >= 8 * shape[1], let rows = row(shape[1]), shape[1] >= 16 { return rows }
      return (1, shape[0], shape[1])
    case 3 where Self.hasChannelsLast(shape): return nil
    case 3: return isColour(shape[0]) ? (shape[0], shape[1], shape[2]) : (1, shape[1], shape[2])
    case 4: return isColour(shape[1]) ? (shape[1], shape[2], shape[3]) : nil
    default: return nil
    }
  }

  private func row(_ length: Int) -> (Int, Int, Int)? {
    if let current, current.count == length { return (current.channels, current.height, current.width) }
    let side = Int(Double(length).squareRoot().rounded())
    if side * side == length { return (1, side, side) }
    let colourSide = Int((Double(length) / 3).squareRoot().rounded())
    return 3 * colourSide * colourSide == length ? (3, colourSide, colourSide) : nil
  }
}

extension Raster {
  /// Images of a data set or of a model, count×channels×height×width.
  static func images(_ images: Tensor) throws -> [Raster] {
    try Raster.images(
      channels: images.shape[1], height: images.shape[2], width: images.shape[3], values: images.array)
  }
}
