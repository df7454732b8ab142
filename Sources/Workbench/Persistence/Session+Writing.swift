import Datasets
import Files
import Language
import Networks
import Tensors
import VAE

// The session as a safetensors file: parameters, moments, step, random numbers, history, and what model and data are.
//
// Tensors of the model are named as in a PyTorch `state_dict`: encoder.0.weight, decoder.2.bias. The optimizer's moments
// follow PyTorch too: optimizer.exp_avg.encoder.0.weight, optimizer.exp_avg_sq.encoder.0.weight.

extension Session {
  /// Writes the session to a file: at every moment the old file or the new one is there, whole.
  ///
  /// - Throws: ``FileError`` where it cannot be written, ``Diagnostic`` where there is no model yet.
  package func write(to path: String, _ files: any FileSystem = SystemFiles()) throws {
    try AtomicFile.write(try encoded(), to: path, files)
  }

  /// The bytes of that file.
  func encoded() throws -> [UInt8] {
    let model = try requireModel(for: "save")
    var writer = SafetensorsWriter()
    for (name, parameter) in model.namedParameters { writer.add(name, parameter.value) }
    for (name, buffer) in model.namedBuffers { writer.add(name, buffer.value) }
    if let trainer {
      let names = Dictionary(
        uniqueKeysWithValues: model.namedParameters.map { (ObjectIdentifier($0.parameter), $0.name) })
      for (parameter, moments) in zip(trainer.optimizer.parameters, try trainer.optimizer.moments) {
        guard let name = names[ObjectIdentifier(parameter)] else { continue }
        writer.add(SavedNames.firstMoment + name, moments.first)
        if let second = moments.second { writer.add(SavedNames.secondMoment + name, second) }
      }
      if let best = trainer.best {
        for (named, value) in zip(model.namedParameters, best.parameters) {
          writer.add(SavedNames.best + named.name, value)
        }
        for (named, value) in zip(model.namedBuffers, best.buffers) { writer.add(SavedNames.best + named.name, value) }
      }
      writer.add(
        SavedNames.steps, trainer.history.stepRows, [trainer.history.steps.count, TrainingHistory.stepColumns])
    }
    for (index, run) in runs.enumerated() {
      let own = run.own
      writer.add(SavedNames.run(index), own.stepRows, [own.steps.count, TrainingHistory.stepColumns])
    }
    writer.metadata = try record(of: model).metadata()
    return try writer.encoded()
  }

  private func record(of model: VariationalAutoencoder) throws -> SessionRecord {
    SessionRecord(
      model: SessionRecord.Model(
        encoder: model.encoder.description, decoder: model.decoder.description,
        image: [model.image.channels, model.image.height, model.image.width], likelihood: model.likelihood,
        beta: model.beta, shared: model.sharedLayers.isEmpty ? nil : model.sharedLayers),
      data: dataset.map {
        SessionRecord.Data(name: $0.name, title: $0.title, fingerprint: fingerprint(of: $0), options: $0.options)
      },
      training: trainer?.record,
      state: SessionRecord.State(
        random: random, batchSize: batchSize, losses: recordedLosses,
        runs: runs.map { run in
          var run = run
          run.history.steps = []
          return run
        }))
  }

  /// The checksum of the images to train on, computed once for each data set.
  func fingerprint(of dataset: Dataset) -> String {
    if let known = knownFingerprint, known.revision == revision { return known.text }
    let text = dataset.train.fingerprint
    knownFingerprint = (revision, text)
    return text
  }
}

/// What tensors of a saved session are called.
enum SavedNames {
  static let firstMoment = "optimizer.exp_avg."
  static let secondMoment = "optimizer.exp_avg_sq."
  static let best = "best."
  static let steps = "history.steps"

  /// The steps of one call of `train`.
  static func run(_ index: Int) -> String { "history.runs.\(index).steps" }
}
