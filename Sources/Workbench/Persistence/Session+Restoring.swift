import Datasets
import Language
import Networks
import Tensors
import Text
import VAE

// A saved session back from its file. Everything is read and checked before anything changes.

extension Session {
  /// Takes up a saved session, or the weights in a file of another program.
  ///
  /// - Parameters:
  ///   - part: what the names of another program's weights begin with, where only a part of them is meant.
  ///   - order: modules of another program's weights in the order in which the model has them.
  /// - Returns: what was loaded, in words.
  /// - Throws: ``Diagnostic`` that names the tensor and both shapes where something does not fit; nothing has changed then.
  func restore(_ path: String, part: String? = nil, order: [String] = [], _ context: Context) throws -> [String] {
    let file = try SavedTensors.read(path)
    guard let record = try SessionRecord(file.metadata, path: path) else {
      let model = try requireModel(for: "load")
      let notes = try WeightImport(file, path).load(into: WeightTargets(model), part: part, order: order, context)
      forgetTraining()
      return notes
    }
    if let given = part != nil ? "prefix" : order.isEmpty ? nil : "order" {
      throw Diagnostic(
        .value, "\(path) is a saved session, and taken up as a whole",
        suggestion: "leave out \(given)=; or name a network", parameter: given)
    }
    let model = try self.model(of: record, file, path, context)
    let weights = try WeightImport(file, path).exactly(WeightTargets(model))
    let runs = try runs(of: record, file, path)
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
    self.runs = runs
    if let dataset { self.dataset = dataset }
    self.trainer = made
    (random, batchSize, recordedLosses) = (record.state.random, record.state.batchSize, record.state.losses)
    return described(record, model, missing: missing)
  }

  /// The present model where it is built alike, so that variables go on meaning its networks; else a new one.
  private func model(
    of record: SessionRecord, _ file: SafetensorsReader, _ path: String, _ context: Context
  ) throws -> VariationalAutoencoder {
    let image = ImageShape(
      channels: record.model.image[0], height: record.model.image[1], width: record.model.image[2])
    let shared = record.model.shared ?? []
    if let model, model.image == image, model.encoder.description == record.model.encoder,
      model.decoder.description == record.model.decoder, model.likelihood == record.model.likelihood,
      model.sharedLayers == shared
    {
      return model
    }
    func networks() throws -> (encoder: any Layer, decoder: any Layer) {
      (
        try NetworkText.layer(record.model.encoder, path, context),
        try NetworkText.layer(record.model.decoder, path, context)
      )
    }
    // What is described may be of any size. As an abstract network it takes no memory, and is that of the tensors in the file or not.
    try AbstractTensors.using {
      let (encoder, decoder) = try networks()
      try WeightImport(file, path).checkSizes(encoder, decoder, sharing: shared)
    }
    let (encoder, decoder) = try networks()
    guard let networks = try VariationalAutoencoder.sharing(shared, encoder, decoder) else {
      throw Diagnostic.damaged(path, "layers of model.shared are not built alike")
    }
    do {
      return try VariationalAutoencoder(
        encoder: networks.encoder, decoder: networks.decoder, image: image, likelihood: record.model.likelihood)
    } catch let error as ModelError { throw Diagnostic.damaged(path, "its networks are no model: \(error.message)") }
  }

  /// The images that the session had: those that are loaded, or those found under their name; nil, with the reason, where
  /// they are not to be had.
  private func data(of record: SessionRecord, _ context: Context) throws -> (Dataset?, missing: String?) {
    guard let wanted = record.data else { return (nil, nil) }
    // The same images to train on may stand beside others that were held out.
    if let dataset, fingerprint(of: dataset) == wanted.fingerprint, dataset.options == wanted.options {
      return (dataset, nil)
    }
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
          throw Diagnostic.damaged(path, "it holds a training without \(prefix + name)")
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
      let targets = WeightTargets(model)
      let values = try WeightImport(file, path).exactly(targets) { SavedNames.best + $0 }.values
      return VariationalAutoencoder.Snapshot(
        parameters: Array(values.prefix(targets.parameters.count)),
        buffers: Array(values.dropFirst(targets.parameters.count)))
    }
    let steps = try steps(SavedNames.steps, file, path)
    let batches = (dataset.train.count - 1) / training.batchSize + 1
    guard training.state.batchesDone < batches else {
      throw Diagnostic.damaged(
        path, "training.state.batchesDone is \(training.state.batchesDone), and an epoch has \(batches) batches")
    }
    let sources = model.encoder.randomSources.count + model.decoder.randomSources.count
    guard training.layers.count == sources else {
      throw Diagnostic.damaged(
        path, "training.layers has \(training.layers.count) entries, and \(sources) layers draw random numbers")
    }
    return {
      let trainer = try Trainer(
        model, dataset.train, batchSize: training.batchSize, options: training.state.options,
        seed: training.state.random.seed)
      try trainer.restore(training, steps: steps, moments: moments, best: best)
      return trainer
    }
  }

  /// The runs with their steps: a run's history begins with that of the run before it on the same model.
  private func runs(of record: SessionRecord, _ file: SafetensorsReader, _ path: String) throws -> [TrainingRun] {
    var runs: [TrainingRun] = []
    for (index, run) in record.state.runs.enumerated() {
      var run = run
      let before = run.firstStep > 0 ? runs.last { $0.history.steps.count == run.firstStep }?.history.steps ?? [] : []
      run.history.steps = before + (try steps(SavedNames.run(index), file, path))
      run.firstStep = before.count
      runs.append(run)
    }
    return runs
  }

  /// The steps of a training, from the tensor that holds them.
  private func steps(_ name: String, _ file: SafetensorsReader, _ path: String) throws -> [TrainingHistory.Step] {
    guard let shape = file.entries[name]?.shape, shape.rank == 2, shape[1] == TrainingHistory.stepColumns,
      let steps = file.doubles(name).map(TrainingHistory.steps)
    else { throw Diagnostic.damaged(path, "\(name) is missing, or holds no steps of a training") }
    // The other numbers may be infinite, or NaN, where a training came to that.
    guard steps.allSatisfy({ (0...0x1p53).contains($0.epoch) }) else {
      throw Diagnostic.damaged(path, "\(name) has a step in no epoch")
    }
    return steps
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
    let isTurned = shape.rank == 2 && shape.dimensions == other.dimensions.reversed()
    return Diagnostic(
      .shape, "\(name) is \(shape.inWords) in the model, and \(other.inWords) in the file; nothing was loaded",
      suggestion: isTurned
        ? "weights are kept as outputs×inputs: in Python, weight.T; or swap the layer's sizes"
        : "make the model as it was when the file was saved, with the same sizes")
  }
}

extension Shape {
  /// `512×30`, or `one number`.
  fileprivate var inWords: String { rank == 0 ? "one number" : description }
}
