import Autodiff
import Datasets
import Language
import Tensors
import Text
import VAE

/// Group `data`: loading images, and taking them out again.
struct DataEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "data", .command, group: "data", "loads a data set",
        details: """
          MNIST is looked for in the folders of `ELBOW_DATA`, in your own data folder, and last among the samples that \
          came with Elbow. Nothing is downloaded unless `download=True` says so. `shapes` are drawn on the spot: 32×32 \
          images of a coloured shape each, any number of them, whose factors of variation `factors()` gives.

          Your own images: a folder with IDX files, a folder of PNG or JPEG files (sub-folders are classes; `train`, `test` \
          and `val` are taken as such, with classes in them or without), a `.npy`, `.npz` or `.safetensors` file, or a tensor. \
          What is left out of a folder or a file is said. Where nothing was set apart to test with, a tenth is held out.

          Arrays are N×height×width, N×channels×height×width or N×D; up to four channels are found where they come last, and \
          `layout=` says what cannot be found. In a file of several they are called x_train, y_train, x_test, y_test and x_val, \
          y_val, or images and labels. Samples of pictures are taken as they are stored, as PIL and torchvision do: what a file \
          says of its gamma, its colour profile or how the camera was held (EXIF) changes none, and 16 bits are rounded to 8.

          Pictures of different sizes are brought to one with `size=64`: the shorter side gets that length, by the filter of PIL's \
          and torchvision's `Resize`, and the middle is taken (`CenterCrop`). `size=(48, 64)` is height and width, \
          `crop=none` stretches instead. `channels=1` makes them grey before that, as PIL's `convert("L")`, and `channels=3` grey \
          ones coloured. `ground=white` or `black` is what transparent ones are put on. All threads read them, \
          within four fifths of the memory that the process may have.

          CelebA is known by its lists: where `list_attr_celeba.txt` (or `.csv`) lies beside `img_align_celeba`, `label="Smiling"` makes an \
          attribute the class, `factors()` gives all of them, and `list_eval_partition.txt` says what is to train on, to \
          validate and to test with.

          Values lie in 0 … 1, or in 0 … 255 and are divided by 255; that is decided once, from the type of the numbers and \
          all parts, and said. `scale=` states the value of white where that is in doubt, and `normalize=True` brings the range \
          that is found to 0 … 1.

          `binarize` makes each pixel white with its grey value as the probability: static, once; dynamic, anew for every \
          batch to train on, and once for the images held out. `validation` holds out images to train on, a share of them or \
          a number: `train` looks at them with `validate` and `patience`, and at the test images where there are none.
          """,
        parameters: [
          Parameter(
            "name",
            .word(
              KnownDataset.all.map { Word($0.name, "\($0.summary), \($0.image.height)×\($0.image.width)") } + [
                Word("shapes", "coloured shapes, 32×32, drawn from known factors")
              ], open: true), suggestions: FileNames.completions,
            "a data set's name, the path of a folder or file, or a tensor"),
          Parameter(
            "batch", .integer(1...100_000), default: .integer(Session.defaultBatchSize), unit: "images",
            "how many images a batch has"),
          Parameter(
            "train", .integer(1...ShapesDataset.mostImages), default: Value.none, defaultText: "all; 10,000 shapes",
            unit: "images", style: .keywordOnly, "how many images to train on"),
          Parameter(
            "test", .integer(1...ShapesDataset.mostImages), default: Value.none, defaultText: "all; 2,000 shapes",
            unit: "images", style: .keywordOnly, "how many images to hold out"),
          Parameter(
            "seed", .integer(0...(1 << 53)), default: .integer(0), style: .keywordOnly,
            "what is drawn once: `shapes`, which images are held out, which pixels are white"),
          Parameter(
            "validation", .real(0...1e9), default: Value.none, defaultText: "none", style: .keywordOnly,
            "images to hold out of those to train on: below 1 their share, else their number"),
          Parameter(
            "classes", .list, default: Value.none, defaultText: "all", style: .keywordOnly,
            "the classes to keep, by number or name"),
          Parameter(
            "binarize",
            .word([Word("static", "every pixel drawn once"), Word("dynamic", "drawn anew for every batch")]),
            default: Value.none, defaultText: "grey as they are", style: .keywordOnly,
            "make pixels black or white, each white with its grey value as the probability"),
          Parameter(
            "normalize", .bool, default: .bool(false), style: .keywordOnly,
            "bring the range of the values to 0 … 1"),
          Parameter(
            "scale", .real(DatasetOptions.scales), default: Value.none, defaultText: "1 or 255, as the values say",
            style: .keywordOnly,
            "the value that stands for white in an array"),
          Parameter(
            "layout", .word(ImageLayout.allCases.map { Word($0.rawValue, $0.description) }), default: Value.none,
            defaultText: "as the dimensions say", style: .keywordOnly, "what the dimensions of an array are"),
          Parameter(
            "size", .integers, default: Value.none, defaultText: "as they are", unit: "pixels", style: .keywordOnly,
            "the side, or height and width, that pictures of a folder are brought to"),
          Parameter(
            "crop",
            .word([Word("center", "cover the size, and take the middle"), Word("none", "stretch to the size")]),
            default: Value.none, defaultText: "center", style: .keywordOnly,
            "how pictures of another shape than `size` are brought to it"),
          Parameter(
            "channels", .integer(1...3), default: Value.none, defaultText: "as they are", style: .keywordOnly,
            "1 makes pictures of a folder grey, 3 coloured"),
          Parameter(
            "ground", .word([Word("white", "white"), Word("black", "black")]), default: Value.none,
            defaultText: "refused", style: .keywordOnly, "what transparent pictures of a folder are put on"),
          Parameter(
            "label", .string, default: Value.none, style: .keywordOnly,
            "the attribute of CelebA's list that is the class"),
          Parameter(
            "labels", .like("tensor"), default: Value.none, style: .keywordOnly, "the classes of a tensor's images"),
          Parameter(
            "download", .bool, default: .bool(false), style: .keywordOnly,
            "get a published set from the network, unless it is here already"),
        ], result: "data",
        abstract: .known { _, arguments in
          session.abstractData = nil
          if let name = arguments.optionalWord("name"),
            let image = session.catalog.imageShape(of: name, downloads: arguments.bool("download"))
          {
            session.abstractData = (image, arguments.integer("batch"))
          }
          return nil
        }, effect: .changesSession, example: "data mnist, batch=64", lesson: "03-encoder-network"
      ) { arguments, context in
        let loaded = try loadedData(arguments, context)
        let before = session.model
        session.take(loaded, batchSize: arguments.integer("batch"))
        if context.isCommand {
          for line in [loaded.summary] + loaded.notes { context.output.write(line + "\n", to: .standardOutput) }
          if session.model != nil {
            context.output.write(
              "the model stays as it is; its training begins anew on these images\n", to: .standardOutput)
          }
          if let before, session.model == nil {
            context.output.write("the model for images of \(before.image) is gone\n", to: .standardOutput)
          }
        }
        return .object(DataValue(loaded))
      },
      Entry(
        "batch", group: "data", "a batch of training images, drawn at random",
        parameters: [
          Parameter(
            "n", .integer(1...1_000_000), default: Value.none, defaultText: "the batch size", "how many images"),
          Parameter("labels", .bool, default: .bool(false), style: .keywordOnly, "give `(images, labels)`"),
        ], result: "tensor", abstract: .known { _, arguments in try abstractBatch(arguments) },
        effect: .drawsNumbers, example: "data mnist\nx = batch(64)\nx.shape",
        lesson: "03-encoder-network"
      ) { arguments, _ in
        let images = try session.requireDataset(for: "batch").train
        if arguments.bool("labels") { try requireLabels(for: "batch") }
        let count = arguments.optionalInteger("n") ?? session.batchSize
        guard count <= images.count else {
          throw Diagnostic(
            .value, "batch(\(count)) asks for more images than the \(grouped(images.count)) there are", parameter: "n")
        }
        let chosen = try session.random.next(.cells).permutation(images.count).prefix(count)
        return try examples(
          images, chosen, labels: arguments.bool("labels"), otherwise: "x, y = batch(\(count), labels=True)")
      },
      Entry(
        "batches", group: "data", "all training images once, in random order, a batch at a time",
        details: """
          Kept in a variable, they serve for any number of epochs: each loop over them goes through all images in an order \
          of its own.
          """,
        parameters: [
          Parameter(
            "n", .integer(1...1_000_000), default: Value.none, defaultText: "the batch size", "images in a batch"),
          Parameter("labels", .bool, default: .bool(false), style: .keywordOnly, "give pairs `(images, labels)`"),
          Parameter(
            "drop_last", .bool, default: .bool(false), style: .keywordOnly, "leave out a last batch of fewer images"),
        ], result: "iterator",  // One batch is enough for the first round of a loop.
        abstract: .known { _, arguments in
          try abstractBatch(arguments).map { .list(ListValue([$0])) }
        }, effect: .drawsNumbers,
        example: "data mnist\nfor x, y in batches(1500, labels=True):\n    print(x.shape, y.shape)",
        lesson: "06-training"
      ) { arguments, _ in
        let images = try session.requireDataset(for: "batches").train
        let size = arguments.optionalInteger("n") ?? session.batchSize
        let withLabels = arguments.bool("labels")
        if withLabels { try requireLabels(for: "batches") }
        let dropsLast = arguments.bool("drop_last")
        guard !dropsLast || size <= images.count else {
          throw Diagnostic(
            .value,
            "batches: drop_last leaves out what is no whole batch, and \(counted(images.count, "image")) \(images.count == 1 ? "is" : "are") not one of "
              + grouped(size), suggestion: "a smaller n, or drop_last=False", parameter: "drop_last")
        }
        func batches() throws -> Batches {
          try Batches(images, size: size, shuffled: session.random.next(.shuffling), dropsLast: dropsLast)
        }
        let first = try batches()
        var isBegun = false
        return .iterator(
          IteratorValue(
            "batches of \(size)", count: first.count,
            passes: {
              var batches = isBegun ? try batches() : first
              isBegun = true
              return {
                guard let indices = batches.nextIndices() else { return nil }
                return try examples(
                  images, indices, labels: withLabels, otherwise: "for x, y in batches(\(size), labels=True):")
              }
            }))
      },
      Entry(
        "images", group: "data", "all images of a split",
        parameters: [Self.splitParameter], result: "tensor", abstract: .unknown,
        example: "data mnist\nimages(\"test\").shape"
      ) { arguments, _ in
        let set = try session.requireDataset(for: "images").split(arguments)
        return Value(try set.tensor(0..<set.count))
      },
      Entry(
        "labels", group: "data", "the class of each image of a split",
        parameters: [Self.splitParameter], result: "tensor", abstract: .unknown,
        example: "data mnist\nlabels(\"test\")[:10]"
      ) { arguments, _ in
        let set = try session.requireDataset(for: "labels").split(arguments)
        try requireLabels(for: "labels")
        return Value(try Tensor(set.labels.map(Float.init)).as(.whole))
      },
      Entry(
        "factors", group: "data", "what each image of a split was drawn from, by the name of the factor",
        details: """
          Known for CelebA's layout, its attributes, 0 or 1, and for `shapes`: shape (its class), hue (once around the colour circle from 0 to 1), size (the radius), x and y \
          (the centre from the top left corner), all in pixels, and rotation (clockwise, in radians).
          """,
        parameters: [Self.splitParameter], result: "dict", abstract: .unknown,
        example: "data shapes, train=500, test=100\nf = factors(\"test\")\nf[\"hue\"].shape"
      ) { arguments, _ in
        guard let factors = try session.requireDataset(for: "factors").split(arguments).factors else {
          throw Diagnostic(
            .data,
            "nobody knows the factors of \(session.dataset?.title ?? "these images"); of `shapes` they are known",
            suggestion: "data shapes")
        }
        return .dict(
          DictValue(try factors.names.enumerated().map { ($1, Value(try Tensor(factors.column($0)))) }))
      },
    ]
  }

  /// A batch of the images that `data` will have loaded; nil where they are not known.
  private func abstractBatch(_ arguments: Arguments) throws -> Value? {
    guard let (image, usual) = session.abstractData else { return nil }
    let count = arguments.optionalInteger("n") ?? usual
    // So many images every data set has; of more, the first batch may be smaller.
    guard count <= 64 else { return nil }
    let images = try Value.abstractTensor([count, image.channels, image.height, image.width])
    return arguments.bool("labels") ? .tuple([images, try .abstractTensor([count])]) : images
  }

  private static var splitParameter: Parameter {
    Parameter(
      "split",
      .word([
        Word("train", "the images to train on"), Word("validation", "those held out by `data … validation=`"),
        Word("test", "the images held out to test with"),
      ]), default: .string("train"), "which part")
  }

  private func loadedData(_ arguments: Arguments, _ context: Context) throws -> Dataset {
    var options = DatasetOptions(
      train: arguments.optionalInteger("train"), test: arguments.optionalInteger("test"),
      seed: UInt64(arguments.integer("seed")))
    options.validation = arguments.optionalReal("validation").flatMap { $0 > 0 ? $0 : nil }
    options.classes = try arguments.optionalValues("classes")?.map(Self.className)
    options.binarize = arguments.optionalWord("binarize").flatMap(Binarization.init(rawValue:))
    options.normalize = arguments.bool("normalize") ? true : nil
    options.scale = arguments.optionalReal("scale")
    options.layout = arguments.optionalWord("layout").flatMap(ImageLayout.init(rawValue:))
    if !arguments["size"].isNone { options.size = try Self.sides(arguments.integers("size")) }
    options.crop = arguments.optionalWord("crop").flatMap(PictureCrop.init(rawValue:))
    options.channels = arguments.optionalInteger("channels")
    guard options.channels != 2 else {
      throw Diagnostic(
        .value, "pictures have 1 channel (grey) or 3 (colours), and not 2", suggestion: "channels=1",
        parameter: "channels")
    }
    options.ground = arguments.optionalWord("ground").flatMap(PictureGround.init(rawValue:))
    if !arguments["label"].isNone { options.label = arguments.string("label") }
    let labels = arguments["labels"].isNone ? nil : try arguments.tensor("labels", for: "data").value
    guard let name = arguments.optionalWord("name") else {
      return try .tensor(try arguments.tensor("name", for: "data").value, labels: labels, options)
    }
    guard labels == nil else {
      throw Diagnostic(
        .argument, "labels= gives the classes of a tensor's images; those of files stand in the files",
        suggestion: "data x, labels=y", parameter: "labels")
    }
    if arguments.bool("download") { try download(name, from: session.catalog, context) }
    return try session.catalog.load(name, options)
  }

  private static func sides(_ size: [Int]) throws -> [Int] {
    guard (1...2).contains(size.count), size.allSatisfy(DatasetOptions.sides.contains) else {
      throw Diagnostic(
        .value,
        "`size` is a side of \(DatasetOptions.sides.lowerBound) to \(grouped(DatasetOptions.sides.upperBound)) pixels, or "
          + "height and width", suggestion: "size=64, or size=(48, 64)", parameter: "size")
    }
    return size
  }

  /// Gets a published set, unless all of it is on this machine.
  func download(_ name: String, from catalog: DatasetCatalog, _ context: Context) throws {
    guard let known = KnownDataset.named(name) else {
      throw Diagnostic(
        .argument,
        name == "shapes" ? "shapes are drawn, not downloaded" : "\(name) is no published set that is known here",
        notes: ["to be had: " + KnownDataset.all.map(\.name).joined(separator: ", ")],
        suggestion: "leave out download=True", parameter: "download")
    }
    guard !catalog.hasAll(of: known) else { return }
    let progress = ProgressDisplay(context.output, id: session.nextDisplayID())
    do {
      let folder = try DatasetDownload(known, catalog, report: progress.show).fetch()
      progress.finish("downloaded \(known.title) to \(folder)")
    } catch {
      progress.finish("\(known.title) was not downloaded")
      var diagnostic = Diagnostic(error)
      if diagnostic.kind == .interrupted {
        diagnostic.message =
          "the download of \(known.title) was interrupted; `data \(name), download=True` goes on where it stopped"
      }
      throw diagnostic
    }
  }

  /// A class as it is written: 3, or "cat".
  private static func className(_ value: Value) throws -> String {
    if case .string(let name) = value { return name }
    if let number = value.wholeNumber { return String(number) }
    throw Diagnostic(
      .type, "`classes` of data takes numbers and names of classes, and this is \(value.phrase)",
      suggestion: "classes=[3, 8], or classes=[\"cat\", \"dog\"]", parameter: "classes")
  }

  private func requireLabels(for entry: String) throws {
    guard let dataset = session.dataset, dataset.train.classNames.isEmpty else { return }
    throw Diagnostic(
      .data, "\(entry): nobody knows the classes of \(dataset.title)",
      suggestion: dataset.name == Dataset.tensorName
        ? "data x, labels=y" : "in a folder of pictures, sub-folders are classes; in a file, an array y_train or labels"
    )
  }

  /// Images, drawn anew where their pixels are probabilities, with their labels or alone.
  ///
  /// - Parameter hint: the line that gives the labels too.
  private func examples(
    _ images: ImageSet, _ indices: some Collection<Int>, labels: Bool, otherwise hint: String
  ) throws -> Value {
    let noise = images.draw == nil ? nil : session.random.next(.binarization)
    let x = Variable(try images.tensor(indices, drawnFrom: noise))
    guard labels else {
      return .object(TensorValue(x, unpackingHint: hint))
    }
    return .tuple([Value(x), Value(try Tensor(indices.map { Float(images.labels[$0]) }).as(.whole))])
  }
}

extension Dataset {
  /// - Throws: ``Diagnostic`` where there is no test image of this number.
  func requireTestImage(_ number: Int, parameter: String) throws {
    guard number < test.count else {
      throw Diagnostic(
        .index, "there is no test image \(number): they are numbered from 0 to \(test.count - 1)",
        parameter: parameter)
    }
  }

  /// The part of the data that `split` names.
  func split(_ arguments: Arguments) throws -> ImageSet {
    switch arguments.word("split") {
    case "train": return train
    case "test": return test
    default:
      guard let validation else {
        throw Diagnostic(
          .data, "no images were held out to validate with",
          suggestion: "data \(request), validation=0.1",
          parameter: "split")
      }
      return validation
    }
  }

  /// The argument of `data` that asks for it.
  fileprivate var request: String {
    if name == Dataset.tensorName { return "x" }
    return name == "shapes" || KnownDataset.named(name) != nil ? name : name.literal
  }
}
