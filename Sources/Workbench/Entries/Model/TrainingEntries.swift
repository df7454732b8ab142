import Datasets
import Language
import Networks
import Processes
import Tensors
import Text
import VAE

/// Group `training`: the trainer. (Its parts, for a loop by hand, stand in the group `optimizers`.)
struct TrainingEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "train", .command, group: "training", "trains the model; again, goes on where it stopped",
        details: """
          Every step draws one z for each image, and Adam lowers the negative ELBO, which is -log p(x | z) plus \
          KL(q(z | x) ‖ p(z)). An interrupt keeps the model after the last whole step, and the next `train` goes on from \
          there. What a further call is not told (the learning rate, the schedule, …) stays as it was.

          `warmup` lets the KL term's weight rise from 0 to `beta`. `free_bits` is what each latent dimension may cost, in \
          nats averaged over the batch, before it counts. `samples` above 1 trains on the tighter bound of importance \
          weighting. `objective` is what is lowered in place of the ELBO, each with settings of its own \
          ([objectives](objectives.md)): `train objective=tc, beta=6`; and `penalty=f` adds a term of yours, f(x, z, mean, logvar), \
          which gives one number for the batch, summed over its images as the loss is. `patience` stops when the held-out images have not been reconstructed better for so many epochs, \
          counted from the end of the warm-up, and gives back the best model.

          `checkpoint="run"` saves the session to run.safetensors after every epoch, or after each `every` of them, and \
          when the run ends, and, where held-out images are looked at, the best so far to run-best.safetensors. After \
          `load "run"` training goes on to the bit.

          In a notebook a run of \(LiveTraining.leastSteps) steps or more draws the loss as it falls, the same test images \
          reconstructed and the same codes decoded, twice a second at most. `live=True` shows sliders too, for the rate and for β, \
          a pause and a stop; the `moves` of the history say what was moved, and `train …, moves=h.moves` repeats it to the bit. \
          `live=False` draws nothing.

          Who closes the page in mid-training loses nothing: the training goes on, and `watch` shows it. In a subshell's \
          console or another client with subshells `watch` follows the run to its end; in the notebook's own cells it waits for \
          that end and shows the whole record. `plot loss`, `sample` and `history` work meanwhile, too. `log="run.csv"` is a table, and `log="runs/one/"`, a folder, is for \
          TensorBoard.
          """,
        parameters: Self.trainParameters, result: "history", abstract: .nothing, effect: .changesModel,
        example: "data mnist\nmodel latent=10\ntrain epochs=1, lr=0.001",
        lesson: "06-training", expansion: { Expansion(session)?.train }
      ) { arguments, context in
        try train(arguments, context)
      }
    ] + records
  }

  private func train(_ arguments: Arguments, _ context: Context) throws -> Value {
    let (dataset, model) = try session.requireFittingDataset(for: "train")
    let trainer = try trainer(for: model, dataset)
    var options = try Self.trainingOptions(arguments, from: trainer.state.options)
    try Self.check(options, fits: model)
    let penalty = Self.penalty(arguments, context)
    if context.isCommand, penalty == nil, let earlier = options.penalty {
      context.output.write(
        "without the penalty `\(earlier)` of the run before: each call of train is given its own\n", to: .standardOutput
      )
    }
    options.penalty = Self.penaltyName(arguments)
    trainer.state.options = options
    let length = try Self.length(arguments)
    defer { session.autosave?.finish() }
    let log = try arguments.optionalString("log").map { try TrainingLogs(session.catalog.expanded($0)) }
    let checkpoint = try checkpoint(arguments)
    let isAsked = arguments["validate"].isNone ? dataset.validation != nil : arguments.bool("validate")
    let validates = isAsked || trainer.state.options.patience != nil
    session.mentionHandicap(context)
    let (epochsBefore, stepsBefore) = (trainer.history.epochs.count, trainer.state.steps)
    let start = ProcessClock.now()
    func record(_ ending: TrainingRun.Ending) {
      // A run that took no step is nothing to look back on.
      guard trainer.state.steps > stepsBefore else { return }
      session.runs.append(
        TrainingRun(
          number: session.runs.count + 1, model: model.inWords, data: dataset.title, batchSize: trainer.batchSize,
          options: trainer.state.options, seed: trainer.state.random.seed, ending: ending,
          seconds: (start.duration(to: ProcessClock.now()) - trainer.waited).seconds, history: trainer.history,
          firstEpoch: epochsBefore,
          firstStep: stepsBefore))
    }
    let progress = context.isCommand ? ProgressDisplay(context.output, id: session.nextDisplayID()) : nil
    var repeated = arguments["moves"].isNone ? nil : try RepeatedMoves(arguments["moves"], for: trainer)
    repeated?.apply(to: trainer)
    let live = try pictures(of: trainer, dataset, length, arguments, context)
    session.broadcast.begin()
    var lastWord = "stopped"
    var failure: Diagnostic.Kind?
    defer {
      live?.finish(after: failure)
      session.broadcast.end(lastWord)
    }
    func finishProgress(_ word: String) {
      lastWord = word
      progress?.finish(word)
    }
    let follower = ExplorerFollower(session)
    defer { follower.finish() }
    var epochs: Int?
    if case .epochs(let count) = length { epochs = epochsBefore + count }
    let ending: Trainer.Ending
    do {
      ending = try trainer.run(
        length, validation: validates ? dataset.heldOut : nil, penalty: penalty,
        check: { try context.cancellation.safepoint() },
        onStep: {
          progress?.show($0)
          session.broadcast.step($0)
          repeated?.apply(to: trainer)
          follower.step()
          try live?.step()
          try context.cancellation.safepoint()
        },
        onEpoch: {
          log?.add($0, steps: trainer.state.steps, context)
          let epoch = CapturedEpoch { [session] in try session.captured(withVariables: true) }
          session.keepEpoch(epoch, context)
          checkpoint?.keep(
            epoch: $0.number, steps: trainer.state.steps, isBest: trainer.state.best?.epoch == $0.number, context
          ) { try epoch.bytes() }
          let line = EpochText.line(
            $0, of: epochs, showsTutorialFigure: dataset.name == "mnist" && Self.isOfTutorialSize(trainer))
          session.broadcast.print(line)
          guard context.isCommand else { return }
          context.output.write(line + "\n", to: .standardOutput)
        })
      finishProgress(Self.lastWord(trainer))
    } catch is LiveTraining.Stopped {
      // Whoever presses *stop* has what was asked for: the cells below go on.
      finishProgress("stopped after \(counted(trainer.state.steps, "step"))")
      record(.interrupted)
      try checkpoint?.finish(steps: trainer.state.steps, isChanged: false) { try session.captured().encoded() }
      return .object(HistoryValue(trainer.history))
    } catch {
      finishProgress("stopped after \(counted(trainer.state.steps, "step"))")
      let stopped = stopped(error, trainer, epochs.map { $0 - trainer.history.epochs.count })
      failure = stopped.kind
      record(
        stopped.kind == .interrupted ? .interrupted : stopped.kind == .divergence ? .diverged : .failed)
      // After a divergence the epoch before it is worth more than the step before it.
      if stopped.kind == .interrupted {
        try? checkpoint?.finish(steps: trainer.state.steps, isChanged: false) { try session.captured().encoded() }
      }
      throw stopped
    }
    finish(ending, trainer, context, record)
    if context.isCommand, trainer.state.batchesDone > 0, let step = trainer.history.steps.last {
      context.output.write(EpochText.line(step, number: trainer.state.steps) + "\n", to: .standardOutput)
    }
    try checkpoint?.finish(steps: trainer.state.steps, isChanged: ending != .completed) {
      try session.captured().encoded()
    }
    if let checkpoint, context.isCommand { context.output.write(checkpoint.words + "\n", to: .standardOutput) }
    if context.isCommand, dataset.source.isSample { advise(on: dataset, trainer, context) }
    return .object(HistoryValue(trainer.history))
  }

  /// What is drawn while it runs: what is asked for, or, in a notebook, whatever takes its time.
  private func pictures(
    of trainer: Trainer, _ dataset: Dataset, _ length: Trainer.Length, _ arguments: Arguments, _ context: Context
  ) throws -> LiveTraining? {
    guard context.isCommand else { return nil }
    let isSteered = arguments["live"].isNone ? nil : arguments.bool("live")
    let steps =
      switch length {
      case .epochs(let count): count * trainer.batchesPerEpoch
      case .steps(let count): count
      }
    let isLong = session.controls.surface != nil && steps >= LiveTraining.leastSteps
    guard isSteered ?? isLong else { return nil }
    return try LiveTraining(trainer, dataset, isSteered: isSteered ?? false, in: session, context)
  }

  /// Whether an epoch has as many images as the tutorial's, in batches as large: a sum over batches depends on both.
  private static func isOfTutorialSize(_ trainer: Trainer) -> Bool {
    trainer.images.count == 60_000 && trainer.batchSize == 64
  }

  /// The checkpoint that is asked for.
  private func checkpoint(_ arguments: Arguments) throws -> Checkpoint? {
    guard let path = arguments.optionalString("checkpoint") else {
      guard arguments["every"].isNone else {
        throw Diagnostic(
          .argument, "every says how often the checkpoint is written, and there is none",
          suggestion: "checkpoint=\"run\", every=\(arguments.integer("every"))", parameter: "every")
      }
      return nil
    }
    return try Checkpoint(
      try FileNames.session(path, session.catalog, parameter: "checkpoint"),
      every: arguments.optionalInteger("every") ?? 1)
  }

  private static func lastWord(_ trainer: Trainer) -> String {
    let epochs = trainer.history.epochs.count
    guard trainer.state.batchesDone == 0 else { return "trained " + counted(trainer.state.steps, "step") }
    return "trained " + counted(epochs, "epoch")
  }

  private func finish(
    _ ending: Trainer.Ending, _ trainer: Trainer, _ context: Context, _ record: (TrainingRun.Ending) -> Void
  ) {
    switch ending {
    case .completed: record(.completed)
    case .stoppedEarly(let best):
      record(.stoppedEarly(best: best))
      guard context.isCommand else { return }
      context.output.write(
        "epoch \(best) was the best on the held-out images, and the model is as it was after it\n",
        to: .standardOutput)
    }
  }

  /// The trainer of the present model, made at the first call of `train`.
  private func trainer(for model: VariationalAutoencoder, _ dataset: Dataset) throws -> Trainer {
    if let trainer = session.trainer { return trainer }
    var options = TrainingOptions()
    options.beta = model.beta
    let made = try Trainer(
      model, dataset.train, batchSize: session.batchSize, options: options, seed: session.random.seed)
    session.trainer = made
    return made
  }

  /// The error of a run that was interrupted or diverged: the state it left, and how to go on.
  ///
  /// - Parameter left: epochs that the run would still have done.
  private func stopped(_ error: any Error, _ trainer: Trainer, _ left: Int?) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    if diagnostic.kind == .divergence {
      let rate = min(0.001, trainer.state.options.learningRate / 10)
      let clip = trainer.state.options.clip == nil ? ", or hold its gradients with clip=" : ""
      let again =
        trainer.model.codebook == nil ? "model latent=\(trainer.model.latentDimension)" : "model vector_quantized"
      diagnostic.suggestion =
        "make the model anew with `\(again)`, and train it with a smaller lr: "
        + "lr=\(Value.real(rate).repr)\(clip)"
      diagnostic.notes.append(
        "the learning rate is \(Value.real(trainer.state.options.learningRate).repr), and stays so for this model until "
          + "`train lr=…` gives another")
    }
    guard diagnostic.kind == .interrupted else { return diagnostic }
    diagnostic.message = "training was interrupted after step \(grouped(trainer.state.steps))"
    let goOn = left.map { $0 > 1 ? "train epochs=\($0)" : "train" } ?? "train"
    diagnostic.suggestion = "the model is as after that step; `\(goOn)` goes on from there"
    return diagnostic
  }

  /// Ten epochs of a sample are fewer steps than one of the full set: says so, where digits must still be blurred.
  private func advise(on dataset: Dataset, _ trainer: Trainer, _ context: Context) {
    let steps = trainer.state.steps
    let fullEpoch = (60_000 + trainer.batchSize - 1) / trainer.batchSize
    let epochs = (3 * fullEpoch + trainer.batchesPerEpoch - 1) / max(1, trainer.batchesPerEpoch)
    // Of other images nobody has counted when they become clear.
    guard dataset.name == "mnist", steps < 3 * fullEpoch else { return }
    let counts =
      "\(counted(steps, "step")) on a sample: an epoch of the full set alone has \(grouped(fullEpoch)), so digits"
    context.output.write(
      Self.isTrainedAsUsual(trainer)
        ? "\(counts) are still\nblurred. About \(epochs) epochs here, or 3 of the full set, make them clear.\n"
        : "\(counts) may still be\nblurred. More epochs, or the full set, make them as clear as this model can.\n",
      to: .standardOutput)
  }

  /// Whether it was counted how long such a model takes until its digits are clear: the tutorial's networks with codes
  /// about as long as the tutorial's, trained as `train` does of itself. Others take longer, or never come so far.
  private static func isTrainedAsUsual(_ trainer: Trainer) -> Bool {
    let (model, options, usual) = (trainer.model, trainer.state.options, TrainingOptions())
    var random = RandomSource(seed: 0)
    guard trainer.batchSize == 64, (15...60).contains(model.latentDimension), model.likelihood == .bernoulli,
      options.rule == usual.rule, options.learningRate == usual.learningRate, options.beta == usual.beta,
      options.objective == usual.objective, options.penalty == nil, model.prior.isStandard,
      model.posterior.description.isFactorized,
      let tutorial = try? Architecture.tutorial.model(model.image, latent: model.latentDimension, random: &random)
    else { return false }
    return model.encoder.description == tutorial.encoder.description
      && model.decoder.description == tutorial.decoder.description
  }
}
