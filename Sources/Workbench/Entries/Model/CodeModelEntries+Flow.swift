import Language
import Tensors
import Text
import VAE

// `fit flow`.

extension CodeModelEntries {
  func fitFlow(_ arguments: Arguments, _ context: Context) throws -> Value {
    let (dataset, model) = try session.requireFittingDataset(for: "fit")
    try session.requireContinuousCodes(model, "a flow is of codes that are numbers", instead: "fit pixelcnn")
    let origin = try session.codeOrigin(of: model)
    let old = session.codeModels.flow
    var settings = CodeFlow.Settings(latent: model.latentDimension)
    settings.layers = arguments.optionalInteger("components") ?? old?.settings.layers ?? settings.layers
    guard PriorDescription.couplingCounts.contains(settings.layers) else {
      throw Diagnostic(
        .value,
        "a flow has \(PriorDescription.couplingCounts.lowerBound) to \(PriorDescription.couplingCounts.upperBound) coupling layers, "
          + "and these are \(grouped(settings.layers))", suggestion: "fit flow, components=8", parameter: "components")
    }
    guard model.latentDimension > 1 else {
      throw Diagnostic(
        .model, "a flow changes one half of a code by the other, and a code of one dimension has no halves",
        suggestion: "fit mixture, components=10", parameter: "kind")
    }
    let batch = arguments.optionalInteger("batch") ?? old?.state.batchSize
    let progress = context.isCommand ? ProgressDisplay(context.output, id: session.nextDisplayID()) : nil
    defer { session.autosave?.finish() }
    let fitted: CodeFlow
    if let old, old.origin == origin, old.settings == settings, batch ?? old.state.batchSize == old.state.batchSize {
      fitted = old
    } else {
      let seed = session.random.seed
      do {
        let codes = try codes(of: model, dataset.train, { Self.standardizing(seed, $0) }, progress, context)
        fitted = try CodeFlow(settings, origin: origin, codes: codes, seed: seed)
      } catch {
        progress?.finish("stopped")
        throw error
      }
      if let batch { fitted.state.batchSize = batch }
    }
    if let rate = arguments.optionalReal("lr") { fitted.state.learningRate = rate }
    let training = CodeModelTraining(
      session: session, command: "fit", name: "the flow", goingOn: { "fit flow, epochs=\($0)" },
      errorInWords: { "-log p(z) of the codes \(fixed($0, 2)) nats" }, slower: { "fit flow, lr=\($0)" })
    let errors = try training.run(
      fitted, epochs: arguments.optionalInteger("epochs") ?? 10, of: model, on: dataset, progress, context)
    // The codes by which it is judged are one of each image, as those that it began with.
    let codes = try codes(of: model, dataset.train, { Self.standardizing(fitted.state.seed, $0) }, nil, context)
    let (own, prior) = (try fitted.meanLogDensity(of: codes), try model.meanLogPrior(of: codes))
    if context.isCommand {
      context.output.write(
        "log p(z) of the training images' codes: \(fixed(own, 2)) nats; under the prior \(fixed(prior, 2))\n",
        to: .standardOutput)
    }
    return .dict(DictValue([("errors", errors), ("log_likelihood", .real(own)), ("prior", .real(prior))]))
  }

  /// The numbers of a draw of codes that standardize others, batch by batch.
  static func standardizing(_ seed: UInt64, _ batch: Int) -> Philox {
    Philox(seed: seed, stream: .codes, draw: UInt64(1) << 50 + UInt64(batch))
  }
}
