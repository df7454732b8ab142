import Autodiff
import Language
import Networks
import Tensors

extension LayerEntries {
  /// Images made larger or smaller, further normalizations, and rows for whole numbers.
  var images: [Entry] {
    [
      Entry(
        "upsample", group: "layers", "images made larger or smaller, at once or by a layer",
        details: "PyTorch's `F.interpolate` and `nn.Upsample`: `upsample(x, scale_factor=2)` applies what "
          + "`upsample(scale_factor=2)` makes a layer of. (`interpolate` goes from one image to another, through their codes.)",
        parameters: [
          Parameter(
            "x", .any, default: Value.none, otherNames: ["input"],
            "a tensor to apply it to, [batch, channels, …]; without one, a layer is made")
        ] + Self.resampling, result: "layer, or tensor", abstract: .asRun, isMethod: true,
        example: "upsample(arange(4).reshape(1, 1, 2, 2), scale_factor=2)",
        departure:
          "`nn.Upsample` and `F.upsample` in one, with the modes nearest, linear, bilinear and bicubic; there is no "
          + "`recompute_scale_factor`."
      ) { arguments, _ in
        // A layer's first number is its size.
        let x = arguments["x"]
        let isSize = !x.isNone && (x.asTensor == nil || x.plainNumber != nil) && !arguments.isGiven("size")
        let resampling = try Self.resampling(arguments, size: isSize ? x : arguments["size"])
        guard !x.isNone, !isSize else { return .network(Upsample(resampling)) }
        return try Upsample(resampling).result(for: try arguments.tensor("x", for: "upsample"))
      },
      Entry(
        "adaptive_avg_pool2d", group: "layers", "the mean of each of so many parts of an image, whatever its size",
        parameters: [
          Parameter("x", .any, otherNames: ["input"], "a tensor to apply it to, or the size of a layer"),
          Parameter(
            "output_size", .any, default: Value.none, unit: "pixels",
            "the side that comes out, or both; None keeps the image's"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true,
        example: "adaptive_avg_pool2d(ones(1, 2, 5, 7), 1).shape",
        departure: "the layer and the function in one: `adaptive_avg_pool2d(1)` makes a layer."
      ) { arguments, _ in
        let isLayer =
          arguments["x"].asTensor == nil || arguments["x"].plainNumber != nil && !arguments.isGiven("output_size")
        func sides(_ value: Value, _ name: String) throws -> AdaptiveAvgPool2d {
          let items = value.elements ?? [value]
          let numbers = try items.map { item -> Int? in
            if item.isNone { return nil }
            guard let number = item.wholeNumber, ConvolutionSettings.sides.contains(number) else {
              throw Diagnostic(
                .type,
                "`\(name)` of adaptive_avg_pool2d takes a whole number from 1 to 1024 or two, and this is \(value.phrase)",
                parameter: name)
            }
            return number
          }
          guard numbers.count == 1 || numbers.count == 2 else {
            throw Diagnostic(.value, "adaptive_avg_pool2d takes one number for both sides, or two", parameter: name)
          }
          return AdaptiveAvgPool2d(numbers[0], numbers[numbers.count - 1])
        }
        guard !isLayer || arguments.isGiven("output_size") else { return .network(try sides(arguments["x"], "x")) }
        guard arguments.isGiven("output_size") else {
          throw Diagnostic(
            .argument, "adaptive_avg_pool2d of a tensor needs `output_size`", suggestion: "adaptive_avg_pool2d(x, 1)")
        }
        let layer = try sides(arguments["output_size"], "output_size")
        return try layer.result(for: try arguments.tensor("x", for: "adaptive_avg_pool2d"))
      },
      Entry(
        "group_norm", group: "layers",
        "a layer that brings groups of each example's channels to mean 0 and variance 1",
        parameters: [
          Parameter("num_groups", .integer(ConvolutionSettings.channels), "how many groups"),
          Parameter("num_channels", .integer(LinearSettings.features), "channels, which the groups divide"),
          Parameter("eps", .real(BatchNormSettings.shares), default: .real(1e-5), "what is added to the variance"),
          Parameter("affine", .bool, default: .bool(true), "whether to learn a scale and a shift"),
        ], result: "layer", abstract: .asRun, example: "group_norm(4, 16)(randn(8, 16, 4, 4)).shape",
        departure: "the layer, `nn.GroupNorm`; one that learns a scale learns a shift."
      ) { arguments, _ in
        try .network(
          GroupNorm(
            arguments.integer("num_groups"), arguments.integer("num_channels"), epsilon: arguments.real("eps"),
            affine: arguments.bool("affine")))
      },
      Entry(
        "instance_norm", group: "layers", "a layer that brings each channel of each example to mean 0 and variance 1",
        parameters: [
          Parameter("num_features", .integer(LinearSettings.features), "channels"),
          Parameter("eps", .real(BatchNormSettings.shares), default: .real(1e-5), "what is added to the variance"),
          Parameter(
            "affine", .bool, default: .bool(false), style: .keywordOnly, "whether to learn a scale and a shift"),
        ], result: "layer", abstract: .asRun, example: "instance_norm(3)(randn(8, 3, 4, 4)).shape",
        departure:
          "the layer, `nn.InstanceNorm2d`, for rows and images alike; it keeps no running statistics, so there are "
          + "no `momentum` and `track_running_stats`."
      ) { arguments, _ in
        try .network(
          GroupNorm(
            nil, arguments.integer("num_features"), epsilon: arguments.real("eps"), affine: arguments.bool("affine")))
      },
      Entry(
        "embedding", group: "layers", "a layer with a learned row of numbers for each whole number",
        parameters: [
          Parameter("num_embeddings", .integer(LinearSettings.features), "how many rows: of numbers from 0"),
          Parameter("embedding_dim", .integer(LinearSettings.features), "the length of a row"),
          Parameter(
            "padding_idx", .integer(0...1_000_000), default: Value.none, "a number whose row is zeros and stays so"),
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers,
        example: "embedding(10, 3)(tensor([1, 2, 1])).shape",
        departure:
          "the layer, `nn.Embedding`; rows are as long as they become, so there are no `max_norm` and `norm_type`, and "
          + "no `scale_grad_by_freq` and `sparse`."
      ) { arguments, _ in
        let (count, padding) = (arguments.integer("num_embeddings"), arguments.optionalInteger("padding_idx"))
        if let padding, padding >= count {
          throw Diagnostic(
            .value, "embedding: padding_idx is one of the numbers from 0 to \(count - 1), and is \(padding)",
            parameter: "padding_idx")
        }
        return try TensorError.named("embedding") {
          try .network(
            Embedding(count, arguments.integer("embedding_dim"), paddingIndex: padding, random: &random.source))
        }
      },
      Entry(
        "prelu", group: "layers", "a layer: x where positive, a learned part of it elsewhere",
        parameters: [
          Parameter(
            "num_parameters", .integer(LinearSettings.features), default: .integer(1), "1, or one for each channel"),
          Parameter("init", .real(), default: .real(0.25), "that part at first"),
        ], result: "layer", abstract: .asRun, example: "prelu()(tensor([-1, 1]))",
        departure: "the layer, `nn.PReLU`."
      ) { arguments, _ in try .network(PReLU(arguments.integer("num_parameters"), start: arguments.real("init"))) },
    ]
  }

  private static var resampling: [Parameter] {
    [
      Parameter("size", .integers, default: Value.none, unit: "pixels", "the sides that come out"),
      Parameter(
        "scale_factor", .any, default: Value.none, "or what they are multiplied by: a number, or one for each side"),
      Parameter(
        "mode",
        .word([
          Word("nearest", "the pixel above and to the left"), Word("linear", "of rows: between two numbers"),
          Word("bilinear", "between four pixels"), Word("bicubic", "between sixteen"),
        ]), default: .string("nearest"), "what stands between the pixels"),
      Parameter(
        "align_corners", .bool, default: Value.none, defaultText: "False",
        "whether the corner pixels lie on each other, or the corners of the images"),
    ]
  }

  private static func resampling(_ arguments: Arguments, size given: Value) throws -> Resampling {
    let entry = "upsample"
    let mode = Resampling.Mode(rawValue: arguments.word("mode")) ?? .nearest
    let size =
      try given.isNone
      ? nil
      : (given.elements ?? [given]).map { side in
        guard let number = side.wholeNumber else {
          throw Diagnostic(
            .type, "upsample takes a tensor, or the sides that come out, and this is \(given.phrase)", parameter: "x")
        }
        return number
      }
    var factor: [Double]?
    if !arguments["scale_factor"].isNone {
      let items = arguments["scale_factor"].elements ?? [arguments["scale_factor"]]
      let numbers = items.compactMap(\.plainNumber).filter(UpsampleSettings.factors.contains)
      guard numbers.count == items.count, (1...3).contains(numbers.count) else {
        throw Diagnostic(
          .type,
          "`scale_factor` of \(entry) takes a number above 0, or one for each side, and this is "
            + arguments["scale_factor"].phrase, parameter: "scale_factor")
      }
      factor = numbers
    }
    guard (size == nil) != (factor == nil) else {
      throw Diagnostic(
        .argument, "\(entry) takes either `size` or `scale_factor`", suggestion: "scale_factor=2", parameter: "size")
    }
    if let size, !(1...3).contains(size.count) || !size.allSatisfy(UpsampleSettings.sizes.contains) {
      throw Diagnostic(.value, "`size` of \(entry) has one to three lengths from 1 on", parameter: "size")
    }
    if mode == .nearest, !arguments["align_corners"].isNone {
      throw Diagnostic(
        .argument, "\(entry): align_corners belongs to mode=\"linear\" and \"bilinear\"", parameter: "align_corners")
    }
    return Resampling(
      mode, size: size, factor: factor,
      alignsCorners: !arguments["align_corners"].isNone && arguments.bool("align_corners"))
  }
}
