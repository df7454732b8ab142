import Datasets
import Language
import Networks
import Tensors
import VAE

/// A session as far as it is saved.
///
/// It becomes a safetensors file: parameters, moments, step, random numbers, history, and what model and data are. Tensors
/// of the model are named as in a PyTorch `state_dict`: encoder.0.weight, decoder.2.bias. The optimizer's moments follow
/// PyTorch too: optimizer.exp_avg.encoder.0.weight, optimizer.exp_avg_sq.encoder.0.weight.
struct SessionContents {
  /// Nil where there is none yet.
  var model: VariationalAutoencoder?
  var trainer: Trainer?
  var codeModels = CodeModels()
  var data: SessionRecord.Data?
  var state: SessionRecord.State

  /// The session as it is now: nothing that happens later changes it.
  ///
  /// - Parameter interpreter: the one whose variables are to be kept too, if they are.
  /// - Throws: ``DescriptionError`` where no file can hold the model's networks.
  func captured(_ interpreter: Interpreter? = nil) throws -> SessionCapture {
    var writer = SafetensorsWriter()
    var describer = NetworkDescriber()
    let network: ModelDescription?
    do { network = try model.map { try ModelDescription($0, &describer) } } catch let error as DescriptionError {
      guard let interpreter else { throw error }
      return try capturedWithoutModel(interpreter)
    }
    for (name, parameter) in model?.namedParameters ?? [] { writer.add(name, parameter.value) }
    for (name, buffer) in model?.namedBuffers ?? [] { writer.add(name, buffer.value) }
    if let trainer, let model { try add(trainer, of: model, to: &writer) }
    try SavedCodeModels.add(codeModels, to: &writer)
    var capture = SessionCapture(record: record(network), writer: writer, runs: state.runs)
    if let interpreter {
      var writer = writer
      capture.variables = try VariableCapture.capture(interpreter, model, describer, into: &writer)
      capture.writerWithVariables = writer
    }
    return capture
  }

  /// The variables alone, where the model is made of objects of classes: these are kept among them.
  private func capturedWithoutModel(_ interpreter: Interpreter) throws -> SessionCapture {
    var others = self
    (others.model, others.trainer, others.codeModels) = (nil, nil, CodeModels())
    others.state.runs = []
    var capture = try others.captured(interpreter)
    var variables = capture.variables ?? SavedVariables()
    variables.left.append(
      .init(
        name: "the model",
        reason: "made of objects of classes; `model` makes it of them again, with what they have learned"))
    capture.variables = variables
    capture.leavesModelOut = true
    capture.writerWithVariables = capture.writerWithVariables ?? capture.writer
    return capture
  }

  private func add(_ trainer: Trainer, of model: VariationalAutoencoder, to writer: inout SafetensorsWriter) throws {
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
    writer.add(SavedNames.steps, trainer.history.stepRows, [trainer.history.steps.count, trainer.history.stepColumns])
  }

  /// The file's description of itself. The steps of histories are many, and tensors.
  private func record(_ network: ModelDescription?) -> SessionRecord {
    var state = state
    for index in state.runs.indices { state.runs[index].history.steps = [] }
    return SessionRecord(
      network: network,
      model: model.map { model in
        SessionRecord.Model(
          image: [model.image.channels, model.image.height, model.image.width], likelihood: model.likelihood,
          beta: model.beta, random: trainer == nil ? model.randomSources : nil, training: model.modes,
          frozen: model.parameters.distinct.frozen,
          prior: model.prior.isStandard ? nil : model.prior.description,
          posterior: model.posterior.description.isFactorized ? nil : model.posterior.description,
          classes: model.condition?.classNames)
      },
      data: data, training: trainer?.record, state: state, codes: SavedCodeModels.record(codeModels))
  }
}

/// A session as it was at one moment, ready to be made into the bytes of its file on any thread.
struct SessionCapture: Sendable {
  fileprivate var record: SessionRecord
  fileprivate var writer: SafetensorsWriter
  /// The calls of `train` with their steps.
  fileprivate var runs: [TrainingRun]
  fileprivate var variables: SavedVariables?
  fileprivate var writerWithVariables: SafetensorsWriter?
  /// Whether there is a model that is not in it.
  fileprivate(set) var leavesModelOut = false

  /// Whether nothing is in it that anybody would miss.
  var isEmpty: Bool { record.model == nil && record.data == nil && variables == nil }

  /// The bytes of the file.
  ///
  /// - Parameter withVariables: whether the variables are in it, where they were captured.
  func encoded(withVariables: Bool = true) throws -> [UInt8] {
    var (writer, record) = (writer, record)
    if withVariables, let variables, let writerWithVariables {
      (writer, record.variables) = (writerWithVariables, variables)
    }
    for (index, run) in runs.enumerated() {
      let own = run.own
      writer.add(SavedNames.run(index), own.stepRows, [own.steps.count, own.stepColumns])
    }
    writer.metadata = try record.metadata()
    return try writer.encoded()
  }
}

/// The names of tensors in a saved session.
enum SavedNames {
  static let firstMoment = "optimizer.exp_avg."
  static let secondMoment = "optimizer.exp_avg_sq."
  static let best = "best."
  static let steps = "history.steps"

  /// The steps of one call of `train`.
  static func run(_ index: Int) -> String { "history.runs.\(index).steps" }
}

extension DescriptionError: DiagnosticConvertible {
  package var diagnostic: Diagnostic { Diagnostic(.value, description) }
}
