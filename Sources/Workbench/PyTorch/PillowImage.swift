import Autodiff
import Graphics
import Language
import Tensors

/// What torchvision calls a PIL image: bytes in rows of pixels, as data sets give them before a transform makes tensors.
///
/// `np.array(img)` has its rows, columns and colours, from 0 to 255; `ToTensor` its colours, rows and columns, from 0 to 1.
final class PillowImage: ObjectValue {
  /// Channels×height×width, from 0 to 1 by steps of 1/255.
  let pixels: Tensor
  /// The entry that writes it to a file; nil where it comes of a data set.
  private let writer: Entry?

  /// - Parameter pixels: channels×height×width, of 1, 3 or 4 channels, from 0 to 1.
  init(_ pixels: Tensor, writer: Entry? = nil) { (self.pixels, self.writer) = (pixels, writer) }

  static func cast(_ value: Value) -> PillowImage? {
    if case .object(let object) = value { object as? PillowImage } else { nil }
  }

  private var channels: Int { pixels.shape[0] }
  private var height: Int { pixels.shape[1] }
  private var width: Int { pixels.shape[2] }
  private var mode: String { channels == 1 ? "L" : channels == 3 ? "RGB" : "RGBA" }

  /// What NumPy and a figure take it for, and what shows pictures; for all else it is no tensor yet, as in PyTorch.
  func tensor(for entry: String) throws -> Tensor {
    if entry.hasPrefix("np.") || ["imshow", "imsave", "set_data"].contains(entry) { return try bytes }
    if entry == "show" { return pixels }
    throw Diagnostic(
      .type, "\(entry) takes a tensor, and this is an image of \(width)×\(height) pixels",
      suggestion: "transforms.ToTensor()(img), or np.array(img) for its bytes")
  }

  /// Channels×height×width, from 0 to 255.
  var levels: Tensor { get throws { try pixels.scaled(by: 255).rounded().held(as: .byte, "Image") } }

  /// As NumPy sees it: height×width, and channels behind where there are several; bytes.
  var bytes: Tensor {
    get throws {
      let bytes = try levels
      return channels == 1 ? try bytes.reshaped([height, width]) : try bytes.permuted([1, 2, 0])
    }
  }

  var typeName: String { "Image" }
  var detail: String? { "\(width)×\(height)" }
  func repr() -> String { "<PIL.Image.Image image mode=\(mode) size=\(width)x\(height)>" }
  let attributeNames = [
    "size", "width", "height", "mode", "convert", "crop", "resize", "transpose", "copy", "getpixel", "save",
  ]

  func display() -> Display? {
    guard let raster = try? Raster(channels: channels, height: height, width: width, values: pixels.array[...]),
      let picture = try? Picture(raster, description: repr())
    else { return nil }
    return Display(plain: repr(), png: picture.png, size: (width, height))
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "size": .tuple([.integer(width), .integer(height)])
    case "width": .integer(width)
    case "height": .integer(height)
    case "mode": .string(mode)
    case "copy": .object(NativeFunction(name) { _, _ in .object(self) })
    case "convert": .object(NativeFunction(name) { arguments, _ in .object(try self.converted(arguments)) })
    case "crop": .object(NativeFunction(name) { arguments, _ in .object(try self.cropped(arguments)) })
    case "resize": .object(NativeFunction(name) { arguments, _ in .object(try self.resized(arguments)) })
    case "transpose": .object(NativeFunction(name) { arguments, _ in .object(try self.transposed(arguments)) })
    case "save": .object(NativeFunction(name) { arguments, context in try self.save(arguments, context) })
    case "getpixel": .object(NativeFunction(name) { arguments, _ in try self.pixel(arguments) })
    // What the transforms that are written in the language work on.
    case "_pixels": Value(pixels)
    case "_with":
      .object(
        NativeFunction(name) { arguments, _ in
          .object(self.with(try arguments[0].value.tensor(for: "Image").value))
        })
    default: nil
    }
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard operation != .equal, operation != .notEqual else { return nil }
    throw Diagnostic(
      .type, "`\(operation.rawValue)` does not apply to an image of \(width)×\(height) pixels",
      suggestion: "np.array(img), or transforms.ToTensor()(img)")
  }

  private func with(_ pixels: Tensor) -> PillowImage { PillowImage(pixels, writer: writer) }

  /// `img.resize((width, height), resample)`
  private func resized(_ arguments: [CallArgument]) throws -> PillowImage {
    let sides = arguments.first { $0.name == nil || $0.name == "size" }?.value.elements?.compactMap(\.wholeNumber) ?? []
    guard sides.count == 2, sides.allSatisfy({ (1...100_000).contains($0) }) else {
      throw Diagnostic(
        .value, "resize takes the width and the height that come out", suggestion: "img.resize((64, 64))")
    }
    let filters: [ImageResampling.Filter?] = [.nearest, nil, .bilinear, .bicubic]
    let given = arguments.first { $0.name == "resample" } ?? arguments.dropFirst().first { $0.name == nil }
    let number = given.map { $0.value.isNone ? 3 : $0.value.wholeNumber ?? -1 } ?? 3
    guard filters.indices.contains(number), let filter = filters[number], arguments.count <= 2 else {
      throw Diagnostic(
        .value, "resize knows Image.NEAREST, Image.BILINEAR and Image.BICUBIC here",
        suggestion: "img.resize((\(sides[0]), \(sides[1])), Image.BICUBIC)")
    }
    return with(
      try ImageResampling(filter: filter, isOfBytes: true).resized(pixels, height: sides[1], width: sides[0]))
  }

  /// `img.transpose(Image.FLIP_LEFT_RIGHT)`
  private func transposed(_ arguments: [CallArgument]) throws -> PillowImage {
    guard arguments.count == 1, let way = arguments[0].value.wholeNumber, way == 0 || way == 1 else {
      throw Diagnostic(.value, "transpose takes Image.FLIP_LEFT_RIGHT or Image.FLIP_TOP_BOTTOM here")
    }
    return with(try pixels.flipped(way == 0 ? 2 : 1))
  }

  private func save(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard let writer else {
      throw Diagnostic(
        .value, "an image of a data set is saved by what makes a file of its numbers",
        suggestion: "from PIL import Image; Image.fromarray(np.array(img)).save(\"image.png\")")
    }
    return try context.call(.builtin(writer), [CallArgument(.object(self))] + arguments)
  }

  private func converted(_ arguments: [CallArgument]) throws -> PillowImage {
    guard case .string(let wanted)? = arguments.first?.value, ["L", "RGB"].contains(wanted) else {
      throw Diagnostic(.value, "convert makes an image \"L\" (grey) or \"RGB\" here")
    }
    if wanted == mode { return self }
    if channels == 1 { return with(try .concatenated([pixels, pixels, pixels], 0)) }
    let colors = try pixels.sliced(0, start: 0, count: 3, step: 1)
    if wanted == "RGB" { return with(colors) }
    // Pillow's weights, in whole numbers of 1/65536: https://pillow.readthedocs.io, Image.convert.
    let (values, area) = (colors.array, height * width)
    let grey = try Tensor.generate([1, height, width], for: "convert") { place in
      let (r, g, b) = (values[place] * 255, values[place + area] * 255, values[place + 2 * area] * 255)
      let sum = Int(r.rounded()) * 19_595 + Int(g.rounded()) * 38_470 + Int(b.rounded()) * 7_471 + 0x8000
      return Float(sum >> 16) / 255
    }
    return with(grey)
  }

  private func cropped(_ arguments: [CallArgument]) throws -> PillowImage {
    let box = arguments.first?.value.elements?.compactMap(\.wholeNumber) ?? []
    guard box.count == 4, 0 <= box[0], box[0] < box[2], box[2] <= width, 0 <= box[1], box[1] < box[3], box[3] <= height
    else {
      throw Diagnostic(
        .value, "crop takes (left, upper, right, lower) within an image of \(width)×\(height)",
        suggestion: "img.crop((0, 0, \(width), \(height)))")
    }
    return with(
      try pixels.sliced(1, start: box[1], count: box[3] - box[1], step: 1)
        .sliced(2, start: box[0], count: box[2] - box[0], step: 1))
  }

  private func pixel(_ arguments: [CallArgument]) throws -> Value {
    let place = arguments.first?.value.elements?.compactMap(\.wholeNumber) ?? []
    guard place.count == 2, (0..<width).contains(place[0]), (0..<height).contains(place[1]) else {
      throw Diagnostic(.index, "getpixel takes (x, y) within an image of \(width)×\(height)")
    }
    let values = (0..<channels).map {
      Value.integer(Int((pixels.array[($0 * height + place[1]) * width + place[0]] * 255).rounded()))
    }
    return channels == 1 ? values[0] : .tuple(values)
  }
}
