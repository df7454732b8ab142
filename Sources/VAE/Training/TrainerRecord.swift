import Networks
import Tensors

/// A training as it is written to a file: everything but numbers that are tensors.
package struct TrainerRecord: Codable, Sendable {
  package var batchSize: Int
  /// Without the history's steps, which are many.
  package var state: Trainer.State
  /// The random numbers of dropout: the encoder's layers, then the decoder's.
  package var layers: [RandomSource]

  package static let batchSizes = 1...100_000

  enum CodingKeys: String, CodingKey { case batchSize, state, layers }
}

extension TrainerRecord {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    batchSize = try fields.decode(.batchSize, in: Self.batchSizes)
    state = try fields.decode(Trainer.State.self, forKey: .state)
    layers = try fields.decode([RandomSource].self, forKey: .layers)
  }
}

extension Trainer {
  package var record: TrainerRecord {
    var state = state
    state.history.steps = []
    return TrainerRecord(batchSize: batchSize, state: state, layers: model.randomSources)
  }

  /// Puts back where another training of the same model and images stood.
  ///
  /// - Parameters:
  ///   - moments: those of the optimizer, of the shapes of the parameters.
  ///   - best: the model after the best epoch, where there was one.
  /// - Throws: ``TensorError`` of code `memory`.
  package func restore(
    _ record: TrainerRecord, steps: [TrainingHistory.Step], moments: [(first: Tensor, second: Tensor?)],
    best: VariationalAutoencoder.Snapshot?
  ) throws {
    try optimizer.restore(steps: record.state.steps, moments: moments)
    model.randomSources = record.layers
    state = record.state
    state.history.steps = steps
    self.best = best
  }
}

// MARK: - Steps as rows of numbers

extension TrainingHistory {
  /// The numbers of a row of ``stepRows``: where no step has a penalty, there is none in the rows.
  package static let stepColumnCounts = 6...7

  package var stepColumns: Int { steps.contains { $0.losses.penalty != 0 } ? 7 : 6 }

  /// The steps one after another: epoch, reconstruction, KL, gain, length of the gradient, learning rate, penalty.
  package var stepRows: [Double] {
    let columns = stepColumns
    return steps.flatMap {
      let row = [$0.epoch, $0.losses.reconstruction, $0.losses.kl, $0.losses.gain, $0.gradientNorm, $0.learningRate]
      return columns > row.count ? row + [$0.losses.penalty] : row
    }
  }

  /// The steps from such rows, of so many numbers each.
  package static func steps(_ rows: [Double], columns: Int) -> [Step] {
    stride(from: 0, to: rows.count - rows.count % columns, by: columns).map {
      var losses = Losses(reconstruction: rows[$0 + 1], kl: rows[$0 + 2], images: 1)
      losses.gain = rows[$0 + 3]
      if columns > 6 { losses.penalty = rows[$0 + 6] }
      return Step(epoch: rows[$0], losses: losses, gradientNorm: rows[$0 + 4], learningRate: rows[$0 + 5])
    }
  }
}
