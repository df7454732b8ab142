import Autodiff
import Language
import Networks
import Tensors

extension LayerEntries {
  var convolutions: [Entry] {
    [
      Entry(
        "conv2d", group: "layers", "a convolution over images with square kernels",
        parameters: Self.kernels + [
          Parameter(
            "stride", .integer(ConvolutionSettings.sides), default: .integer(1), unit: "pixels",
            "from one place to the next"),
          Parameter(
            "padding", .integer(ConvolutionSettings.paddings), default: .integer(0), unit: "pixels",
            "zeros around the image"),
          Self.bias,
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers, example: "conv2d(1, 16, 5, padding=1)",
        section: "Encoder Network",
        departure: "kernels, strides and paddings are one number for both directions, and there are no `dilation`, "
          + "`groups` and `padding_mode`: the networks of the field do without."
      ) { arguments, _ in
        try TensorError.named("conv2d") {
          try .network(
            Conv2d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), arguments.integer("kernel_size"),
              stride: arguments.integer("stride"), padding: arguments.integer("padding"), bias: arguments.bool("bias"),
              random: &random.source))
        }
      },
      Entry(
        "conv_transpose2d", group: "layers", "a convolution backwards: images grow by the stride",
        details:
          "With stride 2, a kernel of 4 and padding 1 the sides double; so they do with a kernel of 3, padding 1 "
          + "and output_padding 1.",
        parameters: Self.kernels + [
          Parameter(
            "stride", .integer(ConvolutionSettings.sides), default: .integer(1), unit: "pixels",
            "how far the kernels lie apart"),
          Parameter(
            "padding", .integer(ConvolutionSettings.paddings), default: .integer(0), unit: "pixels",
            "what is cut off around the result"),
          Parameter(
            "output_padding", .integer(ConvolutionSettings.outputPaddings), default: .integer(0), unit: "pixels",
            "what is added to one side of it, less than the stride"), Self.bias,
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers,
        example: "conv_transpose2d(32, 16, 4, stride=2, padding=1)",
        departure: "one number for both directions, and no `dilation`, `groups` and `padding_mode`, as in `conv2d`."
      ) { arguments, _ in
        try TensorError.named("conv_transpose2d") {
          guard arguments.integer("output_padding") < arguments.integer("stride") else {
            throw Diagnostic(
              .value, "output_padding is less than the stride, which is \(arguments.integer("stride"))",
              parameter: "output_padding")
          }
          return try .network(
            ConvTranspose2d(
              arguments.integer("in_channels"), arguments.integer("out_channels"), arguments.integer("kernel_size"),
              stride: arguments.integer("stride"), padding: arguments.integer("padding"),
              outputPadding: arguments.integer("output_padding"), bias: arguments.bool("bias"), random: &random.source))
        }
      },
    ]
  }

  /// The kernels of a convolution: what every one of them is told first.
  private static var kernels: [Parameter] {
    [
      Parameter("in_channels", .integer(ConvolutionSettings.channels), "channels that come in"),
      Parameter("out_channels", .integer(ConvolutionSettings.channels), "channels that go out"),
      Parameter("kernel_size", .integer(ConvolutionSettings.sides), unit: "pixels", "the side of a kernel"),
    ]
  }
}
