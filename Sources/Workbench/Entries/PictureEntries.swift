import Autodiff
import Graphics
import Language
import Tensors
import Text

/// Group `pictures`: tensors as images, numbers as plots.
struct PictureEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "show", .command, group: "pictures", "shows a tensor as an image or a grid of images, or a picture again",
        details: """
          Shapes that are understood: `height×width`, `channels×height×width`, `count×channels×height×width`, \
          `count×height×width`, and rows of pixels, which take the image shape of the current data, or else a square. \
          Values run from 0 (black) to 1 (white); NaN shows as magenta.
          """,
        parameters: [
          Parameter("what", .any, "a tensor, a picture, or a list of tensors"),
          Parameter(
            "columns", .integer(1...1000), default: Value.none, defaultText: "about a square", "images in a row"),
          Parameter(
            "scale", .integer(1...64), default: Value.none, defaultText: "what looks well", "pixels to a pixel"),
          Parameter(
            "captions", .list, default: Value.none, style: .keywordOnly,
            "a word to the left of each row, from the first"),
        ], result: "picture", abstract: .unknown, alwaysDisplays: true, example: "show rand(28, 28)",
        lesson: "01-decoder-network",
        otherNames: ["imshow"]
      ) { arguments, context in
        if case .object(let object) = arguments["what"], let picture = object as? PictureValue {
          return .displayed(picture, context)
        }
        let tensor = try arguments.tensor("what", for: "show").value
        var grid = ImageGrid(try ImageShapes(session.dataset?.train.shape).rasters(tensor))
        grid.columns = arguments.optionalInteger("columns")
        grid.scale = arguments.optionalInteger("scale")
        grid.rowCaptions = try strings(arguments, "captions", "the captions of rows are strings")
        let picture = try grid.picture()
        if let words = ImageShapes.clipping(tensor) { context.output.write(words + "\n", to: .standardError) }
        return .displayed(PictureValue(picture), context)
      },
      Entry(
        "plot", .command, group: "pictures", "draws the course of training, or numbers as a curve",
        details: """
          A word draws the record of `train`: `loss` (the negative ELBO, batch by batch and epoch by epoch), `elbo`, \
          `reconstruction`, `kl`, `validation`, `gradients`, `lr`. With `runs`, the numbers that `history` lists, it lays \
          several runs over each other. Anything else is drawn as it is: lists and tensors as curves, a history as its loss.
          """,
        parameters: [
          Parameter(
            "what",
            .word(
              [
                Word("loss", "the negative ELBO"), Word("elbo", "the ELBO"),
                Word("reconstruction", "the cost of the pixels"), Word("kl", "the cost of the latent code"),
                Word("validation", "the negative ELBO of held-out images"),
                Word("gradients", "the length of the gradient"), Word("lr", "the learning rate"),
              ], open: true), style: .variadic, "a word, or the values of one curve or several"),
          Parameter(
            "runs", .integers, default: Value.none, defaultText: "the present model's training", style: .keywordOnly,
            "which calls of `train`, over each other"),
          Parameter("x", .any, default: Value.none, style: .keywordOnly, "where the values stand"),
          Parameter(
            "labels", .either([.list, .string]), default: Value.none, style: .keywordOnly,
            "a name for each curve, or that of the only one"),
          Parameter("title", .string, default: .string(""), style: .keywordOnly, "the heading"),
          Parameter("xlabel", .string, default: .string(""), style: .keywordOnly, "what runs along the bottom"),
          Parameter("ylabel", .string, default: .string(""), style: .keywordOnly, "what runs up the side"),
        ], result: "picture", abstract: .unknown, alwaysDisplays: true,
        example: "plot([1, 4, 9, 16], title=\"squares\")",
        lesson: "06-training",
        expansion: {
          """
          h = history()
          plot h.loss, x=range(1, len(h.loss) + 1), title="negative ELBO", xlabel="epoch", ylabel="nats per image"
          """
        }
      ) { arguments, context in
        .displayed(try plot(arguments), context)
      },
      Entry(
        "histogram", .command, group: "pictures", "how often values fall where",
        parameters: [
          Parameter("values", .like("tensor"), "the values"),
          Parameter("bins", .integer(1...10_000), default: Value.none, defaultText: "from the data", "intervals"),
          Parameter("title", .string, default: .string(""), style: .keywordOnly, "the heading"),
          Parameter("xlabel", .string, default: .string(""), style: .keywordOnly, "what runs along the bottom"),
          Parameter("ylabel", .string, default: .string(""), style: .keywordOnly, "what runs up the side"),
        ], result: "picture", abstract: .unknown, alwaysDisplays: true, example: "histogram(randn(1000))",
        otherNames: ["hist"]
      ) { arguments, context in
        let values = try numbers(arguments, "values", for: "histogram")
        let series = Series(.histogram(.init(values: values, bins: arguments.optionalInteger("bins"))))
        let plot = labelled(Plot([series], title: nonempty(arguments.string("title"))), arguments)
        return .displayed(PictureValue(try plot.picture()), context)
      },
      Entry(
        "scatter", .command, group: "pictures", "points in the plane, coloured by class where `labels` are given",
        parameters: [
          Parameter("x", .like("tensor"), "where the points stand from left to right, or all of them as n×2"),
          Parameter(
            "y", .like("tensor"), default: Value.none, defaultText: "the second column of x",
            "where they stand from bottom to top"),
          Parameter("labels", .like("tensor"), default: Value.none, "the class of each point"),
          Parameter("title", .string, default: .string(""), style: .keywordOnly, "the heading"),
          Parameter("xlabel", .string, default: .string(""), style: .keywordOnly, "what runs along the bottom"),
          Parameter("ylabel", .string, default: .string(""), style: .keywordOnly, "what runs up the side"),
        ], result: "picture", abstract: .unknown, alwaysDisplays: true, example: "scatter(randn(200), randn(200))"
      ) { arguments, context in
        let classes = try arguments["labels"].isNone ? nil : classes(arguments)
        let (x, y) = try points(arguments)
        if let classes, classes.count != x.count {
          throw Diagnostic(
            .shape,
            "scatter takes a label for each point, and got \(counted(classes.count, "label")) for \(counted(x.count, "point"))",
            parameter: "labels")
        }
        let series = Series(.scatter(.init(x: x, y: y, classes: classes)))
        let plot = labelled(Plot([series], title: nonempty(arguments.string("title"))), arguments)
        return .displayed(PictureValue(try plot.picture()), context)
      },
      Entry(
        "diagram", .command, group: "pictures",
        "draws how the model is put together, or why its draw is written as it is",
        parameters: [
          Parameter(
            "what",
            .word([
              Word("model", "the present networks, with the shape that each layer gives"),
              Word("gradients", "the way of the gradient past the draw: reparameterization"),
            ]), default: .string("model"), "a word")
        ], result: "picture", abstract: .nothing, alwaysDisplays: true,
        example: "data mnist\nmodel latent=10\ndiagram model",
        lesson: "03-encoder-network"
      ) { arguments, context in
        let picture =
          arguments.word("what") == "gradients"
          ? try ModelDiagram.gradients() : try ModelDiagram.model(session.requireModel(for: "diagram"))
        return .displayed(PictureValue(picture), context)
      },
    ]
  }

  /// A plot with what is said of its axes.
  private func labelled(_ plot: Plot, _ arguments: Arguments) -> Plot {
    var plot = plot
    plot.x.label = nonempty(arguments.string("xlabel"))
    plot.y.label = nonempty(arguments.string("ylabel"))
    return plot
  }

  private func plot(_ arguments: Arguments) throws -> PictureValue {
    let values = arguments.values("what")
    let quantities = values.compactMap { value in
      if case .string(let word) = value { TrainingPlot.Quantity(rawValue: word) } else { nil }
    }
    if values.count > 1, quantities.count == values.count {
      throw Diagnostic(
        .argument, "plot draws one course of training at a time",
        suggestion: quantities.map { "plot \($0.rawValue)" }.joined(separator: "\n"))
    }
    var plot: Plot
    if values.count == 1, case .string(let word) = values[0], let quantity = TrainingPlot.Quantity(rawValue: word) {
      plot = try trainingPlot(quantity, arguments)
    } else if values.count == 1, case .object(let object) = values[0], let history = object as? HistoryValue {
      plot = TrainingPlot(history.history, .loss).plot
    } else {
      let labels = try strings(arguments, "labels", "the labels of curves are strings")
      let curves = try Curves(values, x: arguments["x"], labels: labels)
      plot = curves.plot()
    }
    if let title = nonempty(arguments.string("title")) { plot.title = title }
    if let label = nonempty(arguments.string("xlabel")) { plot.x.label = label }
    if let label = nonempty(arguments.string("ylabel")) { plot.y.label = label }
    return PictureValue(try plot.picture())
  }

  private func trainingPlot(_ quantity: TrainingPlot.Quantity, _ arguments: Arguments) throws -> Plot {
    if let numbers = arguments.optionalIntegers("runs") {
      let chosen = try numbers.map { try session.run($0, for: "plot") }
      let labels = try strings(arguments, "labels", "the labels of runs are strings")
      let names = RunTable.labels(chosen)
      return TrainingPlot(
        chosen.enumerated().map { place, run in
          (place < labels.count ? labels[place] : names[place], run.own)
        }, quantity
      ).plot
    }
    if quantity == .validation, let trainer = session.trainer,
      trainer.history.epochs.allSatisfy({ $0.validation == nil })
    {
      throw Diagnostic(
        .value, "no held-out images were looked at while training", suggestion: "train epochs=1, validate=True")
    }
    if let trainer = session.trainer { return TrainingPlot(trainer.history, quantity).plot }
    guard quantity == .loss, !session.recordedLosses.isEmpty else {
      throw session.noTraining("plot \(quantity.rawValue)")
    }
    return try Curves([.list(ListValue(session.recordedLosses.map { .real($0) }))], x: .none, labels: ["each step"])
      .plot()
  }

  /// The coordinates of the points of `scatter`: two lists of numbers, or the columns of one tensor of n×2.
  private func points(_ arguments: Arguments) throws -> (x: [Double], y: [Double]) {
    let x = try numbers(arguments, "x", for: "scatter")
    let shape = try arguments.tensor("x", for: "scatter").value.shape
    let arePairs = shape.rank == 2 && shape[1] == 2
    if arguments["y"].isNone {
      guard arePairs else {
        @Sendable func columns(of x: String) -> String { "two of its columns: scatter(\(x)[:, 0], \(x)[:, 1])" }
        let hasColumns = shape.rank == 2 && shape[1] > 1
        var diagnostic = Diagnostic(
          .shape, "scatter takes an x and a y for each point, or points as n×2, and got \(shape) alone",
          suggestion: hasColumns ? columns(of: "x") : nil, example: "scatter(randn(200), randn(200))", parameter: "x")
        if hasColumns { diagnostic.suggestionForArgument = { columns(of: $0) } }
        throw diagnostic
      }
      return (stride(from: 0, to: x.count, by: 2).map { x[$0] }, stride(from: 1, to: x.count, by: 2).map { x[$0] })
    }
    let y = try numbers(arguments, "y", for: "scatter")
    guard x.count == y.count else {
      throw Diagnostic(
        .shape, "scatter takes an x and a y for each point, and got \(x.count) and \(y.count)",
        suggestion: arePairs && y.count == shape[0]
          ? "points of n×2 need no y, and their classes a name: scatter(points, labels=classes)" : nil,
        parameter: "y")
    }
    return (x, y)
  }

  /// The class of each point of `scatter`.
  private func classes(_ arguments: Arguments) throws -> [Int] {
    try numbers(arguments, "labels", for: "labels= of scatter").map { number in
      guard let label = Int(exactly: number), abs(label) <= 1_000_000 else {
        var diagnostic = Diagnostic(
          .value, "scatter: labels are whole numbers, and one of these is \(Value.real(number).repr)",
          suggestion: "y // 1 makes whole numbers", parameter: "labels")
        diagnostic.suggestionForArgument = { "\($0) // 1 makes whole numbers" }
        throw diagnostic
      }
      return label
    }
  }

  private func strings(_ arguments: Arguments, _ name: String, _ rule: String) throws -> [String] {
    if case .string(let only) = arguments[name] { return [only] }
    return try (arguments[name].elements ?? []).map { value in
      guard case .string(let text) = value else {
        throw Diagnostic(.type, "\(rule), and one of these is \(value.phrase)", parameter: name)
      }
      return text
    }
  }

  /// The numbers of an argument, as many as can be drawn.
  private func numbers(_ arguments: Arguments, _ name: String, for entry: String) throws -> [Double] {
    let tensor = try arguments.tensor(name, for: entry).value
    guard tensor.count <= Curves.mostPoints else {
      var diagnostic = Diagnostic(
        .value, "\(entry): \(grouped(tensor.count)) values are more than can be drawn",
        suggestion: "draw every hundredth, as x[::100]", parameter: name)
      diagnostic.suggestionForArgument = { "draw every hundredth, as \($0)[::100]" }
      throw diagnostic
    }
    return tensor.array.map(Double.init)
  }

  private func nonempty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
