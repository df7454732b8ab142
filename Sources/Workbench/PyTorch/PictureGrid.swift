import Graphics
import Language
import Tensors

/// torchvision's grid of images, with its values to the bit.
struct PictureGrid {
  private let columns: Int
  private let padding: Int
  private let normalizes: Bool
  private let scalesEach: Bool
  private let range: (low: Double, high: Double)?
  private let pad: Float

  init(_ arguments: Arguments) throws {
    columns = arguments.integer("nrow")
    padding = arguments.integer("padding")
    normalizes = arguments.bool("normalize")
    scalesEach = arguments.bool("scale_each")
    pad = Float(arguments.real("pad_value"))
    guard !arguments["value_range"].isNone else {
      range = nil
      return
    }
    let numbers = arguments["value_range"].elements?.compactMap(\.number) ?? []
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      throw Diagnostic(
        .value, "value_range is a pair, the least and the greatest, and this is \(arguments["value_range"].repr)",
        suggestion: "value_range=(-1, 1)", parameter: "value_range")
    }
    range = (numbers[0], numbers[1])
  }

  /// - Returns: channels×height×width; of images with one channel three that are alike. Whole numbers stay whole.
  func tensor(_ value: Value, _ entry: String) throws -> Tensor {
    let given = try value.tensor(for: entry).value
    let grid = try grid(of: given, entry)
    return normalizes ? grid : try grid.held(as: given.kind, entry)
  }

  private func grid(of given: Tensor, _ entry: String) throws -> Tensor {
    let pad: Float =
      switch given.kind {
      case .real: self.pad
      case .truth: self.pad == 0 ? 0 : 1
      case .whole, .byte: self.pad.rounded(.towardZero)
      }
    let (count, from, height, width) = try Self.lengths(given.shape, entry)
    let channels = from == 1 ? 3 : from
    let area = height * width
    var values = given.array
    if normalizes {
      let size = scalesEach ? from * area : values.count
      for start in stride(from: 0, to: values.count, by: size) { normalize(&values[start..<start + size]) }
    }
    func plane(_ image: Int, _ channel: Int) -> Range<Int> {
      let start = (image * from + (from == 1 ? 0 : channel)) * area
      return start..<start + area
    }
    // One image stays as it is.
    guard count > 1 else {
      return try Tensor((0..<channels).flatMap { values[plane(0, $0)] }, [channels, height, width])
    }
    let across = min(columns, count)
    let down = (count + across - 1) / across
    let (cellHeight, cellWidth) = (height + padding, width + padding)
    let (fullHeight, fullWidth) = (cellHeight * down + padding, cellWidth * across + padding)
    guard max(fullHeight, fullWidth) <= Raster.maximumSide, fullHeight * fullWidth <= Raster.maximumPixels else {
      throw Diagnostic(
        .value, "\(entry): a picture of \(fullWidth)×\(fullHeight) is too large", suggestion: "fewer images: x[:64]")
    }
    var result = [Float](repeating: pad, count: channels * fullHeight * fullWidth)
    for image in 0..<count {
      let (top, left) = (image / across * cellHeight + padding, image % across * cellWidth + padding)
      for channel in 0..<channels {
        let source = plane(image, channel)
        for row in 0..<height {
          let to = (channel * fullHeight + top + row) * fullWidth + left
          let line = source.lowerBound + row * width
          result.replaceSubrange(to..<to + width, with: values[line..<line + width])
        }
      }
    }
    return try Tensor(result, [channels, fullHeight, fullWidth])
  }

  private static func lengths(
    _ shape: Shape, _ entry: String
  ) throws -> (count: Int, channels: Int, height: Int, width: Int) {
    var lengths = shape.dimensions
    let isOne = lengths.count < 4
    while (2...3).contains(lengths.count) { lengths = [1] + lengths }
    // torchvision takes 64×28×28 for one image of 64 channels, which nobody means.
    guard lengths.count == 4, !isOne || lengths[1] <= 4 else {
      throw Diagnostic(
        .shape, "\(entry) takes images as count×channels×height×width, and this is \(shape)",
        suggestion: lengths.count == 4 ? "x.unsqueeze(1) has a dimension for channels" : "x.reshape(-1, 1, 28, 28)",
        parameter: "tensor")
    }
    guard !lengths.contains(0) else {
      throw Diagnostic(.shape, "\(entry): there are no pixels in \(shape)", parameter: "tensor")
    }
    return (lengths[0], lengths[1], lengths[2], lengths[3])
  }

  /// The least becomes 0 and the greatest 1. One that is not a number makes all of them none, where no range is given.
  private func normalize(_ part: inout ArraySlice<Float>) {
    var (low, high) = range ?? (.infinity, -.infinity)
    if range == nil {
      for value in part { (low, high) = (min(low, Double(value)), max(high, Double(value))) }
      if part.contains(where: \.isNaN) { (low, high) = (.nan, .nan) }
    }
    // Python's differences of double numbers, which the tensor's then meet as its own.
    let (least, greatest, span) = (Float(low), Float(high), Float(high - low < 1e-5 ? 1e-5 : high - low))
    for place in part.indices {
      let value = part[place]
      let clamped = value.isNaN || low.isNaN ? .nan : min(greatest, max(least, value))
      part[place] = (clamped - least) / span
    }
  }
}
