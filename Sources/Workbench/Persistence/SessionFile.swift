import Datasets
import Language
import Networks
import Tensors
import Text
import VAE

/// A saved session on its way back from its file. Everything is read and checked before anything changes.
struct SessionFile {
  private let path: String
  private let file: SafetensorsReader
  private let record: SessionRecord

  /// A session that fits together.
  struct Loaded {
    /// Nil where the session had none.
    let model: VariationalAutoencoder?
    /// The numbers of the model's networks, which may be those of the present one.
    fileprivate let weights: WeightImport.Loaded?
    fileprivate let makesTrainer: (() throws -> Trainer)?
    let codeModels: CodeModels
    /// The images that the session had; nil where it had none, or where they are not to be had.
    let dataset: Dataset?
    let state: SessionRecord.State
    /// Nil where they are not to be taken up, or there are none.
    let variables: VariableRestoration.Restored?
    fileprivate let keeping: SessionRecord.Model?
    fileprivate let beta: Double?
    /// A line that says what it is, and one for what is missing.
    let words: [String]

    /// Writes the numbers into the networks, and gives the training, if there is one. Nothing can fail here but memory,
    /// and that before anything is written.
    func takeUp() throws -> Trainer? {
      let trainer = try makesTrainer?()
      weights?.assign()
      if let beta { model?.beta = beta }
      if let modes = keeping?.training { model?.modes = modes }
      model?.parameters.distinct.frozen = keeping?.frozen
      // Those of a training are its own.
      if trainer == nil, let random = keeping?.random { model?.randomSources = random }
      return trainer
    }
  }

  /// - Returns: nil where this is no saved session, but a file of tensors.
  /// - Throws: ``Diagnostic`` where it is one of a newer format, or damaged.
  init?(_ file: SafetensorsReader, _ path: String) throws {
    guard let record = try SessionRecord(file.metadata, path: path) else { return nil }
    (self.path, self.file, self.record) = (path, file, record)
  }

  /// Reads all of it.
  ///
  /// - Parameters:
  ///   - present: the session's model, which is taken where it is built alike, so that variables go on meaning its networks.
  ///   - interpreter: the one that is to have the variables; nil where they are to be left.
  ///   - data: gives the images of a saved session, which may be one of the tensors, or says why they are not to be had.
  /// - Throws: ``Diagnostic`` that names the field, or the tensor and both shapes, where something does not fit.
  func load(
    onto present: VariationalAutoencoder?, _ interpreter: Interpreter?,
    data: (SessionRecord.Data, _ tensors: [Tensor]) throws -> (Dataset?, missing: String?)
  ) throws -> Loaded {
    let model = try model(present)
    let weights = try model.map { try WeightImport(file, path).exactly(WeightTargets($0)) }
    try checkState(of: model)
    var state = record.state
    state.runs = try runs()
    let variables = try record.variables.flatMap { variables in
      try interpreter.map { try VariableRestoration.restored(variables, file, path, model, $0) }
    }
    let (dataset, missing) = try record.data.map { try data($0, variables?.tensors ?? []) } ?? (nil, nil)
    let makesTrainer = try record.training.flatMap { training in
      try dataset.flatMap { dataset in try model.map { try trainer(training, $0, dataset) } }
    }
    let codeModels = try model.flatMap { model in
      try record.codes.map { try SavedCodeModels.restored($0, file, path, of: model) }
    }
    return Loaded(
      model: model, weights: weights, makesTrainer: makesTrainer, codeModels: codeModels ?? CodeModels(),
      dataset: dataset, state: state,
      variables: variables, keeping: record.model, beta: record.model?.beta,
      words: words(model, variables, missing: missing))
  }

  /// The model as one by itself, whatever the session has; nil where the file has none.
  ///
  /// - Throws: ``Diagnostic`` where the file is damaged.
  func modelAlone() throws -> VariationalAutoencoder? {
    let loaded = try load(onto: nil, nil) { _, _ in (nil, nil) }
    _ = try loaded.takeUp()
    return loaded.model
  }

  /// How long the model was trained; nil where it was not.
  var epochs: Int? { record.training?.state.history.epochs.count }
  /// What it was trained on.
  var data: SessionRecord.Data? { record.data }

  private func model(_ present: VariationalAutoencoder?) throws -> VariationalAutoencoder? {
    guard let described = record.model else { return nil }
    let image = ImageShape(channels: described.image[0], height: described.image[1], width: described.image[2])
    if let present, present.image == image, present.likelihood == described.likelihood,
      present.prior.description == described.prior ?? PriorDescription(),
      present.posterior.description == described.posterior ?? PosteriorDescription(),
      present.condition?.classNames == described.classes,
      record.contradiction == nil, (try? ModelDescription(present)) == record.network
    {
      return present
    }
    // Networks of any size can be described. Made of abstract tensors they take no memory, and their size is that of the
    // tensors in the file or not.
    try AbstractTensors.using {
      let (encoder, decoder) = try networks()
      try WeightImport(file, path).checkSizes(encoder, decoder)
    }
    if let contradiction = record.contradiction { throw Diagnostic.damaged(path, contradiction) }
    let (encoder, decoder) = try networks()
    func misfit(_ reason: String) -> Diagnostic { Diagnostic.damaged(path, "its networks are no model: \(reason)") }
    do {
      // Its first parameters are of no use, and draw none of the session's numbers.
      var random = RandomSource()
      let prior = described.prior ?? PriorDescription()
      let posterior = described.posterior ?? PosteriorDescription()
      guard posterior.isQuantized == (prior.kind == .uniform) else {
        throw Diagnostic.damaged(path, "model.prior is a \(prior.inWords), and its posterior a \(posterior.inWords)")
      }
      try checkSizes(of: prior)
      try checkSizes(of: posterior)
      try checkSizes(of: described.classes, image)
      return try VariationalAutoencoder(
        encoder: encoder, decoder: decoder, image: image, likelihood: described.likelihood, prior: prior,
        posterior: posterior, classes: described.classes ?? [], random: &random)
    } catch let error as ModelError { throw misfit(error.message) } catch let error as TensorError
      where error.code == .shape || error.code == .value
    { throw misfit(error.message) }
  }

  /// Checks that a prior is as large as its tensors in the file, before any is made: a file may say anything.
  private func checkSizes(of prior: PriorDescription) throws {
    let (name, count): (String, Int)
    switch prior.kind {
    case .standard, .uniform: return
    case .mixture: (name, count) = ("prior.means", prior.components)
    case .vamp: (name, count) = ("prior.inputs", prior.components)
    case .flow: return
    }
    guard let found = file.shape(of: name), found.rank == 2, found[0] == count else {
      throw Diagnostic.damaged(path, "model.prior is a \(prior.inWords), and \(name) is missing or of another size")
    }
  }

  /// The same of a posterior: all its steps are of one size, which is that of the networks, and it has as many as it says.
  private func checkSizes(of posterior: PosteriorDescription) throws {
    if let codebook = posterior.codebook {
      guard file.shape(of: "posterior.codebook") == [codebook.vectors, codebook.depth] else {
        throw Diagnostic.damaged(
          path, "model.posterior is a \(posterior.inWords), and posterior.codebook is missing or of another size")
      }
    }
    guard posterior.kind == .iaf else { return }
    for flow in 0..<posterior.flows where file.shape(of: "posterior.\(flow).input")?.rank != 2 {
      throw Diagnostic.damaged(
        path, "model.posterior is a \(posterior.inWords), and posterior.\(flow).input is missing or of another size")
    }
  }

  /// The same of the planes of a condition.
  private func checkSizes(of classes: [String]?, _ image: ImageShape) throws {
    guard let classes, file.shape(of: "condition.planes") != [classes.count, image.height * image.width] else { return }
    throw Diagnostic.damaged(
      path, "model.classes names \(classes.count), and condition.planes is missing or of another size")
  }

  /// Checks that what is said of the layers fits them.
  private func checkState(of model: VariationalAutoencoder?) throws {
    guard let model, let record = record.model else { return }
    if let modes = record.training, modes.count != model.modes.count {
      throw Diagnostic.damaged(
        path, "model.training has \(modes.count) entries, and there are \(model.modes.count) layers")
    }
    let parameters = model.parameters.distinct.count
    if let frozen = record.frozen, frozen.count != parameters {
      throw Diagnostic.damaged(
        path, "model.frozen has \(frozen.count) entries, and there are \(parameters) parameters")
    }
    if let random = record.random, random.count != model.randomSources.count {
      throw Diagnostic.damaged(
        path, "model.random has \(random.count) entries, and \(model.randomSources.count) layers draw random numbers")
    }
  }

  private func networks() throws -> (encoder: any Layer, decoder: any Layer) {
    guard let network = record.network else { throw Diagnostic.damaged(path, "network is missing") }
    do { return try network.networks() } catch let error as DescriptionError {
      throw Diagnostic.damaged(path, "network.\(error.description.inMessage)")
    } catch let error as TensorError where error.code != .memory || AbstractTensors.inUse {
      // Of abstract tensors no network is too large for the memory, but one that no file can be of.
      throw Diagnostic.damaged(
        path, "its networks cannot be made from what it says of them: \(error.message.inMessage)")
    }
  }

  /// Checks that a training fits its model, and gives what makes it.
  private func trainer(
    _ training: TrainerRecord, _ model: VariationalAutoencoder, _ dataset: Dataset
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
    let steps = try steps(SavedNames.steps)
    let batches = (dataset.train.count - 1) / training.batchSize + 1
    guard training.state.batchesDone < batches else {
      throw Diagnostic.damaged(
        path, "training.state.batchesDone is \(training.state.batchesDone), and an epoch has \(batches) batches")
    }
    let sources = model.randomSources.count
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
  private func runs() throws -> [TrainingRun] {
    var runs: [TrainingRun] = []
    for (index, run) in record.state.runs.enumerated() {
      var run = run
      let before = run.firstStep > 0 ? runs.last { $0.history.steps.count == run.firstStep }?.history.steps ?? [] : []
      run.history.steps = before + (try steps(SavedNames.run(index)))
      run.firstStep = before.count
      runs.append(run)
    }
    return runs
  }

  /// The steps of a training, from the tensor that holds them.
  private func steps(_ name: String) throws -> [TrainingHistory.Step] {
    guard let shape = file.entries[name]?.shape, shape.rank == 2, TrainingHistory.stepColumnCounts.contains(shape[1]),
      let steps = file.doubles(name).map({ TrainingHistory.steps($0, columns: shape[1]) })
    else { throw Diagnostic.damaged(path, "\(name) is missing, or holds no steps of a training") }
    // The other numbers may be infinite, or NaN, where a training came to that.
    guard steps.allSatisfy({ (0...0x1p53).contains($0.epoch) }) else {
      throw Diagnostic.damaged(path, "\(name) has a step in no epoch")
    }
    return steps
  }

  private func words(
    _ model: VariationalAutoencoder?, _ variables: VariableRestoration.Restored?, missing: String?
  ) -> [String] {
    var parts = [
      model.map { counted($0.latentDimension, "latent dimension") + ", " + counted($0.parameterCount, "parameter") }
        ?? "no model yet"
    ]
    if let training = record.training {
      let epochs = training.state.history.epochs.count
      parts.append(counted(epochs, "epoch") + ", " + counted(training.state.steps, "step"))
    }
    if let data = record.data, missing == nil { parts.append("data: \(data.title)") }
    if let variables { parts += variables.words }
    return ["loaded: " + parts.joined(separator: "; ")] + (missing.map { [$0] } ?? [])
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
