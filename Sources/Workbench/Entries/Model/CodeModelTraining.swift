import Datasets
import Language
import Networks
import Text
import VAE

/// A command that trains a model of codes for some epochs: what is shown while it does, and how it ends where it is stopped.
struct CodeModelTraining {
  let session: Session
  /// What the command is, in errors: `diffuse`.
  let command: String
  /// What the model of codes is, in errors: "the diffusion".
  let name: String
  /// What one writes to go on for so many epochs.
  let goingOn: (_ epochs: Int) -> String
  /// What an epoch's mean error is: "mean squared error of the noise 0.2831".
  let errorInWords: (Double) -> String
  /// What one writes for so small a rate.
  let slower: (_ rate: String) -> String

  /// - Returns: the mean error of each epoch so far.
  func run(
    _ fitted: any LearnedCodeModel, epochs: Int, of model: VariationalAutoencoder,
    on dataset: Dataset,
    _ progress: ProgressDisplay?, _ context: Context
  ) throws -> Value {
    var lastWord = "stopped"
    defer { progress?.finish(lastWord) }
    let (before, stepsBefore) = (fitted.state.errors.count, fitted.state.steps)
    if context.isCommand, let old = session.codeModels[fitted.kind] as? any LearnedCodeModel, old !== fitted {
      context.output.write("it is new: \(old.inWords), is gone\n", to: .standardOutput)
    }
    do {
      try fitted.train(epochs: epochs, on: model, dataset.train) { step in
        session.codeModels.keep(fitted)
        progress?.show(
          (Double(step.epoch - before - 1) + Double(step.batch) / Double(step.batches))
            / Double(epochs)
        ) {
          "epoch \(step.epoch)/\(step.epochs), batch \(step.batch)/\(step.batches), error \(fixed(step.error, 4))"
        }
        try context.cancellation.safepoint()
      } onEpoch: { error in
        session.keepEpoch(
          CapturedEpoch { [session] in try session.captured(withVariables: true) }, context)
        guard context.isCommand else { return }
        context.output.write(
          "epoch \(fitted.state.errors.count)/\(before + epochs): \(errorInWords(error))\n",
          to: .standardOutput)
      }
    } catch {
      var diagnostic = Diagnostic(error)
      let steps = fitted.state.steps
      lastWord = "stopped after \(counted(steps, "step"))"
      if diagnostic.kind == .divergence {
        let rate = Value.real(min(0.001, fitted.state.learningRate / 10)).repr
        diagnostic.suggestion =
          "a smaller rate: \(slower(rate)); another hidden=, blocks= or batch= begins a new one"
      }
      if diagnostic.kind == .interrupted, steps > stepsBefore {
        diagnostic.message = "\(command) was interrupted after step \(grouped(steps))"
        let left = before + epochs - fitted.state.errors.count
        diagnostic.suggestion =
          left > 0
          ? "\(name) is as after that step; `\(goingOn(left))` goes on from there"
          : "all epochs were done, and \(name) is as after them"
      }
      throw diagnostic
    }
    lastWord = "trained \(counted(fitted.state.errors.count, "epoch"))"
    return .list(ListValue(fitted.state.errors.map { .real($0) }))
  }
}
