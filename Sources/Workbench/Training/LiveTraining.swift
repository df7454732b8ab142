import Datasets
import Glibc
import Graphics
import Language
import Processes
import Text
import VAE

/// What is seen of a training while it runs: two pictures that grow with it; and with `live=True` controls by which it is
/// steered, where a page shows them.
final class LiveTraining {
  /// A run of fewer steps is over before anybody has looked, and is not drawn unasked.
  static let leastSteps = 300

  /// Redrawn at most so often, in seconds, and such that drawing takes no more than this share of the time.
  private static let interval = 0.5
  private static let share = 0.01

  private let session: Session
  private let trainer: Trainer
  private let context: Context
  private let pictures: TrainingPictures
  private let steering = TrainingSteering()
  private let firstMove: Int
  private let ids: (board: String, plot: String, strip: String)
  private var controls: [ControlValue] = []
  private let clock = ContinuousClock()
  private var lastDrawn: ContinuousClock.Instant
  private var pause = LiveTraining.interval
  private var hasDrawn = false

  /// Thrown after a step where somebody has pressed *stop*.
  struct Stopped: Error {}

  /// - Parameter isSteered: whether there are controls.
  init(_ trainer: Trainer, _ dataset: Dataset, isSteered: Bool, in session: Session, _ context: Context) throws {
    (self.session, self.trainer, self.context) = (session, trainer, context)
    firstMove = trainer.history.moves.count
    pictures = try TrainingPictures(trainer.model, dataset)
    ids = (session.nextDisplayID(), session.nextDisplayID(), session.nextDisplayID())
    lastDrawn = clock.now
    do {
      if isSteered { try showBoard() }
      // Their places, in this order whenever the first of them is drawn.
      context.output.display(Display(plain: "(the loss is drawn here as it falls)"), id: ids.plot)
      context.output.display(Display(plain: "(and what the model makes of the same images and codes)"), id: ids.strip)
      // What can be drawn is known before the first step is taken.
      if isSteered { try draw() }
    } catch {
      closeBoard()
      throw error
    }
  }

  private func showBoard() throws {
    guard session.controls.surface != nil, ProcessGroup.current == nil, let box = ControlKind.named("HBox") else {
      return
    }
    let options = trainer.state.options
    let rate = try session.makeControl(
      "FloatLogSlider",
      [
        ("min", .real(-6)), ("max", .real(-1)), ("step", .real(0.05)), ("value", .real(options.learningRate)),
        ("description", .string("lr")), ("readout_format", .string(".2g")), ("continuous_update", .bool(false)),
      ], context)
    let beta = try session.makeControl(
      "FloatSlider",
      [
        ("min", .real(0)), ("max", .real(max(10, options.beta))), ("step", .real(0.1)), ("value", .real(options.beta)),
        ("description", .string("β")), ("continuous_update", .bool(false)),
      ], context)
    let pause = try session.makeControl("ToggleButton", [("description", .string("pause"))], context)
    let stop = try session.makeControl("Button", [("description", .string("stop"))], context)
    rate.reactions = [SteeringReaction(.setting(.lr), steering)]
    beta.reactions = [SteeringReaction(.setting(.beta), steering)]
    pause.reactions = [SteeringReaction(.pause, steering)]
    stop.reactions = [SteeringReaction(.stop, steering)]
    let row = session.controls.make(box, in: session)
    // That of quantized codes weighs nothing.
    row.children = trainer.model.codebook == nil ? [rate, beta, pause, stop] : [rate, pause, stop]
    row.link.set(["children": .list(row.children.map { .control($0.link.name) })])
    session.controls.show(row)
    controls = [rate, beta, pause, stop, row]
    if let display = row.display() { context.output.display(display, id: ids.board) }
  }

  // MARK: Steps

  /// After a step: does what is wanted, and draws where it is time for it.
  ///
  /// - Throws: ``Stopped``; what an interrupt throws.
  func step() throws {
    var wishes = steering.take()
    apply(wishes)
    if wishes.isPaused { try wait(&wishes) }
    if wishes.isStopped { throw Stopped() }
    guard lastDrawn.duration(to: clock.now) >= .seconds(pause) else { return }
    let start = clock.now
    // A picture that cannot be drawn (no memory) is no reason to end a training.
    try? draw()
    lastDrawn = clock.now
    pause = max(Self.interval, (start.duration(to: lastDrawn) / .seconds(1)) / Self.share)
  }

  /// Until the pause is over, or the training is to end.
  private func wait(_ wishes: inout TrainingSteering.Wishes) throws {
    let start = clock.now
    defer { trainer.leaveOut(start.duration(to: clock.now)) }
    while wishes.isPaused, !wishes.isStopped {
      usleep(20_000)
      try context.cancellation.safepoint()
      wishes = steering.take()
      apply(wishes)
    }
  }

  private func apply(_ wishes: TrainingSteering.Wishes) {
    for setting in TrainingMove.Setting.allCases {
      if let value = wishes.moves[setting] { trainer.move(setting, to: value) }
    }
  }

  /// - Parameter purpose: the last ones are those that the notebook keeps.
  private func draw(for purpose: PNG.Purpose = .glimpse) throws {
    let plot = try pictures.plot(trainer.history, for: purpose)
    let strip = try pictures.strip(trainer.model, for: purpose)
    if let display = PictureValue(plot).display() { context.output.update(display, id: ids.plot) }
    if let display = PictureValue(strip).display() { context.output.update(display, id: ids.strip) }
    session.broadcast.draw(plot, strip)
    hasDrawn = true
  }

  /// Shows how it ended: the controls give way to what was moved by them.
  ///
  /// - Parameter failure: what ended it before its time. That is said at once, with the pictures as they were drawn last: where
  ///   the process or another one is being ended, there is a moment left.
  func finish(after failure: Diagnostic.Kind?) {
    if failure == nil || !hasDrawn && failure != .processes { try? draw(for: .keeping) }
    guard !controls.isEmpty else { return }
    context.output.update(Display(plain: words), id: ids.board)
    closeBoard()
  }

  private func closeBoard() {
    for control in controls.reversed() { session.controls.close(control) }
    controls = []
  }

  private var words: String {
    let own = trainer.history.moves.dropFirst(firstMove)
    guard !own.isEmpty else { return "nothing was moved" }
    return own.map { "after step \(grouped($0.step)): \($0.setting.rawValue) = \(Value.real($0.value).repr)" }
      .joined(separator: "\n")
  }
}
