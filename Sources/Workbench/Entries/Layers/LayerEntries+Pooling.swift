import Autodiff
import Language
import Networks
import Tensors

extension LayerEntries {
  var pooling: [Entry] {
    [
      Self.pooling(
        MaxPool2d.self, "the largest value in each window of an image; an odd edge is left out",
        lesson: "03-encoder-network"),
      Self.pooling(
        AvgPool2d.self, "the mean of each window of an image; an odd edge is left out",
        details: "The zeros of the padding count."),
    ]
  }

  /// A window that slides over images: a layer, or applied to a tensor at once.
  private static func pooling(_ layer: any Pool2d.Type, _ summary: String, details: String = "", lesson: String? = nil)
    -> Entry
  {
    let name = layer.name
    return Entry(
      name, group: "layers", summary, details: details,
      parameters: [
        Parameter("x", .any, otherNames: ["input"], "a tensor to apply it to, or the window of a layer"),
        Parameter(
          "kernel_size", .integers, default: Value.none, unit: "pixels",
          "the side of a window, or height and width; between 1 and 1024"),
        Parameter(
          "stride", .integers, default: Value.none, defaultText: "the window", unit: "pixels",
          "from one window to the next; between 1 and 1024"),
        Parameter(
          "padding", .integers, default: .integer(0), unit: "pixels",
          "around the image, at most half a window; between 0 and 512"),
      ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "\(name)(ones(1, 1, 5, 5), 2).shape",
      lesson: lesson,
      departure:
        "the layer and the function in one; an odd edge is always left out (`ceil_mode`), and dilated windows, the places "
        + "of the largest and other divisors are not to be had."
    ) { arguments, _ in
      func side(_ name: String, _ range: ClosedRange<Int>) throws -> Size2d? {
        try arguments.optionalIntegers(name).map { try size($0, name, range) }
      }
      /// One number for both directions, or two.
      func size(_ numbers: [Int], _ parameter: String, _ range: ClosedRange<Int>) throws -> Size2d {
        guard numbers.count == 1 || numbers.count == 2 else {
          throw Diagnostic(
            .value, "`\(parameter)` of \(name) is one number for both directions, or two, and has \(numbers.count)",
            parameter: parameter)
        }
        if let wrong = numbers.first(where: { !range.contains($0) }) {
          throw Diagnostic(
            .value,
            "`\(parameter)` of \(name) must be between \(range.lowerBound) and \(range.upperBound), and is \(wrong)",
            parameter: parameter)
        }
        return Size2d(numbers[0], numbers[numbers.count - 1])
      }
      let sides = ConvolutionSettings.sides
      let (stride, padding) = (try side("stride", sides), try side("padding", PoolingSettings.paddings) ?? 0)
      func checked(_ window: Size2d) throws -> Size2d {
        guard 2 * padding.height <= window.height, 2 * padding.width <= window.width else {
          throw Diagnostic(.value, "padding is at most half of the window, which is \(window)", parameter: "padding")
        }
        return window
      }
      if let x = arguments["x"].asTensor, x.variable.shape.rank > 0 {
        guard let window = try side("kernel_size", sides) else {
          throw Diagnostic(.argument, "\(name) of a tensor needs `kernel_size`", suggestion: "\(name)(x, 2)")
        }
        return try layer.init(try checked(window), stride: stride, padding: padding).result(for: x.variable)
      }
      let window: Size2d
      if let numbers = arguments["x"].elements?.map(\.wholeNumber), !numbers.contains(nil) {
        window = try size(numbers.compactMap(\.self), "x", sides)
      } else {
        guard let number = arguments["x"].wholeNumber, sides.contains(number) else {
          throw Diagnostic(
            .type, "\(name) takes a tensor, or the side of a window, and this is \(arguments["x"].phrase)",
            parameter: "x")
        }
        window = Size2d(number)
      }
      // A layer's second number is its stride.
      return .network(
        layer.init(try checked(window), stride: try stride ?? side("kernel_size", sides), padding: padding))
    }
  }
}
