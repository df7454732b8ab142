import Autodiff
import Datasets
import Language
import Tensors
import VAE

// Group `data`: what is loaded, and taking images out of it.

extension Session {
  func dataEntries() -> [Entry] {
    [
      Entry(
        "data", .command, group: "data", "loads a data set",
        details: """
          MNIST is looked for in the folders of `ELBOW_DATA`, in your own data folder, and last among the samples that \
          came with Elbow. Nothing is downloaded. `shapes` are drawn on the spot: 32×32 images of a coloured shape each, \
          any number of them, whose factors of variation `factors()` gives.
          """,
        parameters: [
          Parameter(
            "name",
            .word(
              [
                Word("mnist", "handwritten digits, 28×28"), Word("fashion_mnist", "pieces of clothing, 28×28"),
                Word("cifar10", "small colour photographs, 32×32"),
                Word("shapes", "coloured shapes, 32×32, drawn from known factors"),
              ], open: true), "a data set's name, or the path of a folder"),
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
            "what `shapes` are drawn from: the same seed gives the same images"),
        ], result: "data", effect: .changesSession, example: "data mnist, batch=64", section: "Encoder Network"
      ) { [unowned self] arguments, context in
        guard case .string(let name) = arguments["name"] else {
          throw Diagnostic(
            .type, "data takes the name of a data set or the path of a folder, and this is \(arguments["name"].phrase)",
            suggestion: "data mnist", parameter: "name")
        }
        let loaded = try catalog.load(
          name,
          DatasetOptions(
            train: arguments.optionalInteger("train"), test: arguments.optionalInteger("test"),
            seed: UInt64(arguments.integer("seed"))))
        let isSameShape = loaded.train.shape == dataset?.train.shape
        dataset = loaded
        batchSize = arguments.integer("batch")
        forgetTraining()
        let keepsModel = isSameShape && model != nil
        if !isSameShape { model = nil }
        if context.isCommand {
          context.output.write(loaded.summary + "\n", to: .standardOutput)
          if let note = loaded.note { context.output.write(note + "\n", to: .standardOutput) }
          if keepsModel {
            context.output.write(
              "the model stays as it is; its training begins anew on these images\n", to: .standardOutput)
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
        ], result: "tensor", effect: .drawsNumbers, example: "data mnist\nx = batch(64)\nx.shape",
        section: "Encoder Network"
      ) { [unowned self] arguments, _ in
        let images = try requireDataset(for: "batch").train
        let count = arguments.optionalInteger("n") ?? batchSize
        guard count <= images.count else {
          throw Diagnostic(
            .value, "batch(\(count)) asks for more images than the \(grouped(images.count)) there are", parameter: "n")
        }
        let chosen = try random.next(.cells).permutation(images.count).prefix(count)
        return try Self.examples(
          images, chosen, labels: arguments.bool("labels"), otherwise: "x, y = batch(\(count), labels=True)")
      },
      Entry(
        "batches", group: "data", "all training images once, in random order, a batch at a time",
        parameters: [
          Parameter(
            "n", .integer(1...1_000_000), default: Value.none, defaultText: "the batch size", "images in a batch"),
          Parameter("labels", .bool, default: .bool(false), style: .keywordOnly, "give pairs `(images, labels)`"),
        ], result: "iterator", effect: .drawsNumbers,
        example: "data mnist\nfor x, y in batches(1500, labels=True):\n    print(x.shape, y.shape)",
        section: "Training Variational Autoencoder"
      ) { [unowned self] arguments, _ in
        let images = try requireDataset(for: "batches").train
        let size = arguments.optionalInteger("n") ?? batchSize
        let withLabels = arguments.bool("labels")
        var batches = try Batches(images, size: size, shuffled: random.next(.shuffling))
        return .iterator(
          IteratorValue("batches of \(size)", count: batches.count) {
            guard let indices = batches.nextIndices() else { return nil }
            return try Self.examples(
              images, indices, labels: withLabels, otherwise: "for x, y in batches(\(size), labels=True):")
          })
      },
      Entry(
        "images", group: "data", "all images of a split",
        parameters: [Self.splitParameter], result: "tensor", example: "data mnist\nimages(\"test\").shape"
      ) { [unowned self] arguments, _ in
        let set = try split(arguments, for: "images")
        return Value(try set.tensor(0..<set.count))
      },
      Entry(
        "labels", group: "data", "the class of each image of a split",
        parameters: [Self.splitParameter], result: "tensor", example: "data mnist\nlabels(\"test\")[:10]"
      ) { [unowned self] arguments, _ in
        Value(try Tensor(try split(arguments, for: "labels").labels.map(Float.init)))
      },
      Entry(
        "factors", group: "data", "what each image of a split was drawn from, by the name of the factor",
        details: """
          Known for `shapes`: shape (its class), hue (once around the colour circle from 0 to 1), size (the radius), x and y \
          (the centre from the top left corner), all in pixels, and rotation (clockwise, in radians).
          """,
        parameters: [Self.splitParameter], result: "dict",
        example: "data shapes, train=500, test=100\nf = factors(\"test\")\nf[\"hue\"].shape"
      ) { [unowned self] arguments, _ in
        guard let factors = try split(arguments, for: "factors").factors else {
          throw Diagnostic(
            .data, "nobody knows the factors of \(dataset?.title ?? "these images"); of `shapes` they are known",
            suggestion: "data shapes")
        }
        return .dict(
          DictValue(try factors.names.enumerated().map { ($1, Value(try Tensor(factors.column($0)))) }))
      },
    ]
  }

  private static var splitParameter: Parameter {
    Parameter(
      "split", .word([Word("train", "the images to train on"), Word("test", "the images held out")]),
      default: .string("train"), "which part")
  }

  private func split(_ arguments: Arguments, for entry: String) throws -> ImageSet {
    let dataset = try requireDataset(for: entry)
    return arguments.word("split") == "test" ? dataset.test : dataset.train
  }

  /// - Parameter hint: the line that gives the labels too.
  private static func examples(
    _ images: ImageSet, _ indices: some Collection<Int>, labels: Bool, otherwise hint: String
  ) throws -> Value {
    let x = Variable(try images.tensor(indices))
    guard labels else {
      return .object(
        TensorValue(x, unpackingHint: hint))
    }
    return .tuple([Value(x), Value(try Tensor(indices.map { Float(images.labels[$0]) }))])
  }
}
