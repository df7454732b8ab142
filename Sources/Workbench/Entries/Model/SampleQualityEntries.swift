import Datasets
import Language
import Tensors
import Text
import VAE

/// Group `measuring`, continued: how samples compare with images.
struct SampleQualityEntries {
  let session: Session

  /// Images of each kind that are compared where nobody says how many: the distances between all pairs are looked at.
  private static let usualCount = 10_000

  var all: [Entry] {
    [
      Entry(
        "fid", .command, group: "measuring",
        "how far samples are from the test images: a Fréchet distance, precision and recall",
        details: """
          What images are like is said by 64 features of a small classifier, which is trained on the classes of the training \
          images when it is first asked for, always alike. The distance is that of two normal distributions fitted to the \
          features: Heusel's FID, but not on Inception's features, so that it compares models of the same data here, and \
          nothing with published figures. It stands beside that of the training images, which nobody can do much better \
          than, and of reconstructions. Precision is the share of samples that lie among the test images, recall the share of \
          test images that lie among the samples (Kynkäänniemi et al. 2019). Samples are expected images, from codes that are \
          always the same; `from=mixture`, `from=flow` and `from=diffusion` draw them as `sample` does. Fewer images give a larger distance: \
          compare figures of as many. With \
          `images=`, those are judged instead of samples; with `features=`, a function or network of yours describes images.
          """,
        parameters: [
          Parameter(
            "n", .integer(SampleJudge.leastImages...100_000), default: Value.none,
            defaultText: "as many as test images",
            unit: "images", "of each kind that are compared"),
          Parameter(
            "images", .like("tensor"), default: Value.none, defaultText: "samples of the model",
            "images [n, channels, height, width] to be judged"),
          Parameter(
            "features", .callable, default: Value.none, defaultText: "those of a classifier trained here",
            "gives features [n, d] of images [n, channels, height, width]"),
          CodeSampling.source,
        ], result: "dict", abstract: .unknown,
        example: "data shapes, train=300, test=100\nmodel mlp, latent=4, hidden=16\nfid n=100",
        lesson: "15-latent-diffusion"
      ) { arguments, context in
        let figures = try figures(arguments, context)
        if context.isCommand { context.output.display(Self.table(figures).display, id: nil) }
        return .dict(DictValue(figures.entries))
      },
      Entry(
        "linear_probe", .command, group: "measuring", "whether a linear classifier can read the classes off the codes",
        details: """
          Logistic regression on the posterior means of up to 10,000 training images, and the share of test images whose class it then \
          tells (Alain & Bengio 2017). Beside it stands the share that one would get right who always says the most frequent class.
          """,
        result: "dict", abstract: .unknown,
        example: "data shapes, train=300, test=100\nmodel mlp, latent=4, hidden=16\nlinear_probe", lesson: nil
      ) { _, context in
        let (dataset, model) = try session.requireFittingDataset(for: "linear_probe")
        let probe = try Self.probe(model, dataset, context)
        if context.isCommand {
          context.output.write(
            "a linear classifier of the codes is right about \(fixed(100 * probe.accuracy, 1)) % of "
              + "\(counted(dataset.test.count, "test image")); always the most frequent class: \(fixed(100 * probe.chance, 1)) %\n",
            to: .standardOutput)
        }
        return .dict(DictValue([("accuracy", .real(probe.accuracy)), ("chance", .real(probe.chance))]))
      },
    ]
  }

  // MARK: Figures

  private struct Figures {
    var count: Int
    /// What is judged.
    var name: String
    var judged, training: SampleJudge.Verdict
    var reconstructions: SampleJudge.Verdict?
    /// Of the classifier; nil for features of the user's.
    var accuracy: Double?
    var title: String

    var entries: [(String, Value)] {
      var entries: [(String, Double)] = [
        ("fid", judged.distance), ("precision", judged.coverage.precision), ("recall", judged.coverage.recall),
        ("training_fid", training.distance),
      ]
      if let reconstructions { entries.append(("reconstruction_fid", reconstructions.distance)) }
      if let accuracy { entries.append(("classifier_accuracy", accuracy)) }
      return entries.map { ($0.0, .real($0.1)) }
    }
  }

  private func figures(_ arguments: Arguments, _ context: Context) throws -> Figures {
    let given = try arguments["images"].isNone ? nil : arguments.tensor("images", for: "fid").value
    let dataset = try session.requireDataset(for: "fid")
    let model = try given == nil ? session.requireFittingDataset(for: "fid").1 : nil
    let kind = CodeModelKind(rawValue: arguments.word("from"))
    guard given == nil || kind == nil else {
      throw Diagnostic(
        .argument, "fid judges `images`, or samples `from` what was fitted to the model's codes, and not both",
        suggestion: "fid from=\(arguments.word("from"))", parameter: "from")
    }
    let fitted = try model.flatMap { model in
      try kind.map { try session.requireCodeModel($0, of: model, for: "fid") }
    }
    if let given { try Self.check(given, dataset) }
    let available = [dataset.test.count, dataset.train.count, given?.shape[0] ?? .max].min() ?? 0
    guard available >= SampleJudge.leastImages else {
      throw Diagnostic(
        .value, "fid compares \(SampleJudge.leastImages) images at least, and there are \(available)",
        parameter: "images")
    }
    if let wanted = arguments.optionalInteger("n"), wanted > available {
      throw Diagnostic(
        .value,
        "fid compares as many images of each kind, and there are \(grouped(available)) of one, not \(grouped(wanted))",
        suggestion: "n=\(available)", parameter: "n")
    }
    let judge = try judge(
      dataset, count: arguments.optionalInteger("n") ?? min(available, Self.usualCount), arguments["features"], context)
    let judged =
      if let given { try judge.verdict(given) } else if let model { try judge.samples(of: model, from: fitted) } else {
        throw Diagnostic(.model, "fid needs a model, or images to judge")
      }
    return Figures(
      count: judge.count, name: model == nil ? "these images" : kind.map { "samples from=\($0.rawValue)" } ?? "samples",
      judged: judged,
      training: try judge.verdict(dataset.train),
      reconstructions: try model.map { try judge.reconstructions(of: $0, dataset.test) },
      accuracy: arguments["features"].isNone ? session.featureClassifier?.accuracy : nil, title: dataset.title)
  }

  private static func check(_ images: Tensor, _ dataset: Dataset) throws {
    let shape = dataset.train.shape
    guard images.rank == 4, Array(images.shape.dimensions.dropFirst()) == [shape.channels, shape.height, shape.width]
    else {
      throw Diagnostic(
        .shape,
        "fid compares with images of \(shape), [n, \(shape.channels), \(shape.height), \(shape.width)], and these are \(images.shape)",
        parameter: "images")
    }
    guard try images.isFinite else {
      throw Diagnostic(.value, "fid: some of these pixels are infinite or none", parameter: "images")
    }
  }

  /// What compares with the test images: by a function of the user's, or the classifier, which is trained if it was not.
  func judge(_ dataset: Dataset, count: Int, _ function: Value, _ context: Context) throws -> SampleJudge {
    let check = { try context.cancellation.safepoint() }
    guard function.isNone else {
      return try SampleJudge(dataset.test, count: count, check: check) { try Self.features(function, $0, context) }
    }
    let classifier = try classifier(dataset, context)
    return try SampleJudge(dataset.test, count: count, check: check) { try classifier.features($0) }
  }

  private func classifier(_ dataset: Dataset, _ context: Context) throws -> FeatureClassifier {
    if let known = session.featureClassifier { return known }
    guard dataset.train.hasSeveralClasses else {
      throw Diagnostic(
        .data, "\(dataset.title) has images of no two classes, and so no classifier to say what its images are like",
        suggestion: "features=f, a function or network that gives [n, d] numbers of images", parameter: "features")
    }
    if context.isCommand {
      context.output.write(
        "training a classifier to compare images by: \(counted(FeatureClassifier.steps(dataset.train), "step"))\n",
        to: .standardOutput)
    }
    let made = try FeatureClassifier(dataset.train, test: dataset.test) { try context.cancellation.safepoint() }
    session.featureClassifier = made
    return made
  }

  private static func features(_ function: Value, _ images: Tensor, _ context: Context) throws -> Tensor {
    let result = try context.call(function, Value(images))
    let features = try result.tensor(for: "fid").value
    guard features.rank == 2, features.shape[0] == images.shape[0], features.shape[1] > 0 else {
      throw Diagnostic(
        .shape,
        "features= gives a row for each of \(images.shape[0]) images, [\(images.shape[0]), d], and this gives \(features.shape)",
        suggestion: features.rank > 2 && features.shape[0] == images.shape[0]
          ? "features=lambda x: f(x).flatten(1)" : nil,
        parameter: "features")
    }
    guard features.shape[1] <= FrechetDistance.mostFeatures else {
      throw Diagnostic(
        .value,
        "features= gives \(grouped(features.shape[1])) numbers of each image, and \(grouped(FrechetDistance.mostFeatures)) are the most",
        suggestion: "features=lambda x: f(x)[:, :\(FrechetDistance.mostFeatures)]", parameter: "features")
    }
    guard try features.isFinite else {
      throw Diagnostic(.value, "features= gives numbers that are infinite or none", parameter: "features")
    }
    return features
  }

  /// Training images whose codes the probe is fitted to.
  private static let probed = 10_000

  static func probe(_ model: VariationalAutoencoder, _ dataset: Dataset, _ context: Context) throws -> LinearProbe {
    guard dataset.train.hasSeveralClasses else {
      throw Diagnostic(.data, "\(dataset.title) has images of no two classes to be read off the codes")
    }
    if model.condition != nil {
      throw Diagnostic(
        .model, "this model is told the class of each image: a probe of its codes would read off what it was told",
        suggestion: "a model without condition=labels")
    }
    let check = { try context.cancellation.safepoint() }
    func coded(_ images: ImageSet, _ count: Int) throws -> (Tensor, [UInt8]) {
      // Those of a set may stand in the order of their classes.
      let chosen = try SampleJudge.chosen(count, of: images.count)
      let codes = try stride(from: 0, to: count, by: 500).map { start in
        try check()
        return try model.means(of: images, chosen[start..<min(count, start + 500)])
      }
      return (try .concatenated(codes, 0), chosen.map { images.labels[$0] })
    }
    return try LinearProbe(
      train: coded(dataset.train, min(Self.probed, dataset.train.count)), test: coded(dataset.test, dataset.test.count),
      classes: dataset.train.classNames.count, check: check)
  }

  private static func table(_ figures: Figures) -> TextTable {
    func row(_ name: String, _ verdict: SampleJudge.Verdict) -> [String] {
      [name, distance(verdict.distance), fixed(verdict.coverage.precision, 3), fixed(verdict.coverage.recall, 3)]
    }
    var table = TextTable(
      header: ["\(counted(figures.count, "image")) beside as many of the test", "distance", "precision", "recall"],
      rows: [row(figures.name, figures.judged)])
    if let reconstructions = figures.reconstructions { table.rows.append(row("reconstructions", reconstructions)) }
    table.rows.append(row("training images", figures.training))
    table.footer =
      figures.accuracy.map {
        "by features of a classifier that was trained here, right about \(fixed(100 * $0, 1)) % of the test images; "
          + "not Inception's: compare with models of the same data"
      } ?? "by features of your own"
    return table
  }

  static func distance(_ distance: Double) -> String { fixed(distance, distance < 10 ? 3 : 1) }
}

extension ImageSet {
  /// Whether there are images of two classes at least, by which images can be told apart.
  var hasSeveralClasses: Bool { classNames.count > 1 && Set(labels).count > 1 }
}
