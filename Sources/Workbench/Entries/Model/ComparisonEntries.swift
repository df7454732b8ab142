import Datasets
import Files
import Language
import Tensors
import Text
import VAE

/// Group `measuring`, continued: models side by side.
struct ComparisonEntries {
  let session: Session

  /// Images of each kind whose features are compared.
  private static let usualCount = 2000
  /// Of the importance-weighted estimate: the test images, and the codes drawn for each.
  private static let (estimated, codes) = (100, 100)

  var all: [Entry] {
    [
      Entry(
        "compare", .command, group: "measuring", "saved models side by side: the bound, the codes, the samples",
        details: """
          Each model is a saved session, `compare "small", "large"`, or a run of the last sweep by its number, `compare 2, 5`; \
          the present model stands first. All are measured on the test images of the present data, with the same random \
          numbers: the negative ELBO and its KL, -log p(x) by importance sampling (100 test images, 100 codes each), active \
          dimensions, a linear probe, and by `fid` the distance, precision and recall of samples and the distance of \
          reconstructions; MIG where the factors are known. The session stays as it is. Gives a list of dicts.
          """,
        parameters: [
          Parameter("models", .any, style: .variadic, "names of saved sessions, or numbers of runs of the last sweep"),
          Parameter(
            "n", .integer(SampleJudge.leastImages...100_000), default: Value.none, defaultText: "up to 2,000",
            unit: "images",
            style: .keywordOnly, "of each kind whose features are compared"),
        ], result: "list", abstract: .unknown,
        example:
          "data shapes, train=300, test=100\nmodel mlp, latent=4, hidden=16\nsave \"small\"\nmodel mlp, latent=8, hidden=16\ncompare(\"small\", n=50)"
      ) { arguments, context in
        let dataset = try session.requireDataset(for: "compare")
        let models = try models(arguments, dataset)
        let obstacle = Self.obstacleToFeatures(dataset)
        let judge = try obstacle == nil ? judge(arguments, dataset, context) : nil
        if let obstacle, !arguments["n"].isNone {
          throw Diagnostic(.value, "n counts images whose features are compared, and \(obstacle)", parameter: "n")
        }
        let rows = try models.map { try Row($0, dataset, judge, context) }
        if context.isCommand {
          var table = Self.table(rows)
          table.footer = Self.notes(models, obstacle)
          context.output.display(table.display, id: nil)
        }
        return .list(ListValue(rows.map { .dict(DictValue($0.entries)) }))
      }
    ]
  }

  // MARK: The models

  private struct Compared {
    let name: String
    let model: VariationalAutoencoder
    let epochs: Int
    /// What it was trained on, where that is known to be something else than the present data.
    var otherData: String?
  }

  private func models(_ arguments: Arguments, _ dataset: Dataset) throws -> [Compared] {
    var models: [Compared] = []
    if let model = session.model, model.image == dataset.train.shape, model.obstacle(dataset.train) == nil {
      models.append(Compared(name: "present", model: model, epochs: session.trainer?.history.epochs.count ?? 0))
    }
    for value in arguments.values("models") { models.append(try saved(value, dataset)) }
    guard models.count > 1 || !arguments.values("models").isEmpty else {
      throw Diagnostic(
        .type, "compare takes the names of saved sessions, or numbers of runs of the last sweep",
        suggestion: "save \"first\" before another model is made, and then compare \"first\"", parameter: "models")
    }
    return models
  }

  private func saved(_ value: Value, _ dataset: Dataset) throws -> Compared {
    let (name, path): (String, String)
    switch value {
    case .string(let text):
      path = try FileNames.existing(text, session.catalog)
      name = Paths.name(Paths.hasEnding(text, ".safetensors") ? String(text.dropLast(12)) : text)
    case .integer(let run): (name, path) = ("run \(run)", try session.sweepFile(run))
    default:
      throw Diagnostic(
        .type, "compare takes names of saved sessions, or numbers of runs, and this is \(value.phrase)",
        parameter: "models")
    }
    let file = try SavedTensors.read(path)
    guard let saved = try SessionFile(file, path), let model = try saved.modelAlone() else {
      throw Diagnostic(
        .data, "\(path) is no saved session with a model: a file of weights does not say what model they are of",
        suggestion: "load it into its model, and save the session", parameter: "models")
    }
    guard model.image == dataset.train.shape else {
      throw Diagnostic(
        .model, "\(name) is a model for images of \(model.image), and \(dataset.title) has \(dataset.train.shape)",
        parameter: "models")
    }
    if let obstacle = model.obstacle(dataset.train) { throw obstacle }
    return Compared(
      name: name, model: model, epochs: saved.epochs ?? 0,
      otherData: saved.data.flatMap { data in
        guard data.fingerprint == session.fingerprint(of: dataset) else { return "other images: \(data.title)" }
        return data.options == dataset.options ? nil : "these images with other settings of `data`"
      })
  }

  /// Why no features of these images can be compared; nil where they can.
  private static func obstacleToFeatures(_ dataset: Dataset) -> String? {
    guard dataset.train.hasSeveralClasses else {
      return "\(dataset.title) has no classes to learn features of images by"
    }
    let available = min(dataset.test.count, dataset.train.count)
    guard available < SampleJudge.leastImages else { return nil }
    return "features of \(SampleJudge.leastImages) images at least are compared, and there are \(available)"
  }

  private func judge(_ arguments: Arguments, _ dataset: Dataset, _ context: Context) throws -> SampleJudge {
    let available = min(dataset.test.count, dataset.train.count)
    if let wanted = arguments.optionalInteger("n"), wanted > available {
      throw Diagnostic(
        .value,
        "compare looks at as many images of each kind, and there are \(grouped(available)) of one, not \(grouped(wanted))",
        suggestion: "n=\(available)", parameter: "n")
    }
    return try SampleQualityEntries(session: session).judge(
      dataset, count: arguments.optionalInteger("n") ?? min(available, Self.usualCount), .none, context)
  }

  // MARK: The figures

  private struct Row {
    let compared: Compared
    let evaluation: Evaluation
    /// Nil where an image has one code, and the estimate would be the bound.
    let nll: Double?
    /// The images that it is the mean of.
    let estimated: Int
    let active: Int
    var samples, reconstructions: SampleJudge.Verdict?
    var probe, gap: Double?

    init(_ compared: Compared, _ dataset: Dataset, _ judge: SampleJudge?, _ context: Context) throws {
      self.compared = compared
      let check = { try context.cancellation.safepoint() }
      let model = compared.model
      evaluation = try model.evaluate(dataset.test, noise: Philox(seed: 0, stream: .sampling, draw: 2), check: check)
      let images = try dataset.test.subset(
        SampleJudge.chosen(min(ComparisonEntries.estimated, dataset.test.count), of: dataset.test.count))
      estimated = images.count
      nll =
        model.codebook != nil
        ? nil
        : try model.negativeLogLikelihood(
          images, samples: ComparisonEntries.codes,
          noise: { Philox(seed: 0, stream: .sampling, draw: 3 + UInt64($0)) }, check: check
        ).mean
      active = try model.diagnose(dataset.test, check: check).activeUnits.count
      if let judge {
        samples = try judge.samples(of: model)
        reconstructions = try judge.reconstructions(of: model, dataset.test)
        if model.condition == nil { probe = try SampleQualityEntries.probe(model, dataset, context).accuracy }
      }
      if let factors = dataset.test.factors, dataset.test.count >= 4 {
        let coded = CodedFactors(
          codes: try model.means(of: dataset.test, 0..<dataset.test.count),
          factors: try Tensor(factors.values, [factors.count, factors.names.count]), names: factors.names)
        gap = MutualInformationGap(coded).value
      }
    }

    var entries: [(String, Value)] {
      var entries: [(String, Value)] = [
        ("name", .string(compared.name)), ("latent", .integer(compared.model.latentDimension)),
        ("parameters", .integer(compared.model.parameterCount)), ("epochs", .integer(compared.epochs)),
        ("loss", .real(evaluation.total.mean)), ("kl", .real(evaluation.kl.mean)),
        ("nll", nll.map { .real($0) } ?? .none),
        ("active", .integer(active)),
      ]
      if let samples, let reconstructions {
        entries += [
          ("fid", .real(samples.distance)), ("precision", .real(samples.coverage.precision)),
          ("recall", .real(samples.coverage.recall)), ("reconstruction_fid", .real(reconstructions.distance)),
        ]
      }
      if let probe { entries.append(("probe", .real(probe))) }
      if let gap { entries.append(("mig", .real(gap))) }
      return entries
    }
  }

  private static func table(_ rows: [Row]) -> TextTable {
    var lines: [[String]] = []
    func line(_ name: String, _ cell: (Row) -> String?) {
      let cells = rows.map(cell)
      if cells.contains(where: { $0 != nil }) { lines.append([name] + cells.map { $0 ?? "" }) }
    }
    line("latent dimensions") { "\($0.compared.model.latentDimension)" }
    line("of them active") { "\($0.active)" }
    line("parameters") { grouped($0.compared.model.parameterCount) }
    line("epochs") { "\($0.compared.epochs)" }
    line("negative ELBO, nats") { fixed($0.evaluation.total.mean, 2) }
    line("  KL") { fixed($0.evaluation.kl.mean, 2) }
    line("-log p(x), \(counted(rows[0].estimated, "image"))") { $0.nll.map { fixed($0, 2) } }
    line("samples: distance") { $0.samples.map { SampleQualityEntries.distance($0.distance) } }
    line("  precision") { $0.samples.map { fixed($0.coverage.precision, 3) } }
    line("  recall") { $0.samples.map { fixed($0.coverage.recall, 3) } }
    line("reconstructions: distance") { $0.reconstructions.map { SampleQualityEntries.distance($0.distance) } }
    line("linear probe") { $0.probe.map { "\(fixed(100 * $0, 1)) %" } }
    line("MIG") { $0.gap.map { fixed($0, 3) } }
    return TextTable(header: ["on the test images"] + rows.map(\.compared.name), rows: lines)
  }

  /// What a reader of the table should know.
  private static func notes(_ models: [Compared], _ obstacle: String?) -> String? {
    var notes: [String] = []
    let likelihoods = models.map(\.model.likelihood)
    if let other = likelihoods.first(where: { $0 != likelihoods[0] }) {
      let names = [likelihoods[0].name, other.name]
      notes.append(
        "nats of " + (names[0] == names[1] ? "\(names[0]) with other spreads" : names.joined(separator: " and "))
          + " count different things, and do not compare")
    }
    let told = models.filter { $0.model.condition != nil }.map(\.name)
    if !told.isEmpty {
      notes.append(
        told.joined(separator: " and ") + (told.count == 1 ? " is" : " are")
          + " told each image's class: nats are of p(x | class), and no probe reads the class off such codes")
    }
    for compared in models {
      if let data = compared.otherData { notes.append("\(compared.name) was trained on \(data)") }
    }
    notes.append(
      obstacle.map { "no distances: \($0)" }
        ?? "distances are by features of a classifier trained here, not Inception's")
    return notes.joined(separator: "; ")
  }
}
