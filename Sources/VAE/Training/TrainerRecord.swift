import Networks
import Tensors

/// A training as it is written to a file: everything but numbers that are tensors.
package struct TrainerRecord: Codable, Sendable {
  package var batchSize: Int
  package var learningRate: Double
  package var steps: Int
  package var random: RandomSource
  /// What dropout draws from: the encoder's layers, then the decoder's.
  package var layers: [RandomSource]
  package var epochs: [History.Epoch]
}

extension Trainer {
  package var record: TrainerRecord {
    TrainerRecord(
      batchSize: batchSize, learningRate: optimizer.learningRate, steps: optimizer.steps, random: random,
      layers: model.encoder.randomSources + model.decoder.randomSources, epochs: history.epochs)
  }

  /// The history's steps, one row for each: epoch, reconstruction, KL.
  package var stepRows: [Double] { history.steps.flatMap { [$0.epoch, $0.losses.reconstruction, $0.losses.kl] } }
  package static let stepColumns = 3

  /// Puts back where another training of the same model and images stood.
  ///
  /// - Throws: ``TensorError`` of code `memory`.
  package func restore(
    _ record: TrainerRecord, steps rows: [Double], moments: [(first: Tensor, second: Tensor?)]
  ) throws {
    try optimizer.restore(steps: record.steps, moments: moments)
    optimizer.learningRate = record.learningRate
    random = record.random
    let own = model.encoder.randomSources.count
    model.encoder.randomSources = Array(record.layers.prefix(own))
    model.decoder.randomSources = Array(record.layers.dropFirst(own))
    history.epochs = record.epochs
    history.steps = stride(from: 0, to: rows.count - rows.count % Self.stepColumns, by: Self.stepColumns).map {
      History.Step(epoch: rows[$0], losses: Losses(reconstruction: rows[$0 + 1], kl: rows[$0 + 2], images: 1))
    }
  }
}
