import Datasets
import Language
import Networks
import Tensors
import VAE

// A saved session back from its file. Everything is read and checked before anything changes.

extension Session {
  /// Takes up a saved session, or the weights in a file of another program.
  ///
  /// - Parameter part: what the names of another program's weights begin with, where only a part of them is meant.
  /// - Returns: what was loaded, in words.
  /// - Throws: ``Diagnostic`` that names the tensor and both shapes where something does not fit; nothing has changed then.
  func restore(_ path: String, part: String? = nil, _ context: Context) throws -> [String] {
    let file = try SavedTensors.read(path)
    guard let record = try SessionRecord(file.metadata, path: path) else {
      let model = try requireModel(for: "load")
      let targets = WeightTargets(parameters: model.namedParameters, buffers: model.namedBuffers)
      let notes = try WeightImport(file, path).load(into: targets, part: part)
      forgetTraining()
      return notes
    }
    if part != nil {
      throw Diagnostic(
        .value, "\(path) is a saved session, and taken up as a whole",
        suggestion: "leave out prefix=; or name a network",
        parameter: "prefix")
    }
    let model = try self.model(of: record, path, context)
    let weights = try WeightImport(file, path).exactly(
      WeightTargets(parameters: model.namedParameters, buffers: model.namedBuffers))
    let (dataset, missing) = try data(of: record, context)
    let trainer = try record.training.flatMap { training -> (() throws -> Trainer)? in
      guard let dataset else { return nil }
      return try self.trainer(training, model, dataset, file, path)
    }
    // Everything fits. From here on nothing can fail but memory, and that before anything is written.
    let made = try trainer?()
    weights.assign()
    forgetTraining()
    model.beta = record.model.beta
    self.model = model
    runs = runs(of: record, file)
    if let dataset { self.dataset = dataset }
    self.trainer = made
    (random, batchSize, recordedLosses) = (record.state.random, record.state.batchSize, record.state.losses)
    return described(record, model, missing: missing)
  }

  /// The present model where it is built alike, so that variables go on meaning its networks; else a new one.
  private func model(of record: SessionRecord, _ path: String, _ context: Context) throws -> VariationalAutoencoder {
    let image = ImageShape(
      channels: record.model.image[0], height: record.model.image[1], width: record.model.image[2])
    if let model, model.image == image, model.encoder.description == record.model.encoder,
      model.decoder.description == record.model.decoder, model.likelihood == record.model.likelihood,
      model.sharedLayers == record.model.shared ?? []
    {
      return model
    }
    let networks = try VariationalAutoencoder.sharing(
      record.model.shared ?? [], try NetworkText.layer(record.model.encoder, path, context),
      try NetworkText.layer(record.model.decoder, path, context))
    guard let networks else {
      throw Diagnostic(.data, "\(path) is damaged: layers that it says are one are not built alike")
    }
    return try VariationalAutoencoder(
      encoder: networks.encoder, decoder: networks.decoder, image: image, likelihood: record.model.likelihood)
  }

  /// The images that the session had: those that are loaded, or those found under their name; nil, with the reason, where
  /// they are not to be had.
  private func data(of record: SessionRecord, _ context: Context) throws -> (Dataset?, missing: String?) {
    guard let wanted = record.data else { return (nil, nil) }
    if let dataset, fingerprint(of: dataset) == wanted.fingerprint { return (dataset, nil) }
    let loaded: Dataset
    do { loaded = try catalog.load(wanted.name, wanted.options) } catch let error as DatasetError {
      return (nil, "its data, \(wanted.title), are not here (\(error.message)), so that training cannot go on")
    }
    guard loaded.train.fingerprint == wanted.fingerprint else {
      return (nil, "its data, \(wanted.title), have changed since, so that training cannot go on")
    }
    return (loaded, nil)
  }

  /// Checks that a training fits its model, and gives what makes it.
  private func trainer(
    _ training: TrainerRecord, _ model: VariationalAutoencoder, _ dataset: Dataset, _ file: SafetensorsReader,
    _ path: String
  ) throws -> () throws -> Trainer {
    let moments = try model.namedParameters.map { name, parameter -> (first: Tensor, second: Tensor?) in
      func moment(_ prefix: String) throws -> Tensor {
        guard let tensor = try file.tensor(prefix + name) else {
          throw Diagnostic(.data, "\(path) is damaged: it holds a training without \(prefix + name)")
        }
        guard tensor.shape == parameter.shape else {
          throw Diagnostic.misfit(prefix + name, inModel: parameter.shape, inFile: tensor.shape)
        }
        return tensor
      }
      let hasSecond = training.state.options.rule.hasSecondMoments
      return (try moment(SavedNames.firstMoment), hasSecond ? try moment(SavedNames.secondMoment) : nil)
    }
    let best = try training.state.best.map { _ in
      let targets = WeightTargets(parameters: model.namedParameters, buffers: model.namedBuffers)
      let values = try WeightImport(file, path).exactly(targets) { SavedNames.best + $0 }.values
      return VariationalAutoencoder.Snapshot(
        parameters: Array(values.prefix(targets.parameters.count)),
        buffers: Array(values.dropFirst(targets.parameters.count)))
    }
    guard let steps = file.doubles(SavedNames.steps), (1...100_000).contains(training.batchSize),
      training.state.isSound
    else {
      throw Diagnostic(.data, "\(path) is damaged: it holds a training without its history")
    }
    return {
      let trainer = try Trainer(
        model, dataset.train, batchSize: training.batchSize, options: training.state.options,
        seed: training.state.random.seed)
      try trainer.restore(training, steps: History.steps(steps), moments: moments, best: best)
      return trainer
    }
  }

  /// The runs with their steps: a run's history begins with that of the run before it on the same model.
  private func runs(of record: SessionRecord, _ file: SafetensorsReader) -> [TrainingRun] {
    var runs: [TrainingRun] = []
    for (index, run) in record.state.runs.enumerated() {
      var run = run
      let before = run.firstStep > 0 ? runs.last { $0.history.steps.count == run.firstStep }?.history.steps ?? [] : []
      run.history.steps = before + History.steps(file.doubles(SavedNames.run(index)) ?? [])
      run.firstStep = before.count
      run.firstEpoch = max(0, min(run.firstEpoch, run.history.epochs.count))
      runs.append(run)
    }
    return runs
  }

  private func described(
    _ record: SessionRecord, _ model: VariationalAutoencoder, missing: String?
  ) -> [String] {
    var text =
      "loaded: \(model.latentDimension) latent dimensions, \(grouped(model.parameterCount)) parameters"
    if let training = record.training {
      let epochs = training.state.history.epochs.count
      text += "; \(epochs) epoch\(epochs == 1 ? "" : "s"), \(grouped(training.state.steps)) steps"
    }
    if let data = record.data, missing == nil { text += "; data: \(data.title)" }
    return [text] + (missing.map { [$0] } ?? [])
  }
}

extension Diagnostic {
  /// A tensor of a file that has another shape than what it is for.
  static func misfit(_ name: String, inModel shape: Shape, inFile other: Shape) -> Diagnostic {
    Diagnostic(
      .shape, "\(name) is \(shape.inWords) in the model, and \(other.inWords) in the file; nothing was loaded",
      suggestion: "make the model as it was when the file was saved, with the same sizes")
  }
}

extension Trainer.State {
  /// Whether its counts are ones that a training can have.
  fileprivate var isSound: Bool {
    let most = 1 << 53
    return [steps, batchesDone, losses.images, course.lowerBound, course.upperBound, epochsSinceBest].allSatisfy {
      (0...most).contains($0)
    }
      && options.samples >= 1 && options.samples <= 100_000
  }
}

extension Shape {
  /// `512×30`, or `one number`.
  fileprivate var inWords: String { rank == 0 ? "one number" : description }
}
