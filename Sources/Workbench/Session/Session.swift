import Autodiff
import Datasets
import Language
import Networks
import Tensors
import Threads
import VAE

/// The state that one works on: the data, the model and its training, and where random numbers come from. It lives as
/// long as the kernel; cells change it through the entries of the table.
package final class Session {
  package let catalog: DatasetCatalog
  package internal(set) var dataset: Dataset? { didSet { (knownFingerprint, featureClassifier) = (nil, nil) } }
  /// The size of batches, for training and for `batch()`.
  package internal(set) var batchSize = Session.defaultBatchSize
  package internal(set) var model: VariationalAutoencoder?
  /// The training of the present model; nil until `train`.
  package internal(set) var trainer: Trainer?
  /// What was fitted to the codes of the present model.
  package internal(set) var codeModels = CodeModels()
  /// A record of every call of `train`, over all models.
  package internal(set) var runs: [TrainingRun] = []
  /// The last sweep, for `load sweep`.
  var sweep: SweepValue?
  /// The losses of `step`, for a training loop written by hand.
  var recordedLosses: [Double] = []
  /// Counts the changes of data and model, so that a statement that fails can tell whether it made one.
  private(set) var revision = 0
  /// The checksum of the data, once it is known: it takes a while to compute.
  var knownFingerprint: String?
  /// What `fid` describes images of these data by, once it was trained.
  var featureClassifier: FeatureClassifier?
  /// The interpreter whose host this is.
  package private(set) weak var interpreter: Interpreter?
  /// How often the session was captured, to be saved.
  package internal(set) var encodings = 0
  /// Where the session saves itself, known to whoever ends it on another thread.
  package let saving = Saving()
  /// Where every epoch of training is saved, and the session after a cell; nil for nowhere.
  private(set) var autosave: Autosave? {
    didSet { saving.autosave.withLock { $0 = autosave } }
  }
  /// Whether that happens: `set autosave=off` says no.
  private(set) var autosaves: Bool
  /// Whether `load last` has brought back another session.
  var hasComeBack = false
  /// What a cell has chosen that `judge` makes of a wrong answer; nil where none has.
  var chosenJudging: Judging?
  /// Sliders, buttons and their like, and where they are shown.
  let controls = Controls()
  /// How the training goes, for whoever looks on; a copy of the session has its original's.
  var broadcast = TrainingBroadcast()
  /// Where the entries draw their random numbers from.
  let randomNumbers = RandomNumbers()
  /// Whether this is a copy for others to look at: what would change a session refuses to run on it.
  let isSnapshot: Bool

  /// While a cell is looked through before it runs: the images that its commands will find, and how many a batch has.
  var abstractData: (image: ImageShape, batchSize: Int)?

  /// The figures of `matplotlib.pyplot` that are open.
  private(set) lazy var pyplot = Pyplot(catalog)

  /// Whether it was said that OpenBLAS could be faster.
  private var hasMentionedHandicap = false

  private let displayPrefix: String
  private var displays = 0

  static let defaultBatchSize = 64

  /// - Parameters:
  ///   - displayPrefix: what the names of its displays begin with.
  ///   - autosave: where every epoch of training is saved, and, where ``keepCell()`` is called, the session after a cell.
  package init(
    catalog: DatasetCatalog = DatasetCatalog(), displayPrefix: String = "elbow", autosave: Autosave? = nil,
    isSnapshot: Bool = false
  ) {
    self.catalog = catalog
    self.autosave = autosave
    saving.autosave.withLock { $0 = autosave }
    autosaves = autosave != nil
    self.displayPrefix = displayPrefix
    self.isSnapshot = isSnapshot
    _ = TensorView.unreadable
  }

  package internal(set) var random: RandomSource {
    get { randomNumbers.source }
    set { randomNumbers.source = newValue }
  }

  /// A name for a display that will be updated.
  func nextDisplayID() -> String {
    displays += 1
    return "\(displayPrefix)-\(displays)"
  }

  /// Says once what makes training slower than it need be.
  func mentionHandicap(_ context: Context) {
    guard !hasMentionedHandicap, let handicap = BLAS.handicap else { return }
    hasMentionedHandicap = true
    context.output.write("note: \(handicap)\n", to: .standardError)
  }

  /// Turns saving after every epoch and cell on or off.
  ///
  /// - Throws: ``Diagnostic`` where there is no folder to save in.
  func setAutosave(_ isOn: Bool) throws {
    if isOn, autosave == nil {
      var environment = catalog.environment
      environment["ELBOW_AUTOSAVE"] = nil
      guard let made = Autosave.standard(environment) else {
        throw Diagnostic(
          .file, "there is no folder to save in: neither XDG_STATE_HOME nor HOME names one",
          suggestion: "save the session yourself: train checkpoint=\"run\"", parameter: "autosave")
      }
      autosave = made
    }
    autosaves = isOn
  }

  /// Works on these data from now on. The training is forgotten, and so is a model for images of another shape.
  func take(_ dataset: Dataset, batchSize: Int) {
    self.dataset = dataset
    self.batchSize = batchSize
    forgetTraining()
    if model?.image != dataset.train.shape { (model, codeModels) = (nil, CodeModels()) }
  }

  /// Works on this model from now on.
  func take(_ model: VariationalAutoencoder) {
    self.model = model
    codeModels = CodeModels()
    forgetTraining()
  }

  /// Makes the session as it was at its beginning.
  func reset() {
    dataset = nil
    model = nil
    codeModels = CodeModels()
    batchSize = Self.defaultBatchSize
    runs = []
    sweep = nil
    controls.closeAll()
    forgetTraining()
    random = RandomSource(seed: 0)
  }

  /// Forgets the training, when the data or the model change under it.
  func forgetTraining() {
    revision += 1
    trainer = nil
    recordedLosses = []
  }
}

/// The writing of a session's autosaves, for whoever waits for its end on any thread.
package final class Saving: Sendable {
  fileprivate let autosave = Monitor<Autosave?>(nil)

  /// Returns when everything captured has been written, or when so many milliseconds have passed.
  package func finish(withinMilliseconds limit: Int) {
    autosave.withLock(\.self)?.finish(withinMilliseconds: limit)
  }
}

extension Session: Host {
  package func attach(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// Has optimizers note how long the gradients of each parameter are, for who steps through a program. Of all sessions.
  package static func notesGradientLengths(_ flag: Bool) { GradientLengths.areKept = flag }

  package func running<Result>(
    _ output: any Output, _ cancellation: Cancellation, _ body: () throws -> Result
  ) throws -> Result {
    tellOfFailedSaving(output)
    return try MemoryWatch.shared.watching(cancellation) {
      // Figures that a failed cell began are not the next one's.
      defer { pyplot.closeAll() }
      let result = try body()
      try pyplot.show(output, cancellation)
      return result
    }
  }

  package func interpretingAbstractly<Result>(_ body: () throws -> Result) rethrows -> Result {
    let random = random
    abstractData = dataset.map { ($0.train.shape, batchSize) }
    defer {
      self.random = random
      abstractData = nil
    }
    return try AbstractTensors.using(body)
  }

  package func forgetAbstractState() { abstractData = nil }

  /// A failing statement takes back the random numbers it drew, and the data and the model it loaded or made. What
  /// `train` and `step` did to the model stays.
  package func checkpoint() -> () -> Void {
    let (random, revision) = (random, revision)
    let (dataset, batchSize, model, trainer, losses) = (dataset, batchSize, model, trainer, recordedLosses)
    let codeModels = codeModels
    return { [unowned self] in
      self.random = random
      guard self.revision != revision else { return }
      (self.dataset, self.batchSize, self.model) = (dataset, batchSize, model)
      (self.trainer, self.recordedLosses, self.codeModels) = (trainer, losses, codeModels)
    }
  }
}
