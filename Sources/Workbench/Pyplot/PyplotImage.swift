import Graphics
import Language
import Tensors

/// The numbers that `imshow` is given, as a picture.
struct PyplotImage {
  let raster: Raster
  /// What the colours mean; nil where the numbers are colours themselves.
  let mappable: PyplotMappable?
  /// The numbers that the colours mean.
  private(set) var numbers: Tensor?
  /// What the reader should know.
  private var note: String?

  /// - Parameters:
  ///   - arguments: with `cmap`, `vmin` and `vmax`.
  ///   - usual: the map where none is named.
  init(_ value: Value, _ arguments: Arguments, _ usual: Value, _ entry: String) throws {
    let x = try value.tensor(for: entry).value
    let shape = x.shape.dimensions
    guard x.count > 0, x.count <= Raster.maximumPixels else {
      throw Diagnostic(.value, "\(entry): \(x.count) numbers make no picture")
    }
    if shape.count == 2 || shape.count == 3 && shape[2] == 1 {
      try self.init(
        numbers: x, height: shape[0], width: shape[1],
        map: try PyplotArguments.colormap(arguments["cmap"], usual, entry),
        lower: try PyplotArguments.number(arguments, "vmin", entry),
        upper: try PyplotArguments.number(arguments, "vmax", entry), entry)
    } else if shape.count == 3, shape[2] == 3 || shape[2] == 4 {
      try self.init(colors: x, height: shape[0], width: shape[1], channels: shape[2], entry)
    } else {
      throw Self.wrong(x.shape, entry)
    }
  }

  /// Other numbers in the colours of a picture that was drawn before.
  init(_ value: Value, like old: PyplotMappable, _ entry: String) throws {
    let x = try value.tensor(for: entry).value
    let shape = x.shape.dimensions
    guard x.count > 0, x.count <= Raster.maximumPixels, shape.count == 2 || shape.count == 3 && shape[2] == 1 else {
      try self.init(colors: x, shape, entry)
      return
    }
    try self.init(numbers: x, height: shape[0], width: shape[1], old)
  }

  private init(colors x: Tensor, _ shape: [Int], _ entry: String) throws {
    guard x.count > 0, x.count <= Raster.maximumPixels, shape.count == 3, shape[2] == 3 || shape[2] == 4 else {
      throw Self.wrong(x.shape, entry)
    }
    try self.init(colors: x, height: shape[0], width: shape[1], channels: shape[2], entry)
  }

  /// - Throws: ``Diagnostic`` where it is none of matplotlib's ways to enlarge a picture. Here all draw squares.
  static func check(interpolation value: Value, _ entry: String) throws {
    let names = [
      "none", "auto", "antialiased", "nearest", "bilinear", "bicubic", "spline16", "spline36", "hanning", "hamming",
      "hermite", "kaiser", "quadric", "catrom", "gaussian", "bessel", "mitchell", "sinc", "lanczos",
    ]
    guard value.isNone || names.contains(value.text.lowercased()) else {
      throw Diagnostic(
        .value, "\(entry): there is no interpolation \(value.repr)", suggestion: "interpolation=\"nearest\"",
        parameter: entry == "imshow" ? "interpolation" : nil)
    }
  }

  /// The mappable draws this picture of the subplot from here on.
  static func follow(_ mappable: PyplotMappable, _ axes: PyplotAxes, _ id: Int, _ x: Tensor) {
    mappable.numbers = x
    mappable.redraw = { [weak axes] mappable in
      guard let axes, let x = mappable.numbers, case .image(var image)? = axes.item(id)?.mark else { return }
      let shape = x.shape.dimensions
      image.raster = try PyplotImage(numbers: x, height: shape[0], width: shape[1], mappable).raster
      axes.change(id) { $0.mark = .image(image) }
    }
  }

  func tellNote(_ context: Context) {
    if let note { context.output.write(note, to: .standardError) }
  }

  /// The smallest number has the map's first colour and the largest its last.
  private init(
    numbers x: Tensor, height: Int, width: Int, map: Colormap, lower: Double?, upper: Double?, _ entry: String
  ) throws {
    let values = x.array
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite { (low, high) = (min(low, Double(value)), max(high, Double(value))) }
    if low > high { (low, high) = (0, 1) }
    (low, high) = (lower ?? low, upper ?? high)
    guard low <= high else {
      throw Diagnostic(.value, "\(entry): vmin is at most vmax, and these are \(low) and \(high)", parameter: "vmin")
    }
    try self.init(numbers: x, height: height, width: width, PyplotMappable(map: map, lower: low, upper: high))
  }

  private init(numbers x: Tensor, height: Int, width: Int, _ mappable: PyplotMappable) throws {
    let values = x.array
    let pixels = [UInt8](unsafeUninitializedCapacity: values.count * 4) { bytes, count in
      for (place, value) in values.enumerated() {
        // What is no number is not drawn, and infinity neither.
        let color = value.isFinite ? mappable.color(value) : .black
        bytes[4 * place] = color.red
        bytes[4 * place + 1] = color.green
        bytes[4 * place + 2] = color.blue
        bytes[4 * place + 3] = value.isFinite ? 255 : 0
      }
      count = values.count * 4
    }
    raster = try Raster(width: width, height: height, channels: 4, pixels: pixels)
    self.mappable = mappable
    numbers = x
  }

  private init(colors x: Tensor, height: Int, width: Int, channels: Int, _ entry: String) throws {
    let values = x.array
    var isWhole = true
    var (low, high) = (Float.infinity, -Float.infinity)
    for value in values where value.isFinite {
      isWhole = isWhole && value == value.rounded()
      (low, high) = (min(low, value), max(high, value))
    }
    // Whole numbers are bytes; so are real ones of which none lies between, which come of pictures read as numbers.
    let areBytes = x.kind == .byte || x.kind == .whole || isWhole && high > 1
    let scale: Float = areBytes ? 1 : 255
    if low < 0 || high > (areBytes ? 255 : 1) {
      let other = areBytes ? "0 … 255" : "0 … 1 (whole numbers would be taken as 0 … 255)"
      note = """
        \(entry): colours from \(low) to \(high) are clipped to \(other)

        """
    }
    // Cut off rather than rounded, as matplotlib does.
    let pixels = values.map { value in value > 0 ? UInt8(min(255, value * scale)) : 0 }
    raster = try Raster(width: width, height: height, channels: channels, pixels: pixels)
    mappable = nil
  }

  private static func wrong(_ shape: Shape, _ entry: String) -> Diagnostic {
    let lengths = shape.dimensions
    var suggestion: String?
    switch lengths.count {
    case 1:
      let side = Int(Double(lengths[0]).squareRoot().rounded())
      suggestion = side * side == lengths[0] ? "x.reshape(\(side), \(side))" : "x.reshape(height, width)"
    case 3 where lengths[0] == 1: suggestion = "x.squeeze(0), or x[0]"
    case 3 where lengths[0] == 3 || lengths[0] == 4: suggestion = "x.permute(1, 2, 0)"
    case 3: suggestion = "one of them: x[0]"
    case 4:
      suggestion =
        lengths[1] == 3 ? "one of them: x[0].permute(1, 2, 0)" : "one of them: x[0].squeeze()"
    default: break
    }
    return Diagnostic(
      .shape, "\(entry) draws height×width numbers, or height×width×3 colours, and this is \(shape)",
      suggestion: suggestion, parameter: entry == "imshow" ? "X" : "arr")
  }
}
