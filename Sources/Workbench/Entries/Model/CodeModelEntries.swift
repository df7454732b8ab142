import Autodiff
import Datasets
import Language
import Networks
import Tensors
import Text
import VAE

/// Group `training`: what is fitted to the codes of a trained model, to draw from in place of its prior.
struct CodeModelEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "fit", .command, group: "training", "fits a distribution to the codes of the model, for sample from=",
        details: """
          A code of each training image is drawn from q(z | x), and the distribution fitted to them ([models of \
          codes](latent-diffusion.md)). The model stays as it is; `sample 16, from=mixture` draws codes from what was fitted, and \
          decodes them. Where the model changes, codes are others, and what was fitted is out of date.

          `mixture` is of normal distributions of full covariance, found by expectation-maximization; of one component it is the normal \
          distribution with the codes' mean and covariance. An interrupt keeps the mixture after the last whole round.

          `flow` is a normal distribution that learned coupling layers bend (RealNVP), trained for some epochs on codes drawn anew in \
          each; said again, it goes on where it stopped. Each line is -log p(z) of the training images' codes in nats. An interrupt keeps \
          what is learned.

          `pixelcnn` is of quantized codes (`model vector_quantized`): a network learns the probability of each place's entry, given \
          those before it in reading order, for some epochs; said again, it goes on where it stopped. Each line is -log p(z) of the \
          training images' codes in nats. `evaluate` goes on counting the uniform prior's: with this one in its place the bound would be as much \
          tighter as the two are apart ([quantized codes](quantized.md)). An interrupt keeps what is learned.
          """,
        parameters: [
          Parameter(
            "kind",
            .word([
              Word("mixture", "normal distributions of full covariance, with shares"),
              Word("flow", "a normal distribution that coupling layers bend"),
              Word("pixelcnn", "of quantized codes: a network, entry by entry"),
            ]), default: .string("mixture"), "what is fitted"),
          Parameter(
            "components", .integer(NormalMixture.componentCounts), default: Value.none, defaultText: "10, of a flow 8",
            style: .keywordOnly,
            "of a mixture: how many normal distributions; of a flow: how many coupling layers"),
          Parameter(
            "iterations", .integer(1...100_000), default: Value.none, defaultText: "100", style: .keywordOnly,
            "of a mixture: the most rounds; fewer where one changes little"),
          Parameter(
            "epochs", .integer(1...1_000_000), default: Value.none, defaultText: "10", unit: "epochs",
            style: .keywordOnly, "of a flow or a pixelcnn: how many more"),
          Parameter(
            "lr", .real(CodeTrainingState.learningRates), default: Value.none, defaultText: "0.001",
            style: .keywordOnly, "of a flow or a pixelcnn: the learning rate of Adam"),
          Parameter(
            "batch", .integer(CodeTrainingState.batchSizes), default: Value.none, defaultText: "128", unit: "codes",
            style: .keywordOnly, "of a flow or a pixelcnn: how many codes a step sees"),
          Parameter(
            "hidden", .integer(EntryNetwork.hiddenSizes), default: Value.none, defaultText: "64", unit: "channels",
            style: .keywordOnly, "of a pixelcnn: the width of the network"),
          Parameter(
            "blocks", .integer(EntryNetwork.blockCounts), default: Value.none, defaultText: "4", style: .keywordOnly,
            "of a pixelcnn: its residual blocks"),
        ], result: "dict", abstract: .nothing, effect: .changesModel,
        example: "data mnist\nmodel latent=4\ntrain epochs=1\nfit mixture, components=3\nsample 16, from=mixture",
        lesson: "15-latent-diffusion"
      ) { arguments, context in
        try Self.checkFit(arguments)
        switch arguments.word("kind") {
        case "pixelcnn": return try fitEntries(arguments, context)
        case "flow": return try fitFlow(arguments, context)
        default: return try fitMixture(arguments, context)
        }
      },
      Entry(
        "diffuse", .command, group: "training",
        "trains a diffusion on the codes of the model, for sample from=diffusion; again, goes on where it stopped",
        details: """
          Latent diffusion: codes, drawn anew from q(z | x) in every epoch, become noise in a thousand steps, and a small network learns \
          what of a noisy code is noise ([models of codes](latent-diffusion.md)). `sample 16, from=diffusion, steps=50` walks from \
          noise to codes and decodes them, and `walk=8` shows the way. The model stays as it is; where it changes, codes are others, \
          and the diffusion is out of date.

          Each line is the mean squared error of the noise, for one number of it: 1 is what the network begins with. With \
          `condition=labels` the network is told the class, and left without it one time in ten: `sample 16, from=diffusion, label=3`, \
          with `guidance=1` more of what is special to that class. An interrupt keeps what is learned.
          """,
        parameters: [
          Parameter("epochs", .integer(1...1_000_000), default: .integer(10), unit: "epochs", "how many more"),
          Parameter(
            "lr", .real(CodeTrainingState.learningRates), default: Value.none, defaultText: "0.001",
            style: .keywordOnly, "the learning rate of Adam"),
          Parameter(
            "batch", .integer(CodeTrainingState.batchSizes), default: Value.none, defaultText: "128", unit: "codes",
            style: .keywordOnly, "how many codes a step sees"),
          Parameter(
            "schedule",
            .word([
              Word("linear", "the noise of Ho et al. 2020"), Word("cosine", "that of Nichol & Dhariwal 2021"),
            ]), default: Value.none, defaultText: "linear", style: .keywordOnly, "how codes become noise"),
          Parameter(
            "hidden", .integer(Denoiser.hiddenSizes), default: Value.none, defaultText: "256", unit: "units",
            style: .keywordOnly, "the width of the network"),
          Parameter(
            "blocks", .integer(Denoiser.blockCounts), default: Value.none, defaultText: "3", style: .keywordOnly,
            "its residual blocks, of two layers each"),
          Parameter(
            "condition", .word([Word("labels", "the class of each image")]), default: Value.none,
            defaultText: "nothing", style: .keywordOnly, "what the network is told besides the code"),
        ], result: "list", abstract: .nothing, effect: .changesModel,
        example:
          "data mnist\nmodel latent=4\ntrain epochs=1\ndiffuse epochs=2, hidden=32\nsample 16, from=diffusion, steps=20",
        lesson: "15-latent-diffusion"
      ) { arguments, context in
        try diffuse(arguments, context)
      },
    ]
  }

  // MARK: The mixture

  private func fitMixture(_ arguments: Arguments, _ context: Context) throws -> Value {
    let (dataset, model) = try session.requireFittingDataset(for: "fit")
    try session.requireContinuousCodes(
      model, "a mixture of normal distributions is of codes that are numbers", instead: "fit pixelcnn")
    let origin = try session.codeOrigin(of: model)
    let components = arguments.optionalInteger("components") ?? 10
    let progress = context.isCommand ? ProgressDisplay(context.output, id: session.nextDisplayID()) : nil
    var fitting: MixtureFitting?
    do {
      let codes = try codes(of: model, dataset.train, { _ in session.random.next(.codes) }, progress, context)
      var rounds = try MixtureFitting(
        codes, components: components, origin: origin, noise: session.random.next(.codes))
      fitting = rounds
      let most = arguments.optionalInteger("iterations") ?? 100
      while components > 1, rounds.mixture.iterations < most, !rounds.mixture.hasConverged {
        progress?.show(Double(rounds.mixture.iterations) / Double(most)) {
          "round \(rounds.mixture.iterations), log p(z) \(fixed(rounds.mixture.logLikelihood, 3))"
        }
        try context.cancellation.safepoint()
        try rounds.iterate()
        fitting = rounds
      }
      session.codeModels.mixture = rounds.mixture
      progress?.finish("fitted \(rounds.mixture.inWords)")
      let prior = try model.meanLogPrior(of: codes)
      if context.isCommand { context.output.write(words(rounds.mixture, prior: prior) + "\n", to: .standardOutput) }
      return .dict(
        DictValue([
          ("log_likelihood", .real(rounds.mixture.logLikelihood)), ("prior", .real(prior)),
          ("iterations", .integer(rounds.mixture.iterations)),
        ]))
    } catch {
      var diagnostic = Diagnostic(error)
      progress?.finish("stopped")
      if diagnostic.kind == .interrupted, let mixture = fitting?.mixture {
        session.codeModels.mixture = mixture
        diagnostic.message = "fit was interrupted after \(counted(mixture.iterations, "round"))"
        diagnostic.suggestion = "the mixture is as after that round: sample 16, from=mixture"
      }
      throw diagnostic
    }
  }

  private func words(_ mixture: NormalMixture, prior: Double) -> String {
    let rounds = mixture.components > 1 ? " after \(counted(mixture.iterations, "round"))" : ""
    let unfinished = mixture.components > 1 && !mixture.hasConverged ? ", which were not enough to settle" : ""
    return
      "log p(z) of the training images' codes: \(fixed(mixture.logLikelihood, 2)) nats\(rounds)\(unfinished); under the prior "
      + "\(fixed(prior, 2))"
  }

  // MARK: The prior of entries

  /// The settings of each kind, and a command that has some.
  private static let settings: [String: (names: [String], example: String)] = [
    "mixture": (["components", "iterations"], "fit mixture, components=10"),
    "flow": (["components", "epochs", "lr", "batch"], "fit flow, epochs=10"),
    "pixelcnn": (["epochs", "lr", "batch", "hidden", "blocks"], "fit pixelcnn, epochs=10"),
  ]

  /// - Throws: ``Diagnostic`` where a setting is of another kind.
  private static func checkFit(_ arguments: Arguments) throws {
    let kind = arguments.word("kind")
    guard let own = settings[kind] else { return }
    for name in settings.values.flatMap(\.names).sorted() where !own.names.contains(name) && !arguments[name].isNone {
      let owners = settings.filter { $0.value.names.contains(name) }.keys.sorted().joined(separator: " or a ")
      throw Diagnostic(
        .argument, "\(name) is of a \(owners), and a \(kind) is fitted here", suggestion: own.example,
        parameter: name)
    }
  }

  private func fitEntries(_ arguments: Arguments, _ context: Context) throws -> Value {
    let (dataset, model) = try session.requireFittingDataset(for: "fit")
    guard let codebook = model.codebook else {
      throw Diagnostic(
        .model, "a pixelcnn is of the entries of a codebook, and this model's codes are numbers of their own",
        suggestion: "fit mixture or diffuse; or model vector_quantized, then train",
        parameter: "kind")
    }
    let origin = try session.codeOrigin(of: model)
    let old = session.codeModels.pixelcnn
    var settings = AutoregressivePrior.Settings(codebook.description)
    settings.hidden = arguments.optionalInteger("hidden") ?? old?.settings.hidden ?? settings.hidden
    settings.blocks = arguments.optionalInteger("blocks") ?? old?.settings.blocks ?? settings.blocks
    let batch = arguments.optionalInteger("batch") ?? old?.state.batchSize
    let fitted: AutoregressivePrior
    if let old, old.origin == origin, old.settings == settings,
      batch ?? old.state.batchSize == old.state.batchSize
    {
      fitted = old
    } else {
      fitted = try AutoregressivePrior(
        settings, origin: origin, codebook: codebook, seed: session.random.seed)
      if let batch { fitted.state.batchSize = batch }
    }
    if let rate = arguments.optionalReal("lr") { fitted.state.learningRate = rate }
    let progress = context.isCommand ? ProgressDisplay(context.output, id: session.nextDisplayID()) : nil
    defer { session.autosave?.finish() }
    let even = fixed(UniformPrior.cost(codebook.description), 1)
    let training = CodeModelTraining(
      session: session, command: "fit", name: "the pixelcnn",
      goingOn: { "fit pixelcnn, epochs=\($0)" },
      errorInWords: { "-log p(z) of the codes \(fixed($0, 2)) nats; evenly \(even)" },
      slower: { "fit pixelcnn, lr=\($0)" })
    let errors = try training.run(
      fitted, epochs: arguments.optionalInteger("epochs") ?? 10, of: model, on: dataset, progress,
      context)
    return .dict(
      DictValue([
        ("errors", errors), ("log_likelihood", .real(-(fitted.state.errors.last ?? 0))),
        ("prior", .real(-UniformPrior.cost(codebook.description))),
      ]))
  }

  /// A code of each image.
  func codes(
    of model: VariationalAutoencoder, _ images: ImageSet, _ noise: (Int) -> Philox, _ progress: ProgressDisplay?,
    _ context: Context
  ) throws -> Tensor {
    try model.drawnCodes(of: images, noise: noise) { share in
      progress?.show(share) { "encoding \(grouped(images.count)) images" }
      try context.cancellation.safepoint()
    }
  }

  // MARK: The diffusion

  private func diffuse(_ arguments: Arguments, _ context: Context) throws -> Value {
    let (dataset, model) = try session.requireFittingDataset(for: "diffuse")
    try session.requireContinuousCodes(model, "diffuse makes noise of codes little by little", instead: "fit pixelcnn")
    let progress = context.isCommand ? ProgressDisplay(context.output, id: session.nextDisplayID()) : nil
    defer { session.autosave?.finish() }
    let diffusion: LatentDiffusion
    do { diffusion = try self.diffusion(arguments, model, dataset, progress, context) } catch {
      progress?.finish("stopped")
      throw error
    }
    if let rate = arguments.optionalReal("lr") { diffusion.state.learningRate = rate }
    let training = CodeModelTraining(
      session: session, command: "diffuse", name: "the diffusion",
      goingOn: { "diffuse epochs=\($0)" },
      errorInWords: { "mean squared error of the noise \(fixed($0, 4))" },
      slower: { "diffuse lr=\($0)" })
    return try training.run(
      diffusion, epochs: arguments.integer("epochs"), of: model, on: dataset, progress, context)
  }

  /// The one that goes on, or a new one where there is none of this model, these images and these settings.
  private func diffusion(
    _ arguments: Arguments, _ model: VariationalAutoencoder, _ dataset: Dataset, _ progress: ProgressDisplay?,
    _ context: Context
  ) throws -> LatentDiffusion {
    let origin = try session.codeOrigin(of: model)
    let present = session.codeModels.diffusion.flatMap { $0.origin == origin ? $0 : nil }
    // One that is out of date says how the next is to be.
    let before = session.codeModels.diffusion.flatMap { old in
      let (latent, names) = (old.settings.latent, old.settings.classNames)
      return latent == model.latentDimension && (names.isEmpty || names == dataset.train.classNames) ? old : nil
    }
    var settings = before?.settings ?? LatentDiffusion.Settings(latent: model.latentDimension)
    if let hidden = arguments.optionalInteger("hidden") { settings.hidden = hidden }
    if let blocks = arguments.optionalInteger("blocks") { settings.blocks = blocks }
    if let schedule = arguments.optionalWord("schedule").flatMap(NoiseSchedule.Kind.init) {
      settings.schedule = schedule
    }
    if arguments.optionalWord("condition") != nil {
      settings.classNames = dataset.train.classNames
      guard !settings.classNames.isEmpty else {
        throw Diagnostic(
          .data,
          "condition=labels tells the diffusion each image's class, and nobody knows the classes of these images",
          suggestion: "data that has labels, as data mnist; or leave out condition", parameter: "condition")
      }
    }
    let batch = arguments.optionalInteger("batch") ?? before?.state.batchSize
    if let present, present.settings == settings,
      batch ?? present.state.batchSize == present.state.batchSize
    {
      return present
    }
    let seed = session.random.seed
    let codes = try codes(
      of: model, dataset.train, { Self.standardizing(seed, $0) }, progress, context)
    let made = try LatentDiffusion(settings, origin: origin, codes: codes, seed: seed)
    if let batch { made.state.batchSize = batch }
    return made
  }
}
