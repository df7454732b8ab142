import Datasets
import Language
import Networks
import Tensors
import VAE

/// What the runs of a sweep have in common, and whose each of their settings is: the model's, the training's, the size of
/// batches, or those of a function that builds networks.
struct SweepRecipe {
  let session: Session
  /// The function, or class, that makes a run's networks, or does the run; nil for the architectures.
  let build: Value?
  /// The names of its arguments; nil where it takes any.
  let buildNames: [String]?

  init(_ session: Session, build: Value? = nil) {
    self.session = session
    self.build = build
    buildNames = if case .function(let function)? = build { function.argumentNames } else { nil }
  }

  enum Owner {
    case model, training, batch, build
  }

  /// Settings of a run, by whose they are.
  struct Parts {
    var model: [CallArgument] = []
    var training: [CallArgument] = []
    var build: [CallArgument] = []
    var batch: Int?
  }

  private static let modelNames = [
    "model", "latent", "hidden", "likelihood", "sigma", "prior", "components", "posterior", "flows", "codebook",
    "codebook_by", "commitment", "condition", "beta",
  ]
  /// What a model of the user's own networks takes too.
  private static let likelihoodNames = [
    "likelihood", "sigma", "prior", "components", "posterior", "flows", "codebook", "codebook_by", "commitment",
    "condition", "beta",
  ]
  private static let trainingNames = [
    "lr", "optimizer", "momentum", "schedule", "warmup", "annealing", "free_bits", "samples", "clip", "weight_decay",
    "patience", "drop_last", "objective", "capacity", "capacity_epochs", "alpha", "gamma", "sampling", "weight",
    "kernel",
    "bandwidth", "covariance", "diagonal", "sharpness",
  ]
  /// Names that mean something elsewhere, and why they do not here.
  private static let foreignNames = [
    "epochs": "all runs have the same number of them: sweep \"…\", epochs=5",
    "steps": "a sweep counts epochs: sweep \"…\", epochs=5",
    "seeds": "it stands behind the text: sweep \"…\", seeds=3",
    "seed": "it stands behind the text: sweep \"…\", seed=1; and seeds=3 runs everything three times",
    "keep": "it stands behind the text: sweep \"…\", keep=0.33",
    "random": "it stands behind the text: sweep \"…\", random=20",
    "name": "it stands behind the text: sweep \"…\", name=\"sizes\"",
    "validate": "a sweep looks at held-out images after every epoch",
    "checkpoint": "a sweep saves its runs by itself", "every": "a sweep saves its runs by itself",
    "penalty": "a sweep has no functions among its settings: train penalty=f, run by run",
    "log": "a sweep writes a table of its own, \(SweepFolder.table)",
  ]

  // MARK: Whose a setting is

  /// - Throws: ``Diagnostic`` for a name that nobody has.
  func owner(of name: String) throws -> Owner {
    if build != nil, buildNames?.contains(name) ?? false { return .build }
    if name == "batch" { return .batch }
    if (build == nil ? Self.modelNames : Self.likelihoodNames).contains(name) { return .model }
    if Self.trainingNames.contains(name) { return .training }
    if build != nil, buildNames == nil { return .build }
    if let reason = Self.foreignNames[name] {
      throw Diagnostic(.argument, "`\(name)` is no setting of a run: \(reason)")
    }
    let known =
      (build == nil ? Self.modelNames : (buildNames ?? []) + Self.likelihoodNames) + Self.trainingNames + ["batch"]
    let near = NearestName.find(name, among: known)
    throw Diagnostic(
      .argument,
      (build == nil ? "a run has no setting `\(name)`" : "neither the function nor `train` has a setting `\(name)`")
        + (near.map { "; did you mean `\($0)`?" } ?? ""),
      notes: ["there are " + known.joined(separator: ", ")])
  }

  func parts(_ settings: [SweepPair]) throws -> Parts {
    var parts = Parts()
    for pair in settings {
      switch try owner(of: pair.name) {
      case .model:
        parts.model.append(pair.name == "model" ? CallArgument(name: "encoder", pair.setting.value) : pair.argument)
      case .training: parts.training.append(pair.argument)
      case .build: parts.build.append(pair.argument)
      case .batch:
        guard case .integer(let size) = pair.setting, TrainerRecord.batchSizes.contains(size) else {
          throw Diagnostic(.value, "`batch` is a whole number from 1 to 100,000, and this is \(pair.setting.words)")
        }
        parts.batch = size
      }
    }
    return parts
  }

  /// The text with the name that it ends in completed, in each way: `latent=[2, 8], be`.
  static func completions(_ begun: String) -> [String] {
    let end = begun.lastIndex { !($0.isLetter || $0 == "_") }.map { begun.index(after: $0) } ?? begun.startIndex
    let before = begun[..<end].reversed().first { $0 != " " }
    // Within brackets stand values.
    let depth = begun.reduce(0) { $0 + (["[", "("].contains($1) ? 1 : ["]", ")"].contains($1) ? -1 : 0) }
    guard depth == 0, before == nil || before == "," else { return [] }
    let names = (modelNames + trainingNames + ["batch"]).map { $0 + "=[" } + Architecture.allCases.map(\.rawValue)
    return names.filter { $0.hasPrefix(begun[end...]) }.map { begun[..<end] + $0 }
  }

  // MARK: Is everything right?

  /// Looks at every name and every value by itself.
  ///
  /// - Throws: ``Diagnostic`` with the place in the text.
  func check(_ axes: [SweepAxis]) throws {
    for axis in axes {
      do { _ = try owner(of: axis.name) } catch { throw Self.placed(error, axis.place) }
      for (setting, place) in zip(axis.samples, axis.places) {
        do { try check(SweepPair(name: axis.name, setting: setting)) } catch { throw Self.placed(error, place) }
      }
    }
  }

  private func check(_ pair: SweepPair) throws {
    let parts = try parts([pair])
    if pair.name == "model", !parts.model.isEmpty {
      guard case .text(let name) = pair.setting, Architecture(rawValue: name) != nil else {
        throw Diagnostic(
          .value, "there is no architecture `\(pair.setting.words)`",
          suggestion: Architecture.allCases.map(\.rawValue).joined(separator: ", "))
      }
    }
    _ = try modelArguments(parts)
    // Of a momentum, or a setting of an objective, nobody knows yet whose it is.
    if pair.name == "momentum" || TrainingEntries.objectiveNames.contains(pair.name) {
      _ = try trainArguments(parts)
    } else {
      _ = try options(parts, beta: 1)
    }
  }

  private static func placed(_ error: any Error, _ place: Range<Int>) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    (diagnostic.place, diagnostic.parameter) = (place, nil)
    return diagnostic
  }

  /// Looks at the combinations, without computing anything: whether each of them makes a model of these images, and can be
  /// trained.
  func check(
    _ combinations: [[SweepPair]], of axes: [SweepAxis], _ dataset: Dataset, batchSize: Int
  ) throws {
    var seen: Set<[SweepPair]> = []
    for settings in combinations {
      do {
        let parts = try parts(settings)
        let options = try options(parts, beta: 1)
        let count = Batches.count(
          of: parts.batch ?? batchSize, in: dataset.train.count, dropsLast: options.dropsLast)
        guard count > 0 else {
          throw Diagnostic(.value, "drop_last leaves no batch of \(dataset.train.count) images", suggestion: "batch=…")
        }
        // What is lowered, and free bits, are not for every model.
        let ofModel = try settings.filter {
          try owner(of: $0.name) == .model || ["objective", "free_bits"].contains($0.name)
        }
        guard build == nil, seen.insert(ofModel).inserted else { continue }
        try AbstractTensors.using {
          var random = RandomSource()
          let model = try ModelEntries(session: session).makeModel(
            try modelArguments(parts), ImageDescription(dataset.train), random: &random)
          try TrainingEntries.check(options, fits: model)
        }
      } catch {
        var diagnostic = Diagnostic(error)
        diagnostic.place = axes.first { $0.name == diagnostic.parameter }?.place
        diagnostic.parameter = nil
        diagnostic.notes.append("in the run with \(settings.words)")
        throw diagnostic
      }
    }
  }

  // MARK: What a run is made of

  private func entry(_ name: String) -> Entry? {
    (ModelEntries(session: session).all + TrainingEntries(session: session).all).first { $0.name == name }
  }

  func modelArguments(_ parts: Parts, _ networks: [CallArgument] = []) throws -> Arguments {
    guard let entry = entry("model") else { return Arguments([:], given: []) }
    return try entry.match(networks + parts.model)
  }

  private func trainArguments(_ parts: Parts) throws -> Arguments {
    guard let entry = entry("train") else { return Arguments([:], given: []) }
    return try entry.match(parts.training)
  }

  func options(_ parts: Parts, beta: Double) throws -> TrainingOptions {
    var usual = TrainingOptions()
    usual.beta = beta
    return try TrainingEntries.trainingOptions(try trainArguments(parts), from: usual)
  }
}
