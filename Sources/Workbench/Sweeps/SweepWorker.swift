import Datasets
import Files
import Language
import Networks
import Processes
import Tensors
import VAE

/// Does one run of a sweep, or goes on with one, and writes what came of it. It knows nothing of the other runs, so that
/// several may work at once.
struct SweepWorker {
  let recipe: SweepRecipe
  var files: any SweepFiles
  let dataset: Dataset
  let data: SessionRecord.Data
  let batchSize: Int
  /// The epochs of a run that comes to the end.
  let epochs: Int
  let context: Context

  /// So many times longer than its writing takes a run trains before it is written down again.
  private static let patience = 20.0

  /// Brings a run to an epoch.
  ///
  /// - Parameters:
  ///   - before: what it gave in the round before.
  ///   - onProgress: told after every step; nil for a run that a function does.
  /// - Throws: an interrupt, after where the run stands has been written.
  func run(
    _ run: SweepRun, to epoch: Int, after before: SweepStage?, onProgress: (Trainer.Progress) -> Void
  ) throws -> SweepStage {
    if let trainer = try resumed(run, before) { return try train(run, trainer, to: epoch, onProgress) }
    let beginning = ProcessClock.now()
    let start: SweepStart
    do {
      start = try recipe.start(run, batchSize: batchSize, epochs: epochs, ImageDescription(dataset.train), context)
    } catch {
      guard Diagnostic(error).kind == .divergence else { throw error }
      return SweepStage(epochs: epoch, ending: .diverged(step: nil))
    }
    switch start {
    case .figures(let figures):
      let isFinite = figures.allSatisfy(\.value.isFinite)
      return SweepStage(
        epochs: epoch, ending: isFinite ? .completed : .diverged(step: nil),
        seconds: beginning.duration(to: ProcessClock.now()).seconds, figures: isFinite ? figures : [])
    case .model(let model): return try train(run, try trainer(of: run, model), to: epoch, onProgress)
    case .borrowed(let model, let was):
      let (modes, random) = (model.modes, model.randomSources)
      defer {
        try? model.restore(was)
        (model.modes, model.randomSources) = (modes, random)
      }
      return try train(run, try trainer(of: run, model), to: epoch, onProgress)
    }
  }

  private func trainer(of run: SweepRun, _ model: VariationalAutoencoder) throws -> Trainer {
    let parts = try recipe.parts(run.settings)
    let options = try recipe.options(parts, beta: model.beta)
    try TrainingEntries.check(options, fits: model)
    let trainer = try Trainer(
      model, dataset.train, batchSize: parts.batch ?? batchSize, options: options, seed: run.seed)
    // A schedule goes over all rounds.
    trainer.state.course = 0..<epochs * trainer.batchesPerEpoch
    return trainer
  }

  private func train(
    _ run: SweepRun, _ trainer: Trainer, to epoch: Int, _ onProgress: (Trainer.Progress) -> Void
  ) throws -> SweepStage {
    var (lastWritten, cost) = (ProcessClock.now(), 0.05)
    let ending: SweepStage.Ending
    do {
      // One that was left when it had just run out of patience trains no further.
      let isOver = trainer.state.options.patience.map { trainer.state.epochsSinceBest >= $0 } ?? false
      let left = isOver ? 0 : max(0, epoch - trainer.history.epochs.count)
      let result = try trainer.run(
        .epochs(left), validation: dataset.heldOut, check: { try context.cancellation.safepoint() },
        onStep: {
          onProgress($0)
          try context.cancellation.safepoint()
        },
        onEpoch: { _ in
          let start = ProcessClock.now()
          guard lastWritten.duration(to: start).seconds > Self.patience * cost else { return }
          try keep(run, trainer)
          lastWritten = ProcessClock.now()
          cost = start.duration(to: lastWritten).seconds
        })
      ending = if case .stoppedEarly(let best) = result { .stoppedEarly(best: best) } else { .completed }
    } catch {
      let diagnostic = Diagnostic(error)
      if diagnostic.kind == .divergence {
        return stage(trainer, epoch, .diverged(step: trainer.state.steps + 1))
      }
      if diagnostic.kind == .interrupted { try? keep(run, trainer) }
      throw error
    }
    return try finished(run, trainer, epoch, ending)
  }

  private func stage(_ trainer: Trainer, _ epoch: Int, _ ending: SweepStage.Ending) -> SweepStage {
    var stage = SweepStage(epochs: epoch, ending: ending)
    stage.trained = trainer.history.epochs.count
    stage.seconds = trainer.history.epochs.reduce(trainer.state.seconds) { $0 + $1.seconds }
    stage.curve = trainer.history.epochs.compactMap { $0.validation?.total }
    return stage
  }

  private func finished(
    _ run: SweepRun, _ trainer: Trainer, _ epoch: Int, _ ending: SweepStage.Ending
  ) throws -> SweepStage {
    var stage = stage(trainer, epoch, ending)
    let model = trainer.model
    // The file first: that an interrupt of what follows costs no training.
    let bytes = try session(run, trainer, ending)
    let written = try files.write(bytes, of: run, epochs: epoch)
    (stage.file, stage.checksum) = (written.file, written.checksum)
    let check = { try context.cancellation.safepoint() }
    let evaluation: Evaluation
    do {
      evaluation = try model.evaluate(
        dataset.heldOut, noise: Philox(seed: run.seed, stream: .sampling, draw: 0), check: check)
      let diagnosis = try model.diagnose(dataset.heldOut, check: check)
      (stage.active, stage.latent) = (diagnosis.activeUnits.count, diagnosis.varianceOfMeans.count)
    } catch {
      // A model that went back to its best epoch is none to train further.
      if ending == .completed, Diagnostic(error).kind == .interrupted { try? keep(run, trainer) }
      throw error
    }
    guard evaluation.total.mean.isFinite else {
      stage.ending = .diverged(step: trainer.state.steps)
      return stage
    }
    (stage.loss, stage.error) = (evaluation.total.mean, evaluation.total.standardError)
    (stage.reconstruction, stage.kl) = (evaluation.reconstruction.mean, evaluation.kl.mean)
    return stage
  }

  // MARK: Files

  /// Writes where a run stands, if it can be taken up from there.
  private func keep(_ run: SweepRun, _ trainer: Trainer) throws {
    // An epoch whose held-out images were not looked at to the end would be without a figure.
    guard trainer.history.epochs.allSatisfy({ $0.validation != nil }) else { return }
    guard let bytes = try? contents(run, trainer, .interrupted).captured().encoded() else { return }
    try files.keepPart(bytes, of: run)
  }

  private func contents(_ run: SweepRun, _ trainer: Trainer, _ ending: TrainingRun.Ending) -> SessionContents {
    SessionContents(
      model: trainer.model, trainer: trainer, data: data,
      state: SessionRecord.State(
        random: RandomSource(seed: run.seed), batchSize: trainer.batchSize, losses: [],
        runs: [
          TrainingRun(
            number: 1, model: trainer.model.inWords, data: dataset.title, batchSize: trainer.batchSize,
            options: trainer.state.options, seed: trainer.state.random.seed, ending: ending,
            seconds: trainer.history.epochs.reduce(0) { $0 + $1.seconds }, history: trainer.history, firstEpoch: 0,
            firstStep: 0)
        ]))
  }

  /// The bytes of a run's session; of networks whose code no file holds, those of their weights.
  private func session(_ run: SweepRun, _ trainer: Trainer, _ ending: SweepStage.Ending) throws -> [UInt8] {
    let ending: TrainingRun.Ending =
      if case .stoppedEarly(let best) = ending { .stoppedEarly(best: best) } else { .completed }
    do { return try contents(run, trainer, ending).captured().encoded() } catch is DescriptionError {
      var writer = SafetensorsWriter()
      for (name, parameter) in trainer.model.namedParameters { writer.add(name, parameter.value) }
      for (name, buffer) in trainer.model.namedBuffers { writer.add(name, buffer.value) }
      return try writer.encoded()
    }
  }

  /// The training of a run that was left, or that goes on after a round; nil for one that has not begun.
  private func resumed(_ run: SweepRun, _ before: SweepStage?) throws -> Trainer? {
    let trained = before?.trained ?? 0
    var furthest: Trainer?
    for file in files.wholeParts(of: run) {
      // What cannot be read is done again.
      guard let found = (try? trainer(from: file, of: run)).flatMap(\.self) else { continue }
      guard found.history.epochs.count >= trained, found.state.steps > furthest?.state.steps ?? -1 else { continue }
      furthest = found
    }
    if let furthest { return furthest }
    guard let before, let file = try files.session(before) else { return nil }
    guard let trainer = try trainer(from: file, of: run) else {
      throw Diagnostic(
        .data,
        "\(file.name) is no session, so that run \(run.number) cannot go on: networks of classes of your own have no file "
          + "to go on from",
        suggestion: "leave out keep=; or make the networks of sequential(…)")
    }
    return trainer
  }

  /// The training that a file has, if it is that of the run.
  private func trainer(from kept: SweepFile, of run: SweepRun) throws -> Trainer? {
    guard let file = try SessionFile(try SavedTensors.read(kept.bytes, kept.name), kept.name) else { return nil }
    let loaded = try file.load(onto: nil, nil) {
      (saved: SessionRecord.Data, _: [Tensor]) -> (Dataset?, missing: String?) in
      let isSame = saved.fingerprint == data.fingerprint && saved.options == data.options
      return isSame ? (dataset, nil) : (nil, "other images")
    }
    guard let trainer = try loaded.takeUp(), trainer.state.random.seed == run.seed else { return nil }
    return trainer
  }
}
