import Datasets
import Files
import Language
import Tensors
import VAE

// A session to its file and back.

extension Session {
  /// Writes the session to a file: at every moment the old file or the new one is there, whole.
  ///
  /// - Parameter withVariables: whether the variables go into it too, as into autosaves. There need be no model then.
  /// - Throws: ``FileError`` where it cannot be written, ``Diagnostic`` where there is no model yet.
  package func write(
    to path: String, withVariables: Bool = false, _ files: any FileSystem = SystemFiles()
  ) throws {
    try AtomicFile.write(try captured(withVariables: withVariables).encoded(), to: path, files)
  }

  /// The session as it is now, for that file.
  func captured(withVariables: Bool = false) throws -> SessionCapture {
    encodings += 1
    return try SessionContents(
      model: withVariables ? model : try requireModel(for: "save"), trainer: trainer, codeModels: codeModels,
      data: dataset.map { record(of: $0) },
      state: SessionRecord.State(
        random: random, batchSize: batchSize, losses: recordedLosses, runs: runs, isStrict: chosenJudging == .strict)
    ).captured(withVariables ? interpreter : nil)
  }

  /// What a file says of images.
  func record(of dataset: Dataset) -> SessionRecord.Data {
    SessionRecord.Data(
      name: dataset.name, title: dataset.title, fingerprint: fingerprint(of: dataset), options: dataset.options)
  }

  /// Takes up a saved session, or the weights in a file of another program.
  ///
  /// - Parameters:
  ///   - part: what the names of another program's weights begin with, where only a part of them is meant.
  ///   - order: modules of another program's weights in the order in which the model has them.
  /// - Returns: what was loaded, in words.
  /// - Throws: ``Diagnostic`` that names the tensor and both shapes where something does not fit; nothing has changed then.
  func restore(_ path: String, part: String? = nil, order: [String] = [], _ context: Context) throws -> [String] {
    let file = try SavedTensors.weights(path)
    guard let saved = try (file as? SafetensorsReader).flatMap({ try SessionFile($0, path) }) else {
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
    // Going back within a session is about its model; what its variables are now, nobody has lost.
    let isOwn = autosave?.isOwn(path) ?? false
    let loaded = try saved.load(onto: model, isOwn ? nil : interpreter) { try data(of: $0, among: $1) }
    let made = try loaded.takeUp()
    if let interpreter { loaded.variables?.takeUp(interpreter) }
    forgetTraining()
    model = loaded.model
    codeModels = loaded.codeModels
    if let images = loaded.dataset { dataset = images }
    trainer = made
    let state = loaded.state
    (runs, random, batchSize, recordedLosses) = (state.runs, state.random, state.batchSize, state.losses)
    // Never the other way: no file makes answers pass that are to be errors.
    guard !isOwn, state.isStrict, chosenJudging != .strict else { return loaded.words }
    chosenJudging = .strict
    return loaded.words + ["judge: strict, as it was set"]
  }

  /// The images that a saved session had: those that are loaded, or those found under their name; nil, with the reason,
  /// where they are not to be had.
  ///
  /// - Parameter tensors: those of the saved variables, among which the images may be.
  private func data(
    of wanted: SessionRecord.Data, among tensors: [Tensor]
  ) throws -> (Dataset?, missing: String?) {
    // The same images to train on may stand beside others that were held out.
    if let dataset, fingerprint(of: dataset) == wanted.fingerprint, dataset.options == wanted.options {
      return (dataset, nil)
    }
    if wanted.name == Dataset.tensorName {
      if let found = try DataTensor(wanted).found(among: tensors + ownTensors) { return (found, nil) }
      return (
        nil,
        "its data are not here (they came from a tensor, and no variable is that tensor), so that training cannot go on; "
          + "make the tensor again, then `data x` with it, then load this once more"
      )
    }
    let loaded: Dataset
    do { loaded = try catalog.load(wanted.name, wanted.options) } catch let error as DatasetError {
      return (
        nil,
        "its data, \(wanted.title), are not here (\(error.message)), so that training cannot go on; "
          + "bring them back, and load this once more"
      )
    }
    guard loaded.train.fingerprint == wanted.fingerprint else {
      return (nil, "its data, \(wanted.title), have changed since, so that training cannot go on")
    }
    return (loaded, nil)
  }

  /// The tensors that variables are.
  private var ownTensors: [Tensor] {
    (interpreter?.variables ?? []).compactMap { _, value in
      if case .object(let object) = value { (object as? TensorValue)?.variable.value } else { nil }
    }
  }

  /// The checksum of the images to train on, computed once for each data set.
  func fingerprint(of dataset: Dataset) -> String {
    if let knownFingerprint { return knownFingerprint }
    let text = dataset.train.fingerprint
    knownFingerprint = text
    return text
  }
}
