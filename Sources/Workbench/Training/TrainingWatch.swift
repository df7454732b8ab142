import Glibc
import Language
import Text
import VAE

/// `watch`: the training that runs elsewhere in the same session, from now on to its end; and where none runs, the record of the
/// last.
struct TrainingWatch {
  let session: Session
  let context: Context

  /// - Throws: ``Diagnostic`` where nothing was trained; what an interrupt throws, which ends the looking alone.
  func run() throws {
    // A cell of the session that trains comes here from within its training: there is nothing to wait for.
    guard session.isSnapshot, session.broadcast.state.isRunning else { return try showRecord() }
    try follow()
  }

  // MARK: While it runs

  private func follow() throws {
    let broadcast = session.broadcast
    let number = broadcast.state.number
    let progress = ProgressDisplay(context.output, id: session.nextDisplayID())
    var ids: (plot: String, strip: String)?
    var (printed, drawn) = (0, [UInt8]())
    while true {
      let state = broadcast.state
      // Another has begun: what was to be seen of this one is over.
      guard state.number == number else { return progress.finish("the training has ended, and another runs") }
      if state.isRunning, let now = state.progress { progress.show(now) }
      if let pictures = state.pictures, pictures.plot.png != drawn {
        drawn = pictures.plot.png
        let known = ids ?? (session.nextDisplayID(), session.nextDisplayID())
        for (picture, id) in [(pictures.plot, known.plot), (pictures.strip, known.strip)] {
          guard let display = PictureValue(picture).display() else { continue }
          if ids == nil { context.output.display(display, id: id) } else { context.output.update(display, id: id) }
        }
        ids = known
      }
      for line in state.lines.dropFirst(printed) { context.output.write(line + "\n", to: .standardOutput) }
      printed = state.lines.count
      guard state.isRunning else { return progress.finish(state.lastWord) }
      usleep(50_000)
      try context.cancellation.safepoint()
    }
  }

  // MARK: When it has ended

  private func showRecord() throws {
    guard let trainer = session.trainer, let dataset = session.dataset, trainer.state.steps > 0 else {
      throw session.noTraining("watch")
    }
    let (history, pictures) = (trainer.history, try TrainingPictures(trainer.model, dataset))
    for picture in [try pictures.plot(history), try pictures.strip(trainer.model)] {
      if let display = PictureValue(picture).display() { context.output.display(display, id: nil) }
    }
    for epoch in history.epochs {
      context.output.write(EpochText.line(epoch, of: history.epochs.count) + "\n", to: .standardOutput)
    }
    guard trainer.state.batchesDone > 0, let step = history.steps.last else { return }
    context.output.write(EpochText.line(step, number: trainer.state.steps) + "\n", to: .standardOutput)
  }
}
