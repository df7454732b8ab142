import Autodiff
import Glibc
import Graphics
import Language
import Tensors

/// `torchvision.transforms`
///
/// Images are tensors from 0 to 1 from the beginning. What stands before `ToTensor` works on them as on Pillow's pictures of
/// bytes, what stands behind it as on tensors; the two differ in their last digits.
extension Namespaces {
  /// `torchvision.transforms`, and in it `functional`, which does at once what the transforms do later.
  var transforms: Value {
    let known = knownTransforms
    let functional = written(
      "torchvision.transforms.functional", TransformsModule.text,
      [
        "_transforms": .object(NamespaceValue("torchvision.transforms", known)),
        "InterpolationMode": known["InterpolationMode"] ?? .none,
      ])
    return .object(NamespaceValue("torchvision.transforms", known.merging(["functional": functional]) { $1 }))
  }

  private var knownTransforms: [String: Value] {
    own(
      [
        transform("ToTensor", "an image as a tensor of numbers from 0 to 1") { _ in { image, _, _ in image } },
        transform("PILToTensor", "an image as a tensor of whole numbers from 0 to 255") { _ in
          { image, _, _ in try image.scaled(by: 255) }
        },
        transform("ToPILImage", "a tensor as an image of bytes", [optional("mode")]) { _ in
          { image, _, _ in try image.mapScalars("ToPILImage") { ($0 * 255).rounded(.towardZero) / 255 } }
        },
        normalize, compose, lambda, resize, centerCrop, pad, grayscale, randomCrop, randomResizedCrop, randomRotation,
        rotation,
        flip("RandomHorizontalFlip", "an image mirrored at random", dimension: 1),
        flip("RandomVerticalFlip", "an image turned upside down at random", dimension: 2),
      ]
    ).merging([
      "InterpolationMode": .object(
        NamespaceValue(
          "torchvision.transforms.InterpolationMode",
          ["NEAREST", "BILINEAR", "BICUBIC", "LANCZOS", "BOX", "HAMMING", "NEAREST_EXACT"].reduce(into: [:]) {
            $0[$1] = .string($1.lowercased())
          }))
    ]) { $1 }
  }

  // MARK: One after another

  private var normalize: Entry {
    entry(
      "Normalize", "(x - mean) / std of each channel",
      [
        Parameter("mean", .any, "of each channel"), Parameter("std", .any, "of each channel"),
        Parameter("inplace", .bool, default: .bool(false), "the result is the same"),
      ],
      result: "transform"
    ) { arguments, _ in
      func channel(_ name: String) throws -> Variable {
        let values = try arguments.tensor(name, for: "Normalize").value
        guard values.rank <= 1 else {
          throw Diagnostic(.shape, "Normalize takes a number for each channel", parameter: name)
        }
        return Variable(try values.reshaped([values.count, 1, 1]))
      }
      let (mean, deviation) = (try channel("mean"), try channel("std"))
      guard !deviation.value.array.contains(0) else {
        throw Diagnostic(.value, "Normalize divides by std, and one of them is 0", parameter: "std")
      }
      return .object(
        TransformValue("Normalize", isBatched: true) { value, _, _ in
          Value(try (value.tensor(for: "Normalize") - mean) / deviation)
        })
    }
  }

  private var compose: Entry {
    entry(
      "Compose", "transforms one after another", [Parameter("transforms", .list, "the transforms")],
      result: "transform"
    ) { arguments, _ in
      let parts = arguments.values("transforms")
      let known = parts.map { TransformValue.known($0) }
      return .object(
        TransformValue(
          "Compose", isBatched: known.allSatisfy { $0?.isBatched ?? false },
          makesTensors: known.contains { $0?.makesTensors ?? false }
        ) { value, isPicture, context in
          var isPicture = isPicture
          return try zip(parts, known).reduce(value) { value, part in
            defer { if let makes = part.1?.makesTensors, makes { isPicture = false } }
            if part.1?.name == "ToPILImage" { isPicture = true }
            if let known = part.1 { return try known.apply(value, isPicture: isPicture, context) }
            return try context.call(part.0, value)
          }
        })
    }
  }

  private var lambda: Entry {
    entry(
      "Lambda", "a function as a transform", [Parameter("lambd", .callable, "the function")], result: "transform"
    ) { arguments, _ in
      let function = arguments["lambd"]
      return .object(
        TransformValue("Lambda", isBatched: false) { value, _, context in try context.call(function, value) })
    }
  }

  // MARK: Sizes

  private var resize: Entry {
    transform(
      "Resize", "an image in another size",
      [
        Parameter("size", .integers, "the length of the shorter side, or height and width"),
        Parameter("interpolation", .any, default: .string("bilinear"), "nearest, bilinear or bicubic"),
        Parameter("max_size", .integer(1...100_000), default: Value.none, "the most for the longer side"),
        Parameter("antialias", .bool, default: .bool(true), "True: filters widen where images become smaller"),
      ]
    ) { arguments in
      let size = arguments.integers("size")
      guard size.count == 1 || size.count == 2, size.allSatisfy({ (1...100_000).contains($0) }) else {
        throw Diagnostic(.value, "Resize takes one length above 0, or two", parameter: "size")
      }
      let filter = try Self.filter(arguments, "Resize")
      let most = arguments.optionalInteger("max_size")
      let widens = arguments.bool("antialias")
      return { image, isPicture, _ in
        let (height, width) = try Self.sides(image, "Resize")
        var wanted = (size[0], size[size.count - 1])
        if size.count == 1 {
          let (short, long) = (min(height, width), max(height, width))
          var (newShort, newLong) = (size[0], size[0] * long / short)
          if let most, newLong > most { (newShort, newLong) = (most * newShort / newLong, most) }
          wanted = width <= height ? (newLong, newShort) : (newShort, newLong)
        }
        guard isPicture || widens || filter == .nearest || (wanted.0 >= height && wanted.1 >= width) else {
          throw Diagnostic(
            .value, "Resize of a tensor without antialias is not here", suggestion: "antialias=True",
            parameter: "antialias")
        }
        return try ImageResampling(filter: filter, isOfBytes: isPicture).resized(
          image, height: wanted.0, width: wanted.1)
      }
    }
  }

  private static func filter(_ arguments: Arguments, _ name: String) throws -> ImageResampling.Filter {
    let names = ["0": "nearest", "2": "bilinear", "3": "bicubic"]
    let given = arguments["interpolation"].text
    guard let filter = ImageResampling.Filter(rawValue: names[given] ?? given) else {
      throw Diagnostic(
        .value, "\(name) knows nearest, bilinear and bicubic here, and not \(arguments["interpolation"].repr)",
        parameter: "interpolation")
    }
    return filter
  }

  private var centerCrop: Entry {
    transform(
      "CenterCrop", "the middle of an image", [Parameter("size", .integers, "the side, or height and width")]
    ) { arguments in
      let size = try Self.pair(arguments, "size", "CenterCrop")
      return { image, _, _ in
        let (height, width) = try Self.sides(image, "CenterCrop")
        let padded = try Self.padded(
          image, left: max(0, (size.1 - width) / 2), top: max(0, (size.0 - height) / 2),
          right: max(0, (size.1 - width + 1) / 2), bottom: max(0, (size.0 - height + 1) / 2), with: 0)
        let (newHeight, newWidth) = try Self.sides(padded, "CenterCrop")
        return try Self.cropped(
          padded, top: Int((Double(newHeight - size.0) / 2).rounded(.toNearestOrEven)),
          left: Int((Double(newWidth - size.1) / 2).rounded(.toNearestOrEven)), height: size.0, width: size.1)
      }
    }
  }

  private var pad: Entry {
    transform(
      "Pad", "an image with a border",
      [
        Parameter("padding", .integers, "all sides; left and right, top and bottom; or left, top, right, bottom"),
        Parameter("fill", .real(), default: .integer(0), "what the border has; of images before ToTensor 0 to 255"),
        Parameter("padding_mode", .string, default: .string("constant"), "constant is all there is"),
      ]
    ) { arguments in
      try Self.checkBorder(arguments, "Pad")
      let sides = try Self.border(arguments, "padding", "Pad")
      let fill = Float(arguments.real("fill"))
      return { image, isPicture, _ in
        try Self.padded(
          image, left: sides[0], top: sides[1], right: sides[2], bottom: sides[3],
          with: isPicture ? fill / 255 : fill)
      }
    }
  }

  private var randomCrop: Entry {
    transform(
      "RandomCrop", "a part of an image at random",
      [
        Parameter("size", .integers, "the side, or height and width"),
        Parameter("padding", .integers, default: Value.none, "a border before"),
        Parameter("pad_if_needed", .bool, default: .bool(false), "True: images that are too small get a border"),
        Parameter("fill", .real(), default: .integer(0), "what the border has; of images before ToTensor 0 to 255"),
        Parameter("padding_mode", .string, default: .string("constant"), "constant is all there is"),
      ]
    ) { arguments in
      let size = try Self.pair(arguments, "size", "RandomCrop")
      let sides = arguments["padding"].isNone ? [0, 0, 0, 0] : try Self.border(arguments, "padding", "RandomCrop")
      try Self.checkBorder(arguments, "RandomCrop")
      let (grows, fill) = (arguments.bool("pad_if_needed"), Float(arguments.real("fill")))
      return { image, isPicture, _ in
        let border = isPicture ? fill / 255 : fill
        var padded = try Self.padded(
          image, left: sides[0], top: sides[1], right: sides[2], bottom: sides[3], with: border)
        if grows {
          // On both sides, as there.
          let missing = try Self.sides(padded, "RandomCrop")
          let (down, across) = (max(0, size.0 - missing.height), max(0, size.1 - missing.width))
          padded = try Self.padded(padded, left: across, top: down, right: across, bottom: down, with: border)
        }
        let (height, width) = try Self.sides(padded, "RandomCrop")
        guard height >= size.0, width >= size.1 else {
          throw Diagnostic(.value, "a part of \(size.0)×\(size.1) does not fit into an image of \(height)×\(width)")
        }
        return try each(padded, draws: 2) { one, drawn in
          let top = min(height - size.0, Int(drawn[0] * Float(height - size.0 + 1)))
          let left = min(width - size.1, Int(drawn[1] * Float(width - size.1 + 1)))
          return try Self.cropped(one, top: top, left: left, height: size.0, width: size.1)
        }
      }
    }
  }

  private static func checkBorder(_ arguments: Arguments, _ name: String) throws {
    guard arguments.string("padding_mode") == "constant" else {
      throw Diagnostic(
        .value, "\(name) has borders of one number here", suggestion: "padding_mode=\"constant\"",
        parameter: "padding_mode")
    }
  }

  private var randomResizedCrop: Entry {
    func pair(_ name: String, _ a: Double, _ b: Double, _ summary: String) -> Parameter {
      Parameter(name, .any, default: .tuple([.real(a), .real(b)]), summary)
    }
    return transform(
      "RandomResizedCrop", "a part of an image at random, of a random size and shape, in one size",
      [
        Parameter("size", .integers, "the side, or height and width"),
        pair("scale", 0.08, 1, "the least and the most of the image's area"),
        pair("ratio", 0.75, 4.0 / 3.0, "the least and the most of width by height"),
        Parameter("interpolation", .any, default: .string("bilinear"), "nearest, bilinear or bicubic"),
        Parameter("antialias", .bool, default: .bool(true), "True: filters widen where images become smaller"),
      ]
    ) { arguments in
      let size = try Self.pair(arguments, "size", "RandomResizedCrop")
      let (scale, ratio) = (try Self.bounds(arguments, "scale"), try Self.bounds(arguments, "ratio"))
      let filter = try Self.filter(arguments, "RandomResizedCrop")
      return { image, isPicture, _ in
        _ = try Self.sides(image, "RandomResizedCrop")
        let resampling = ImageResampling(filter: filter, isOfBytes: isPicture)
        return try each(image, draws: 22) { one, drawn in
          let (height, width) = try Self.sides(one, "RandomResizedCrop")
          let part = Self.randomPart(height: height, width: width, scale, ratio, drawn)
          return try resampling.resized(
            Self.cropped(one, top: part.top, left: part.left, height: part.height, width: part.width),
            height: size.0, width: size.1)
        }
      }
    }
  }

  /// A part of a random area and shape, after ten tries the middle one that comes nearest, as torchvision has it.
  private static func randomPart(
    height: Int, width: Int, _ scale: (Double, Double), _ ratio: (Double, Double), _ drawn: [Float]
  ) -> (top: Int, left: Int, height: Int, width: Int) {
    func between(_ a: Double, _ b: Double, _ place: Int) -> Double { a + (b - a) * Double(drawn[place]) }
    for attempt in 0..<10 {
      let area = Double(height * width) * between(scale.0, scale.1, 2 * attempt)
      let shape = exp(between(log(ratio.0), log(ratio.1), 2 * attempt + 1))
      let (w, h) = (Int((area * shape).squareRoot().rounded()), Int((area / shape).squareRoot().rounded()))
      guard (1...width).contains(w), (1...height).contains(h) else { continue }
      let (top, left) = (Int(drawn[20] * Float(height - h + 1)), Int(drawn[21] * Float(width - w + 1)))
      return (min(top, height - h), min(left, width - w), h, w)
    }
    var (w, h) = (width, height)
    let shape = Double(width) / Double(height)
    if shape < ratio.0 {
      h = Int((Double(w) / ratio.0).rounded())
    } else if shape > ratio.1 {
      w = Int((Double(h) * ratio.1).rounded())
    }
    return ((height - h) / 2, (width - w) / 2, h, w)
  }

  /// Two numbers above 0, the smaller first.
  private static func bounds(_ arguments: Arguments, _ name: String) throws -> (Double, Double) {
    let numbers = arguments[name].elements?.compactMap(\.plainNumber) ?? []
    guard numbers.count == 2, numbers[0] > 0, numbers[0] <= numbers[1], numbers[1].isFinite else {
      throw Diagnostic(.value, "`\(name)` is two numbers above 0, the smaller first", parameter: name)
    }
    return (numbers[0], numbers[1])
  }

  private static var turning: [Parameter] {
    [
      Parameter("interpolation", .any, default: .string("nearest"), "nearest or bilinear"),
      Parameter("expand", .bool, default: .bool(false), "True: as large as to hold all of the turned image"),
      Parameter("center", .any, default: Value.none, "across and down, in pixels; None: the middle"),
      Parameter(
        "fill", .any, default: .integer(0), "what is seen beyond the edges; of images before ToTensor 0 to 255"),
    ]
  }

  private static func rotation(_ arguments: Arguments, _ name: String, isPicture: Bool, by angle: Double) throws
    -> ImageRotation
  {
    let names = ["0": "nearest", "2": "bilinear"]
    let filter = arguments["interpolation"].text
    guard let filter = ImageRotation.Filter(rawValue: names[filter] ?? filter) else {
      throw Diagnostic(
        .value, "\(name) knows nearest and bilinear here, and not \(arguments["interpolation"].repr)",
        parameter: "interpolation")
    }
    let center = arguments["center"].elements?.compactMap(\.plainNumber)
    guard arguments["center"].isNone || center?.count == 2 else {
      throw Diagnostic(.value, "`center` is two numbers, across and down", parameter: "center")
    }
    let given = arguments["fill"]
    let fill = given.isNone ? [0] : (given.elements ?? [given]).compactMap(\.plainNumber)
    guard !fill.isEmpty, fill.count == (given.elements?.count ?? 1) else {
      throw Diagnostic(.value, "`fill` is a number, or one for each channel", parameter: "fill")
    }
    return ImageRotation(
      angle: angle, filter: filter, expands: arguments.bool("expand"), center: center.map { ($0[0], $0[1]) },
      fill: fill.map { Float($0) / (isPicture ? 255 : 1) })
  }

  private var randomRotation: Entry {
    transform(
      "RandomRotation", "an image turned by a random angle",
      [Parameter("degrees", .any, "the most to both sides, or the least and the most, against the clock")]
        + Self.turning
    ) { arguments in
      let given = arguments["degrees"]
      let numbers = given.plainNumber.map { [-$0, $0] } ?? given.elements?.compactMap(\.plainNumber) ?? []
      guard numbers.count == 2, numbers[0] <= numbers[1] else {
        throw Diagnostic(
          .value, "degrees is a number that is not below 0, or two, the smaller first", parameter: "degrees")
      }
      _ = try Self.rotation(arguments, "RandomRotation", isPicture: false, by: 0)
      return { image, isPicture, _ in
        guard !arguments.bool("expand") || image.rank == 3 else {
          throw Diagnostic(
            .value, "images that are turned by angles of their own have sizes of their own", parameter: "expand")
        }
        return try each(image, draws: 1) { one, drawn in
          let angle = numbers[0] + (numbers[1] - numbers[0]) * Double(drawn[0])
          return try Self.rotation(arguments, "RandomRotation", isPicture: isPicture, by: angle)
            .rotated(one, isPicture: isPicture)
        }
      }
    }
  }

  /// What `functional.rotate` works with.
  private var rotation: Entry {
    transform(
      "_Rotation", "an image turned", [Parameter("angle", .real(), "in degrees, against the clock")] + Self.turning
    ) {
      arguments in
      let angle = arguments.real("angle")
      return { image, isPicture, _ in
        try Self.rotation(arguments, "rotate", isPicture: isPicture, by: angle).rotated(image, isPicture: isPicture)
      }
    }
  }

  // MARK: Colours and directions

  private var grayscale: Entry {
    transform(
      "Grayscale", "an image without colours",
      [Parameter("num_output_channels", .integer(1...3), default: .integer(1), "1, or 3 that are alike")]
    ) { arguments in
      let count = arguments.integer("num_output_channels")
      guard count != 2 else { throw Diagnostic(.value, "Grayscale gives 1 channel or 3") }
      return { image, isPicture, _ in
        let axis = image.rank - 3
        _ = try Self.sides(image, "Grayscale")
        let channels = try (0..<image.shape[axis]).map { try Self.channel(image, $0) }
        var gray = channels[0]
        if channels.count == 3 {
          let values = channels.map(\.array)
          gray = try Tensor(
            values[0].indices.map { place in
              let (r, g, b) = (values[0][place], values[1][place], values[2][place])
              guard isPicture else { return 0.2989 * r + 0.587 * g + 0.114 * b }
              func byte(_ x: Float) -> Int { Int((x * 255).rounded()) }
              return Float((byte(r) * 19595 + byte(g) * 38470 + byte(b) * 7471 + 0x8000) >> 16) / 255
            }
          ).reshaped(channels[0].shape)
        }
        return count == 1 ? gray : try Tensor.concatenated([gray, gray, gray], axis)
      }
    }
  }

  private func flip(_ name: String, _ summary: String, dimension: Int) -> Entry {
    transform(name, summary, [Parameter("p", .real(0...1), default: .real(0.5), "how probable that is")]) {
      arguments in
      let share = Float(arguments.real("p"))
      return { image, _, _ in
        _ = try Self.sides(image, name)
        return try each(image, draws: 1) { one, drawn in
          let axis = one.rank - dimension
          guard drawn[0] < share else { return one }
          return try Variable.select(Variable(one), axis, Array((0..<one.shape[axis]).reversed())).value
        }
      }
    }
  }

  // MARK: How they are made

  private typealias Work = (_ image: Tensor, _ isPicture: Bool, _ context: Context) throws -> Tensor

  private func optional(_ name: String) -> Parameter { Parameter(name, .any, default: Value.none, "not looked at") }

  private func transform(
    _ name: String, _ summary: String, _ parameters: [Parameter] = [], _ make: @escaping (Arguments) throws -> Work
  ) -> Entry {
    entry(name, summary, parameters, result: "transform") { arguments, _ in
      let work = try make(arguments)
      return .object(
        TransformValue(name, isBatched: true, makesTensors: name.hasSuffix("ToTensor")) { value, isPicture, context in
          if let picture = PillowImage.cast(value) {
            if name == "ToTensor" { return Value(picture.pixels) }
            if name == "PILToTensor" { return Value(try picture.levels) }
            let result = try work(picture.pixels, true, context)
            return .object(PillowImage(result))
          }
          let image = try value.tensor(for: name)
          let picture = try Self.picture(value, image.value)
          if name == "ToTensor" { return picture.map { Value($0) } ?? value }
          if name == "ToPILImage" {
            let result = try work(picture ?? image.value, isPicture, context)
            guard (2...3).contains(result.rank) else { return Value(result) }
            return .object(PillowImage(result.rank == 2 ? try result.reshaped([1] + result.shape) : result))
          }
          let result = try work(image.value, isPicture, context)
          return Value(image.tensor.kind == .byte ? try result.rounded().held(as: .byte, name) : result)
        })
    }
  }

  /// What an array or bytes mean as a picture: an array has its colours last, and bytes run from 0 to 255. Nil for a tensor of
  /// real numbers, which is one already.
  private static func picture(_ value: Value, _ image: Tensor) throws -> Tensor? {
    let isArray = value.asTensor?.isArray ?? false
    guard isArray || image.kind == .byte else { return nil }
    var picture = image
    if isArray {
      guard (2...3).contains(image.rank) else {
        throw Diagnostic(
          .value, "an array that is a picture has 2 or 3 dimensions, and this has \(image.rank)")
      }
      picture = image.rank == 2 ? try image.reshaped([1] + image.shape) : try image.permuted([2, 0, 1])
    }
    return image.kind == .byte ? try picture.as(.real) / .scalar(255) : picture
  }

  /// Each image of a batch by itself, with numbers drawn for it.
  private func each(_ images: Tensor, draws: Int, _ body: (Tensor, [Float]) throws -> Tensor) throws -> Tensor {
    let count = images.rank == 4 ? images.shape[0] : 1
    let drawn = try session.random.next(.cells).uniform([count * draws]).array
    guard images.rank == 4 else { return try body(images, drawn) }
    return try Tensor.concatenated(
      (0..<count).map { number in
        try body(images.rows(number..<number + 1), Array(drawn[number * draws..<(number + 1) * draws]))
      }, 0)
  }

  private static func sides(_ image: Tensor, _ name: String) throws -> (height: Int, width: Int) {
    guard image.rank == 3 || image.rank == 4 else {
      throw Diagnostic(.shape, "\(name) takes an image of channels×height×width, and this is \(image.shape)")
    }
    return (image.shape[image.rank - 2], image.shape[image.rank - 1])
  }

  private static func pair(_ arguments: Arguments, _ parameter: String, _ name: String) throws -> (Int, Int) {
    let size = arguments.integers(parameter)
    guard size.count == 1 || size.count == 2, size.allSatisfy({ (1...100_000).contains($0) }) else {
      throw Diagnostic(.value, "\(name) takes one length above 0, or two", parameter: parameter)
    }
    return (size[0], size[size.count - 1])
  }

  /// Left, top, right, bottom.
  private static func border(_ arguments: Arguments, _ parameter: String, _ name: String) throws -> [Int] {
    let sides = arguments.integers(parameter)
    guard [1, 2, 4].contains(sides.count), sides.allSatisfy({ (0...10_000).contains($0) }) else {
      throw Diagnostic(.value, "\(name) takes one, two or four lengths of a border", parameter: parameter)
    }
    return switch sides.count {
    case 1: [sides[0], sides[0], sides[0], sides[0]]
    case 2: [sides[0], sides[1], sides[0], sides[1]]
    default: sides
    }
  }

  private static func padded(
    _ image: Tensor, left: Int, top: Int, right: Int, bottom: Int, with fill: Float
  ) throws -> Tensor {
    guard left + top + right + bottom > 0 else { return image }
    let (height, width) = try sides(image, "Pad")
    let (newHeight, newWidth) = (height + top + bottom, width + left + right)
    let lead = Array(image.shape.dimensions.dropLast(2))
    let planes = lead.reduce(1, *)
    let shape = try Shape(lengths: lead + [newHeight, newWidth], for: "Pad")
    let result = try Tensor.full(shape, fill)
    let (source, target) = (image.pointer, result.mutablePointer)
    for plane in 0..<planes {
      for row in 0..<height {
        (target + (plane * newHeight + row + top) * newWidth + left).update(
          from: source + (plane * height + row) * width, count: width)
      }
    }
    return result
  }

  private static func cropped(_ image: Tensor, top: Int, left: Int, height: Int, width: Int) throws -> Tensor {
    let (oldHeight, oldWidth) = try sides(image, "CenterCrop")
    let lead = Array(image.shape.dimensions.dropLast(2))
    let values = image.array
    var result: [Float] = []
    for plane in 0..<lead.reduce(1, *) {
      for row in 0..<height {
        let start = (plane * oldHeight + row + top) * oldWidth + left
        result += values[start..<start + width]
      }
    }
    return try Tensor(result).reshaped(Shape(lengths: lead + [height, width], for: "CenterCrop"))
  }

  /// One channel, with its dimension.
  private static func channel(_ image: Tensor, _ number: Int) throws -> Tensor {
    let axis = image.rank - 3
    return try Variable.select(Variable(image), axis, [number]).value
  }
}
