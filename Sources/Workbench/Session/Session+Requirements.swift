import Datasets
import Language
import VAE

// Data, model and runs that entries need before they can work, or the error that says how to get it.

extension Session {
  func requireDataset(for entry: String) throws -> Dataset {
    guard let dataset else {
      throw Diagnostic(.data, "\(entry) needs data, and none is loaded", suggestion: "data mnist")
    }
    return dataset
  }

  func requireModel(for entry: String) throws -> VariationalAutoencoder {
    guard let model else {
      let suggestion = dataset == nil ? "data mnist, then model latent=30" : "model latent=30"
      throw Diagnostic(.model, "\(entry) needs a model, and there is none", suggestion: suggestion)
    }
    return model
  }

  /// - Parameters:
  ///   - reason: what the entry does that needs such codes: "traverse moves a code along its dimensions".
  ///   - instead: what serves for codes of a codebook.
  /// - Throws: ``Diagnostic`` where codes are entries of a codebook, and there is nothing between them.
  func requireContinuousCodes(_ model: VariationalAutoencoder, _ reason: String, instead: String) throws {
    guard model.posterior.description.isQuantized else { return }
    throw Diagnostic(
      .model, "\(reason), and this model's codes are entries of a codebook, with nothing between them",
      suggestion: instead)
  }

  /// One call of `train`, by its number.
  func run(_ number: Int, for entry: String) throws -> TrainingRun {
    guard number >= 1, number <= runs.count else {
      guard !runs.isEmpty else { throw noTraining(entry) }
      throw Diagnostic(
        .index, "there is no run \(number): the session has \(runs.count == 1 ? "one" : "runs 1 to \(runs.count)")",
        suggestion: "history lists them", parameter: entry == "history" ? "run" : "runs")
    }
    return runs[number - 1]
  }

  /// The error where there is no training to speak of.
  func noTraining(_ entry: String) -> Diagnostic {
    if model != nil, !runs.isEmpty {
      return Diagnostic(
        .model, "\(entry) needs a training of the present model, and there was none",
        suggestion:
          "train epochs=1; or, of the model before, \(entry.hasPrefix("plot") ? "\(entry), runs=\(runs.count)" : "history(\(runs.count))")"
      )
    }
    let steps = [dataset == nil ? "data mnist" : nil, model == nil ? "model latent=30" : nil, "train epochs=1"]
    return Diagnostic(
      .model, "\(entry) needs a training, and there was none",
      suggestion: steps.compactMap(\.self).joined(separator: ", then "))
  }

  /// The images that the model was made for.
  func requireFittingDataset(for entry: String) throws -> (Dataset, VariationalAutoencoder) {
    let dataset = try requireDataset(for: entry)
    let model = try requireModel(for: entry)
    guard dataset.train.shape == model.image else {
      throw Diagnostic(
        .model, "the model is for images of \(model.image), and \(dataset.title) has \(dataset.train.shape)",
        suggestion: "make a model for this data: model latent=\(model.latentDimension)")
    }
    if let obstacle = model.obstacle(dataset.train) { throw obstacle }
    return (dataset, model)
  }
}
