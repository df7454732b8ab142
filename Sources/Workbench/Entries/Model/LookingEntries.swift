import Autodiff
import Datasets
import Graphics
import Language
import Tensors
import Text
import VAE

/// Group `looking`: pictures of what the model knows.
struct LookingEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "sample", .command, group: "looking",
        "images made from noise: z from the prior, or from what was fitted to the codes, decoded",
        details: """
          A conditional model (`model condition=labels`) decodes each code as of the class that it is told: `label=3`, \
          `label=each` for every class, a row each, in which each column is one of `n` codes, or one label for each image; without \
          any, classes are drawn at random.

          `from=mixture` draws the codes from what `fit mixture` has fitted to those of the training images, `from=flow` from what `fit flow` has \
          learned of them, and `from=diffusion` from what `diffuse` has ([models of codes](latent-diffusion.md)); `from=pixelcnn` those of a vector-quantized model, entry by \
          entry, from what `fit pixelcnn` has learned.
          """,
        parameters: [
          Parameter("n", .integer(1...Self.mostImages), default: .integer(64), unit: "images", "how many"),
          Parameter(
            "seed", .integer(0...(1 << 53)), default: Value.none, style: .keywordOnly, "for the same images again"),
          Parameter(
            "temperature", .real(0...100), default: .integer(1), style: .keywordOnly,
            "what the prior's deviation is multiplied by"),
          Parameter(
            "pixels",
            .word([
              Word("expected", "what the decoder expects of each pixel"), Word("drawn", "each drawn from p(x | z)"),
            ]), default: .string("expected"), style: .keywordOnly, "what is shown"),
          ToldLabels.parameter(words: [Word(ToldLabels.each, "`n` codes, each decoded as every class")]),
        ] + CodeSampling.parameters, result: "picture", abstract: .unknown, effect: .drawsNumbers,
        example: "data mnist\nmodel latent=10\nsample 16",
        lesson: "06-training", expansion: { Expansion(session)?.sample }
      ) { arguments, context in
        let model = try session.requireModel(for: "sample")
        if let kind = CodeModelKind(rawValue: arguments.word("from")) {
          let sampling = CodeSampling(
            session: session, model: model, fitted: try session.requireCodeModel(kind, of: model, for: "sample"))
          return .displayed(try sampling.picture(arguments, context, mostImages: Self.mostImages), context)
        }
        try CodeSampling.checkPrior(arguments)
        if model.codebook != nil { try checkEntries(arguments, context) }
        let noise =
          arguments.optionalInteger("seed").map { Philox(seed: UInt64($0), stream: .sampling, draw: 0) }
          ?? session.random.next(.sampling)
        let pixels = arguments.word("pixels") == "drawn" ? session.random.next(.sampling) : nil
        let (count, temperature) = (arguments.integer("n"), arguments.real("temperature"))
        if case .string(ToldLabels.each) = arguments["label"], let condition = model.condition {
          let columns = arguments.isGiven("n") ? count : max(1, count / condition.count)
          return .displayed(
            try eachClass(model, condition, columns, noise: noise, temperature: temperature, pixels: pixels), context)
        }
        let told = try ToldLabels(model: model, entry: "sample").told(arguments, count: count)
        return .displayed(
          try picture(try model.sample(count, told, noise: noise, temperature: temperature, pixels: pixels)), context)
      },
      Entry(
        "reconstruct", .command, group: "looking", "test images and what the model makes of them, in pairs of rows",
        details: """
          A conditional model encodes each image with its own class. Given another `label`, it decodes the code as of that one: \
          the same hand writes another digit.
          """,
        parameters: [
          Parameter("n", .integer(1...1000), default: .integer(8), unit: "images", "how many"),
          ToldLabels.parameter("the class to decode as, by number or by name; an image's own, where none is given"),
        ],
        result: "picture", abstract: .unknown, example: "data mnist\nmodel latent=10\nreconstruct 8",
        lesson: "06-training", expansion: { Expansion(session)?.reconstruct }
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "reconstruct")
        let count = min(arguments.integer("n"), dataset.test.count)
        let originals = try dataset.test.tensor(0..<count)
        let told = try ToldLabels(model: model, entry: "reconstruct").told(arguments, count: count)
        let means = try model.means(of: dataset.test, 0..<count)
        let images = try Raster.images(originals)
        let results = try Raster.images(
          try model.images(from: means, told ?? model.told(of: dataset.test, 0..<count)))
        // Rows of at most ten originals, each with its reconstructions below.
        var grid = ImageGrid([], columns: min(10, count))
        for start in stride(from: 0, to: count, by: 10) {
          let row = start..<min(count, start + 10)
          let blanks = try (0..<(count > 10 ? 10 - row.count : 0)).map { _ in
            try Raster(
              width: images[0].width, height: images[0].height, channels: images[0].channels, filledWith: .white)
          }
          grid.images += images[row] + blanks + results[row] + blanks
        }
        if count <= 10 { grid.rowCaptions = ["original", "reconstructed"] }
        return .displayed(PictureValue(try grid.picture()), context)
      },
      Entry(
        "interpolate", .command, group: "looking", "from one class to another through latent space",
        details: """
          The ends are the posterior means of the first test images of the two classes; with `images=True` the two \
          numbers are places of test images instead. A conditional model passes from the one class to the other with the code, \
          or is told `label` all the way.
          """,
        parameters: [
          Parameter("a", .either([.integer(0...1_000_000), .string]), "the class to start from, by number or by name"),
          Parameter("b", .either([.integer(0...1_000_000), .string]), "the class to go to"),
          Parameter("steps", .integer(2...1000), default: .integer(10), unit: "images", "how many images"),
          Parameter("images", .bool, default: .bool(false), style: .keywordOnly, "two test images instead of classes"),
          Parameter(
            "path",
            .word([Word("lerp", "the straight line"), Word("slerp", "the great circle, which keeps to the shell")]),
            default: .string("lerp"), style: .keywordOnly, "the way between them"),
          ToldLabels.parameter(
            "the class to decode as, by number or by name; from one end's to the other's, where none is given"),
        ], result: "picture", abstract: .unknown, example: "data mnist\nmodel latent=10\ninterpolate 3, 8, steps=10",
        lesson: "08-latent-space", expansion: { Expansion(session)?.interpolate }
      ) { arguments, context in
        let (dataset, model) = try session.requireFittingDataset(for: "interpolate")
        try session.requireContinuousCodes(
          model, "interpolate passes from one code to another", instead: "reconstruct, or code_indices")
        let ends = try ["a", "b"].map { try testImage(arguments, $0, dataset) }
        let means = try model.means(of: dataset.test, ends)
        let label = try ToldLabels(model: model, entry: "interpolate").told(arguments, count: 1)
        let told = try label.map { try Tensor.concatenated([$0, $0], 0) } ?? model.told(of: dataset.test, ends)
        let images = try model.interpolate(
          from: try means.rows(0..<1).reshaped([model.latentDimension]),
          to: try means.rows(1..<2).reshaped([model.latentDimension]), steps: arguments.integer("steps"),
          along: LatentPath(rawValue: arguments.word("path")) ?? .lerp, told: told)
        return .displayed(try picture(images, columns: min(arguments.integer("steps"), 20)), context)
      },
      Entry(
        "encode", group: "looking", "the posterior means of images, rows of a tensor",
        details: "Without gradients; `networks()` gives the networks themselves.",
        parameters: [
          Parameter("x", .like("tensor"), "images, or rows of pixels"),
          ToldLabels.parameter("of a conditional model the class, or one for each image: `labels(\"test\")`"),
        ], result: "tensor",
        abstract: .unknown,
        example: "data mnist\nmodel latent=4\nz = encode(batch(8))\nz.shape", lesson: "06-training"
      ) { arguments, _ in
        let model = try session.requireModel(for: "encode")
        let x = try Self.images(arguments, model, "encode")
        let told = try ToldLabels(model: model, entry: "encode").required(
          arguments, count: x.shape[0], instead: "encode(images(\"test\"), label=labels(\"test\"))")
        return Value(try model.means(of: x, told))
      },
      Entry(
        "decode", group: "looking", "the images that the decoder expects for codes",
        details: """
          Codes are rows of a tensor, or one alone; of a vector-quantized model also whole numbers, as `code_indices` gives them. Arithmetic on them is arithmetic on what they stand for: the mean code \
          of one class, less that of another, is a direction.
          """,
        parameters: [
          Parameter("z", .like("tensor"), "codes"),
          ToldLabels.parameter("of a conditional model the class, or one for each code"),
        ], result: "tensor", abstract: .unknown,
        example: """
          data mnist
          model latent=4
          x, y = images("test"), labels("test")
          threes = mean(encode(x[y == 3]), 0)
          eights = mean(encode(x[y == 8]), 0)
          show decode(stack([threes, (threes + eights) / 2, eights]))
          """, lesson: "08-latent-space"
      ) { arguments, _ in
        let model = try session.requireModel(for: "decode")
        var z = try arguments.tensor("z", for: "decode").value
        if z.kind == .whole, let codebook = model.codebook { z = try codebook.codes(ofEntries: z) }
        guard z.rank >= 1, z.rank <= 2, z.shape.dimensions.last == model.latentDimension, z.count > 0 else {
          throw Diagnostic(
            .shape,
            "decode takes codes of \(counted(model.latentDimension, "number")), and this is "
              + (z.rank == 0 ? "one number" : "a tensor of shape \(z.shape)"),
            suggestion: model.codebook == nil
              ? "decode(randn(8, \(model.latentDimension))\(model.condition == nil ? "" : ", label=0"))"
              : "decode(code_indices(batch(8))): whole numbers are entries, and reals whole codes",
            parameter: "z")
        }
        let count = z.count / model.latentDimension
        let told = try ToldLabels(model: model, entry: "decode").required(
          arguments, count: count, instead: "decode(z, label=0)")
        return Value(try model.images(from: z.reshaped([count, model.latentDimension]), told))
      },
    ]
  }

  /// The images of an argument `x`, whatever their shape says of rows: [n, channels, height, width].
  static func images(_ arguments: Arguments, _ model: VariationalAutoencoder, _ entry: String) throws -> Tensor {
    let x = try arguments.tensor("x", for: entry).value
    let (image, pixels) = (model.image, model.image.count)
    guard x.count > 0, x.count.isMultiple(of: pixels),
      x.rank <= 1 || x.shape.dropFirst().count == pixels
        || x.shape.dimensions.suffix(2) == [image.height, image.width]
    else {
      throw Diagnostic(
        .shape, "\(entry) takes images of \(image), and this is \(x.shape)",
        suggestion: "\(entry)(batch(8)), or \(entry)(images(\"test\"))", parameter: "x")
    }
    return try x.reshaped([x.count / pixels, image.channels, image.height, image.width])
  }

  /// Codes from the prior, each decoded as every class: a row for each class, a column for each code.
  private func eachClass(
    _ model: VariationalAutoencoder, _ condition: Condition, _ columns: Int, noise: Philox, temperature: Double,
    pixels: Philox?
  ) throws -> PictureValue {
    let classes = condition.count
    guard columns * classes <= Self.mostImages else {
      throw Diagnostic(
        .value,
        "\(grouped(columns)) images of each of \(classes) classes are more than \(grouped(Self.mostImages))",
        suggestion: "sample 8, label=each", parameter: "n")
    }
    let codes = try model.drawCodes(columns, noise: noise, temperature: temperature)
    let told = try condition.rows((0..<classes).flatMap { Array(repeating: $0, count: columns) })
    let images = try model.images(
      from: try Tensor.concatenated(Array(repeating: codes, count: classes), 0), told, pixels: pixels)
    var grid = ImageGrid(try Raster.images(images), columns: columns)
    grid.background = .white
    grid.rowCaptions = condition.classNames
    return PictureValue(try grid.picture())
  }

  /// Codes of a codebook have nothing to spread, and drawn one by one they make no picture.
  private func checkEntries(_ arguments: Arguments, _ context: Context) throws {
    guard arguments.real("temperature") == 1 else {
      throw Diagnostic(
        .argument, "temperature multiplies deviations, and entries of a codebook that are drawn evenly have none",
        suggestion: "fit pixelcnn, then sample 16, from=pixelcnn, temperature=0.8", parameter: "temperature")
    }
    guard context.isCommand else { return }
    context.output.write(
      "each place's entry is drawn by itself, evenly: that is noise. `fit pixelcnn` learns what stands beside what, for "
        + "`sample 16, from=pixelcnn`\n", to: .standardOutput)
  }

  private static let mostImages = 10_000

  /// The place of a test image: the first of a class, or the number itself.
  private func testImage(_ arguments: Arguments, _ name: String, _ dataset: Dataset) throws -> Int {
    let number = try arguments[name].wholeNumber ?? classNumber(arguments, name, dataset)
    if arguments.bool("images") {
      try dataset.requireTestImage(number, parameter: name)
      return number
    }
    guard let place = dataset.test.labels.firstIndex(where: { Int($0) == number }) else {
      guard !dataset.test.classNames.isEmpty else {
        throw Diagnostic(
          .data, "nobody knows the classes of \(dataset.title)",
          suggestion: "images=True takes the numbers as places of test images", parameter: name)
      }
      let last = dataset.test.classNames.count - 1
      throw Diagnostic(
        .value,
        number > last
          ? "there is no class \(number): classes are 0 to \(last)" : "no test image is of class \(number)",
        suggestion: "images=True takes the numbers as places of test images", parameter: name)
    }
    return place
  }

  /// The number of a class that is given by its name.
  private func classNumber(_ arguments: Arguments, _ name: String, _ dataset: Dataset) throws -> Int {
    guard case .string(let wanted) = arguments[name], !arguments.bool("images") else {
      throw Diagnostic(
        .type,
        "with images=True, `\(name)` of interpolate is the place of a test image, and this is "
          + arguments[name].phrase, parameter: name)
    }
    let names = dataset.test.classNames
    if let number = names.firstIndex(of: wanted) { return number }
    throw Diagnostic(
      .value, "there is no class \(arguments[name].repr) in \(dataset.title)",
      suggestion: names.isEmpty
        ? "images=True takes the numbers as places of test images"
        : "the classes are " + names.prefix(20).joined(separator: ", "), parameter: name)
  }

  private func picture(_ images: Tensor, columns: Int? = nil) throws -> PictureValue {
    PictureValue(try ImageGrid(try Raster.images(images), columns: columns).picture())
  }
}
