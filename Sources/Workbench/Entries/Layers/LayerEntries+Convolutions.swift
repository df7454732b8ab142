import Autodiff
import Language
import Networks
import Tensors

extension LayerEntries {
  var convolutions: [Entry] {
    [
      Entry(
        "conv2d", group: "layers", "a convolution over images",
        parameters: Self.kernels(.integers) + [
          Self.size("stride", .integers, 1, "from one place to the next"),
          Self.padding(.integers, "zeros around the image"),
          Self.size("dilation", .integers, 1, "from one pixel under the kernel to the next"), Self.groups, Self.bias,
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers, example: "conv2d(1, 16, 5, padding=1)",
        lesson: "03-encoder-network",
        departure:
          "what lies around the image is 0, and there is no `padding_mode`: pad(x, …, mode=\"reflect\") comes before it."
      ) { arguments, _ in
        try TensorError.named("conv2d") {
          let sizes = Sizes(arguments, "conv2d")
          return try .network(
            Conv2d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), try sizes["kernel_size"],
              stride: try sizes["stride"], padding: try sizes.padding, dilation: try sizes["dilation"],
              groups: arguments.integer("groups"), bias: arguments.bool("bias"), random: &random.source))
        }
      },
      Entry(
        "conv1d", group: "layers", "a convolution over rows",
        parameters: Self.kernels(.integer(ConvolutionSettings.sides)) + [
          Self.size("stride", .integer(ConvolutionSettings.sides), 1, "from one place to the next"),
          Self.padding(.integer(ConvolutionSettings.paddings), "zeros on both sides"),
          Self.size(
            "dilation", .integer(ConvolutionSettings.sides), 1, "from one element under the kernel to the next"),
          Self.groups, Self.bias,
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers, example: "conv1d(1, 8, 5, padding=2)",
        departure:
          "what lies around the row is 0, and there is no `padding_mode`: pad(x, …, mode=\"reflect\") comes before it."
      ) { arguments, _ in
        try TensorError.named("conv1d") {
          var padding: Int?
          if case .size(let size) = try Sizes(arguments, "conv1d").padding { padding = size.width }
          return try .network(
            Conv1d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), arguments.integer("kernel_size"),
              stride: arguments.integer("stride"), padding: padding, dilation: arguments.integer("dilation"),
              groups: arguments.integer("groups"),
              bias: arguments.bool("bias"), random: &random.source))
        }
      },
      Entry(
        "conv_transpose2d", group: "layers", "a convolution backwards: images grow by the stride",
        details:
          "With stride 2, a kernel of 4 and padding 1 the sides double; so they do with a kernel of 3, padding 1 "
          + "and output_padding 1.",
        parameters: Self.kernels(.integers) + [
          Self.size("stride", .integers, 1, "how far the kernels lie apart"),
          Self.size("padding", .integers, 0, "what is cut off around the result"),
          Self.size("output_padding", .integers, 0, "what is added to one side of it, less than the stride"),
          Self.groups, Self.bias, Self.size("dilation", .integers, 1, "from one pixel under the kernel to the next"),
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers,
        example: "conv_transpose2d(32, 16, 4, stride=2, padding=1)",
        departure: "there is no `padding_mode`: what lies around the image is 0."
      ) { arguments, _ in
        try TensorError.named("conv_transpose2d") {
          let sizes = Sizes(arguments, "conv_transpose2d")
          let (stride, extra, dilation) = (try sizes["stride"], try sizes["output_padding"], try sizes["dilation"])
          guard extra.height < max(stride.height, dilation.height), extra.width < max(stride.width, dilation.width)
          else {
            throw Diagnostic(
              .value, "output_padding is less than the stride, which is \(stride)", parameter: "output_padding")
          }
          return try .network(
            ConvTranspose2d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), try sizes["kernel_size"],
              stride: stride, padding: try sizes["padding"], outputPadding: extra, dilation: dilation,
              groups: arguments.integer("groups"), bias: arguments.bool("bias"), random: &random.source))
        }
      },
      Entry(
        "conv_transpose1d", group: "layers", "a convolution of rows backwards: they grow by the stride",
        parameters: Self.kernels(.integer(ConvolutionSettings.sides)) + [
          Self.size("stride", .integer(ConvolutionSettings.sides), 1, "how far the kernels lie apart"),
          Self.size("padding", .integer(ConvolutionSettings.paddings), 0, "what is cut off on both sides"),
          Self.size(
            "output_padding", .integer(ConvolutionSettings.outputPaddings), 0,
            "what is added to the end, less than the stride"),
          Self.groups, Self.bias,
          Self.size(
            "dilation", .integer(ConvolutionSettings.sides), 1, "from one element under the kernel to the next"),
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers,
        example: "conv_transpose1d(8, 4, 4, stride=2, padding=1)",
        departure: "there is no `padding_mode`: what lies around the row is 0."
      ) { arguments, _ in
        try TensorError.named("conv_transpose1d") {
          let (stride, extra) = (arguments.integer("stride"), arguments.integer("output_padding"))
          guard extra < max(stride, arguments.integer("dilation")) else {
            throw Diagnostic(
              .value, "output_padding is less than the stride, which is \(stride)", parameter: "output_padding")
          }
          return try .network(
            ConvTranspose1d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), arguments.integer("kernel_size"),
              stride: stride, padding: arguments.integer("padding"), outputPadding: extra,
              dilation: arguments.integer("dilation"), groups: arguments.integer("groups"),
              bias: arguments.bool("bias"), random: &random.source))
        }
      },
    ]
  }

  // MARK: What they share

  /// The kernels of a convolution: what every one of them is told first.
  private static func kernels(_ sides: ParameterType) -> [Parameter] {
    [
      Parameter("in_channels", .integer(ConvolutionSettings.channels), "channels that come in"),
      Parameter("out_channels", .integer(ConvolutionSettings.channels), "channels that go out"),
      Parameter("kernel_size", sides, unit: "pixels", "the side of a kernel, or both"),
    ]
  }

  private static func size(_ name: String, _ type: ParameterType, _ number: Int, _ summary: String) -> Parameter {
    Parameter(name, type, default: .integer(number), unit: "pixels", summary)
  }

  private static func padding(_ type: ParameterType, _ summary: String) -> Parameter {
    Parameter(
      "padding",
      .either([
        type, .word([Word("same", "as many as keep the size"), Word("valid", "none")]),
      ]), default: .integer(0), unit: "pixels", summary)
  }

  private static var groups: Parameter {
    Parameter(
      "groups", .integer(ConvolutionSettings.channels), default: .integer(1),
      "so many groups of the channels that go out see one group each of those that come in")
  }

  /// The sizes among the arguments of a convolution, each a number or two.
  private struct Sizes {
    let arguments: Arguments
    let entry: String

    init(_ arguments: Arguments, _ entry: String) { (self.arguments, self.entry) = (arguments, entry) }

    subscript(name: String) -> Size2d {
      get throws {
        let numbers = arguments.integers(name)
        let range =
          switch name {
          case "padding": ConvolutionSettings.paddings
          case "output_padding": ConvolutionSettings.outputPaddings
          default: ConvolutionSettings.sides
          }
        guard numbers.count == 1 || numbers.count == 2 else {
          throw Diagnostic(
            .value, "`\(name)` of \(entry) is one number for both directions, or two, and has \(numbers.count)",
            parameter: name)
        }
        if let wrong = numbers.first(where: { !range.contains($0) }) {
          throw Diagnostic(
            .value,
            "`\(name)` of \(entry) must be between \(range.lowerBound) and \(range.upperBound), and is \(wrong)",
            parameter: name)
        }
        return Size2d(numbers[0], numbers[numbers.count - 1])
      }
    }

    var padding: ConvolutionPadding {
      get throws {
        guard case .string(let word) = arguments["padding"] else { return .size(try self["padding"]) }
        return word == "same" ? .same : 0
      }
    }
  }
}
