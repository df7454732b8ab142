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
          """,
        parameters: [
          Parameter(
            "kind", .word([Word("mixture", "normal distributions of full covariance, with shares")]),
            default: .string("mixture"), "what is fitted"),
          Parameter(
            "components", .integer(NormalMixture.componentCounts), default: .integer(10), style: .keywordOnly,
            "how many normal distributions"),
          Parameter(
            "iterations", .integer(1...100_000), default: .integer(100), style: .keywordOnly,
            "the most rounds; fewer where one changes little"),
        ], result: "dict", abstract: .nothing, effect: .changesModel,
        example: "data mnist\nmodel latent=4\ntrain epochs=1\nfit mixture, components=3\nsample 16, from=mixture"
      ) { arguments, context in
        try fitMixture(arguments, context)
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
            "lr", .real(LatentDiffusion.learningRates), default: Value.none, defaultText: "0.001", style: .keywordOnly,
            "the learning rate of Adam"),
          Parameter(
            "batch", .integer(LatentDiffusion.batchSizes), default: Value.none, defaultText: "128", unit: "codes",
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
          "data mnist\nmodel latent=4\ntrain epochs=1\ndiffuse epochs=2, hidden=32\nsample 16, from=diffusion, steps=20"
      ) { arguments, context in
        try diffuse(arguments, context)
      },
    ]
  }

  // MARK: The mixture

  private func fitMixture(_ arguments: Arguments, _ context: Context) throws -> Value {
    let (dataset, model) = try session.requireFittingDataset(for: "fit")
    let origin = try session.codeOrigin(of: model)
    let components = arguments.integer("components")
    let progress = context.isCommand ? ProgressDisplay(context.output, id: session.nextDisplayID()) : nil
    var fitting: MixtureFitting?
    do {
      let codes = try codes(of: model, dataset.train, { _ in session.random.next(.codes) }, progress, context)
      var rounds = try MixtureFitting(
        codes, components: components, origin: origin, noise: session.random.next(.codes))
      fitting = rounds
      let most = arguments.integer("iterations")
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

  /// A code of each image.
  private func codes(
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
    let progress = context.isCommand ? ProgressDisplay(context.output, id: session.nextDisplayID()) : nil
    defer { session.autosave?.finish() }
    var lastWord = "stopped"
    defer { progress?.finish(lastWord) }
    let (diffusion, isNew) = try diffusion(arguments, model, dataset, progress, context)
    if let rate = arguments.optionalReal("lr") { diffusion.state.learningRate = rate }
    let (epochs, before, stepsBefore) = (
      arguments.integer("epochs"), diffusion.state.errors.count, diffusion.state.steps
    )
    if isNew, context.isCommand, let old = session.codeModels.diffusion {
      context.output.write("it is new: \(old.inWords), is gone\n", to: .standardOutput)
    }
    do {
      try diffusion.train(epochs: epochs, on: model, dataset.train) { step in
        session.codeModels.diffusion = diffusion
        progress?.show((Double(step.epoch - before - 1) + Double(step.batch) / Double(step.batches)) / Double(epochs)) {
          "epoch \(step.epoch)/\(step.epochs), batch \(step.batch)/\(step.batches), error \(fixed(step.error, 4))"
        }
        try context.cancellation.safepoint()
      } onEpoch: { error in
        session.keepEpoch(CapturedEpoch { [session] in try session.captured(withVariables: true) }, context)
        guard context.isCommand else { return }
        context.output.write(
          "epoch \(diffusion.state.errors.count)/\(before + epochs): mean squared error of the noise \(fixed(error, 4))\n",
          to: .standardOutput)
      }
    } catch {
      var diagnostic = Diagnostic(error)
      let steps = diffusion.state.steps
      lastWord = "stopped after \(counted(steps, "step"))"
      if diagnostic.kind == .divergence {
        let rate = Value.real(min(0.001, diffusion.state.learningRate / 10)).repr
        diagnostic.suggestion =
          "a smaller rate: diffuse lr=\(rate); another hidden=, blocks= or batch= begins a new one"
      }
      if diagnostic.kind == .interrupted, steps > stepsBefore {
        diagnostic.message = "diffuse was interrupted after step \(grouped(steps))"
        let left = before + epochs - diffusion.state.errors.count
        diagnostic.suggestion =
          left > 0
          ? "the diffusion is as after that step; `diffuse epochs=\(left)` goes on from there"
          : "all epochs were done, and the diffusion is as after them"
      }
      throw diagnostic
    }
    lastWord = "trained \(counted(diffusion.state.errors.count, "epoch"))"
    return .list(ListValue(diffusion.state.errors.map { .real($0) }))
  }

  /// The one that goes on, or a new one where there is none of this model, these images and these settings.
  private func diffusion(
    _ arguments: Arguments, _ model: VariationalAutoencoder, _ dataset: Dataset, _ progress: ProgressDisplay?,
    _ context: Context
  ) throws -> (LatentDiffusion, isNew: Bool) {
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
    if let present, present.settings == settings, batch ?? present.state.batchSize == present.state.batchSize {
      return (present, false)
    }
    let seed = session.random.seed
    let codes = try codes(
      of: model, dataset.train, { Philox(seed: seed, stream: .codes, draw: UInt64(1) << 50 + UInt64($0)) }, progress,
      context)
    let made = try LatentDiffusion(settings, origin: origin, codes: codes, seed: seed)
    if let batch { made.state.batchSize = batch }
    return (made, true)
  }
}
