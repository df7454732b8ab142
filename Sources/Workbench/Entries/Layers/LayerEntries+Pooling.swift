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
          "the side of a window; between 1 and 1024"),
        Parameter(
          "stride", .integers, default: Value.none, defaultText: "the window", unit: "pixels",
          "from one window to the next; between 1 and 1024"),
        Parameter(
          "padding", .integers, default: .integer(0), unit: "pixels",
          "around the image, at most half a window; between 0 and 512"),
      ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "\(name)(ones(1, 1, 5, 5), 2).shape",
      lesson: lesson,
      departure:
        "the layer and the function in one, with square windows; an odd edge is always left out (`ceil_mode`), and "
        + "dilated windows, the places of the largest and other divisors are not to be had."
    ) { arguments, _ in
      func side(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        try arguments.optionalIntegers(name).map { try square($0, name, range) }
      }
      /// One number, or the same for both directions.
      func square(_ numbers: [Int], _ parameter: String, _ range: ClosedRange<Int>) throws -> Int {
        guard numbers.count == 1 || numbers.count == 2 && numbers[0] == numbers[1] else {
          throw Diagnostic(
            .value, "\(name) has square windows here, and its `\(parameter)` is one number, or twice the same",
            parameter: parameter)
        }
        guard range.contains(numbers[0]) else {
          throw Diagnostic(
            .value,
            "`\(parameter)` of \(name) must be between \(range.lowerBound) and \(range.upperBound), and is \(numbers[0])",
            parameter: parameter)
        }
        return numbers[0]
      }
      let sides = ConvolutionSettings.sides
      let (stride, padding) = (try side("stride", sides), try side("padding", PoolingSettings.paddings) ?? 0)
      func checked(_ window: Int) throws -> Int {
        guard 2 * padding <= window else {
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
      let window: Int
      if let numbers = arguments["x"].elements?.map(\.wholeNumber), !numbers.contains(nil) {
        window = try square(numbers.compactMap(\.self), "x", sides)
      } else {
        guard let number = arguments["x"].wholeNumber, sides.contains(number) else {
          throw Diagnostic(
            .type, "\(name) takes a tensor, or the side of a window, and this is \(arguments["x"].phrase)",
            parameter: "x")
        }
        window = number
      }
      // A layer's second number is its stride.
      return .network(
        layer.init(try checked(window), stride: try stride ?? side("kernel_size", sides), padding: padding))
    }
  }
}
