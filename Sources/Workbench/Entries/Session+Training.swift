import Datasets
import Language
import Tensors
import VAE

// Group `training`: the trainer. (Its parts, for a loop by hand, stand in the group `optimizers`.)

extension Session {
  func trainingEntries() -> [Entry] {
    [
      Entry(
        "train", .command, group: "training", "trains the model; again, goes on where it stopped",
        details: """
          Every step draws one z for each image, and Adam lowers the negative ELBO, which is -log p(x | z) plus \
          KL(q(z | x) ‖ p(z)). An interrupt keeps the model after the last whole step.
          """,
        parameters: [
          Parameter("epochs", .integer(1...100_000), default: .integer(1), unit: "epochs", "times through all images"),
          Parameter(
            "lr", .real(0...1e9), default: Value.none, defaultText: "0.001, or what it was", "the learning rate"),
        ], result: "history", effect: .changesModel, example: "data mnist\nmodel latent=10\ntrain epochs=1, lr=0.001",
        section: "Training Variational Autoencoder",
        longWay: """
          enc, dec = networks()
          optimizer = adam(enc, dec, lr=0.001)
          for epoch in range(1):
              total = 0
              for x in batches(64):
                  mean, logvar = enc(x)
                  z = mean + exp(0.5 * logvar) * randn_like(mean)
                  reconstruction = binary_cross_entropy(dec(z), flatten(x), reduction="sum")
                  KL = kl_divergence(mean, logvar, reduction="sum")
                  loss = reconstruction + KL
                  step(optimizer, loss)
                  total += loss.item()
              print(f"epoch {epoch + 1}: {total / len(labels()):.2f} nats per image")
          """
      ) { [unowned self] arguments, context in
        try train(epochs: arguments.integer("epochs"), learningRate: arguments.optionalReal("lr"), context)
      },
      Entry(
        "history", .command, group: "training", "what `train` did to the model, epoch by epoch", result: "history",
        example: "data mnist\nmodel latent=10\ntrain epochs=1\nhistory", section: "Training Variational Autoencoder"
      ) { [unowned self] _, context in
        guard let trainer else { throw noTraining("history") }
        let value = HistoryValue(trainer.history)
        if context.isCommand { context.output.write(value.repr() + "\n", to: .standardOutput) }
        return .object(value)
      },
    ]
  }

  private func train(epochs: Int, learningRate: Double?, _ context: Context) throws -> Value {
    let (dataset, model) = try requireFittingDataset(for: "train")
    let trainer = try trainer(for: model, dataset, learningRate)
    let before = trainer.history.epochs.count
    defer { autosave?.finish() }
    let progress = context.isCommand ? ProgressDisplay(context.output, id: nextDisplayID()) : nil
    do {
      try trainer.run(
        epochs: epochs,
        onStep: {
          progress?.show($0)
          try context.cancellation.check()
        },
        onEpoch: {
          keepEpoch(context)
          guard context.isCommand else { return }
          let line = EpochText.line($0, of: before + epochs, showsTutorialFigure: !dataset.source.isSample)
          context.output.write(line + "\n", to: .standardOutput)
        })
    } catch {
      progress?.finish("stopped after \(grouped(trainer.optimizer.steps)) steps")
      throw stopped(error, trainer)
    }
    progress?.finish("trained \(trainer.history.epochs.count) epoch\(trainer.history.epochs.count == 1 ? "" : "s")")
    if context.isCommand, dataset.source.isSample { advise(on: dataset, trainer, context) }
    return .object(HistoryValue(trainer.history))
  }

  /// The error where there is no training to speak of.
  func noTraining(_ entry: String) -> Diagnostic {
    let steps = [dataset == nil ? "data mnist" : nil, model == nil ? "model latent=30" : nil, "train epochs=1"]
    return Diagnostic(
      .model, "\(entry) needs a training, and there was none",
      suggestion: steps.compactMap(\.self).joined(separator: ", then "))
  }

  /// The trainer of the present model, made at the first call of `train`.
  private func trainer(
    for model: VariationalAutoencoder, _ dataset: Dataset, _ learningRate: Double?
  ) throws -> Trainer {
    if let trainer {
      if let learningRate { trainer.optimizer.learningRate = learningRate }
      return trainer
    }
    let made = try Trainer(
      model, dataset.train, batchSize: batchSize, learningRate: learningRate ?? 0.001, seed: random.seed)
    trainer = made
    return made
  }

  /// What an interrupted run left, and how to go on.
  private func stopped(_ error: any Error, _ trainer: Trainer) -> any Error {
    var diagnostic = Diagnostic(error)
    if diagnostic.kind == .divergence {
      let rate = min(0.001, trainer.optimizer.learningRate / 10)
      diagnostic.suggestion =
        "make the model anew with `model`, and train it with a smaller lr: lr=\(Value.real(rate).repr)"
    }
    guard diagnostic.kind == .interrupted else { return diagnostic }
    diagnostic.message = "training was interrupted after step \(grouped(trainer.optimizer.steps))"
    diagnostic.suggestion = "the model is as after that step; `train` goes on from there"
    return diagnostic
  }

  /// Ten epochs of a sample are fewer steps than one of the full set: says so, where digits must still be blurred.
  private func advise(on dataset: Dataset, _ trainer: Trainer, _ context: Context) {
    let steps = trainer.optimizer.steps
    let fullEpoch = (60_000 + trainer.batchSize - 1) / trainer.batchSize
    guard steps < 3 * fullEpoch else { return }
    let stepsPerEpoch = max(1, (dataset.train.count + trainer.batchSize - 1) / trainer.batchSize)
    context.output.write(
      "\(grouped(steps)) steps on a sample: an epoch of the full set alone has \(grouped(fullEpoch)), so digits are still\n"
        + "blurred. About \(3 * fullEpoch / stepsPerEpoch) epochs here, or 3 of the full set, make them clear.\n",
      to: .standardOutput)
  }
}
