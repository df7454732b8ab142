import Tensors

/// The record of one call of `train`.
package struct TrainingRun: Sendable, Codable {
  /// How it ended.
  package enum Ending: Sendable, Equatable, Codable {
    case completed, interrupted, diverged
    case stoppedEarly(best: Int)
    /// Ended by another error.
    case failed

    enum CodingKeys: String, CodingKey { case completed, interrupted, diverged, stoppedEarly, failed }
    enum StoppedEarlyCodingKeys: String, CodingKey { case best }
  }

  /// Counted from 1 over the session.
  package var number: Int
  /// The model that was trained, and the data, in words.
  package var model, data: String
  package var batchSize: Int
  package var options: TrainingOptions
  package var seed: UInt64
  package var ending: Ending
  package var seconds: Double
  /// The model's whole history up to the end of this run.
  package var history: TrainingHistory
  /// Where in the history this run begins.
  package var firstEpoch, firstStep: Int

  enum CodingKeys: String, CodingKey {
    case number, model, data, batchSize, options, seed, ending, seconds, history, firstEpoch, firstStep
  }

  package init(
    number: Int, model: String, data: String, batchSize: Int, options: TrainingOptions, seed: UInt64, ending: Ending,
    seconds: Double, history: TrainingHistory, firstEpoch: Int, firstStep: Int
  ) {
    (self.number, self.model, self.data, self.batchSize) = (number, model, data, batchSize)
    (self.options, self.seed, self.ending, self.seconds) = (options, seed, ending, seconds)
    (self.history, self.firstEpoch, self.firstStep) = (history, firstEpoch, firstStep)
  }

  /// The epochs and steps of this run alone.
  package var own: TrainingHistory {
    var own = TrainingHistory()
    own.epochs = Array(history.epochs.dropFirst(firstEpoch))
    own.steps = Array(history.steps.dropFirst(firstStep))
    own.moves = history.moves.filter { $0.step >= firstStep }
    return own
  }
}

extension TrainingRun {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    number = try fields.decode(.number, in: SavedRange.count)
    model = try fields.decodeLine(.model)
    data = try fields.decodeLine(.data)
    batchSize = try fields.decode(.batchSize, in: TrainerRecord.batchSizes)
    options = try fields.decode(TrainingOptions.self, forKey: .options)
    seed = try fields.decodeNumber(.seed)
    ending = try fields.decode(Ending.self, forKey: .ending)
    if case .stoppedEarly(let best) = ending {
      try fields.require(SavedRange.count.contains(best), .ending, "says that epoch \(best) was the best")
    }
    seconds = try fields.decode(.seconds, in: SavedRange.seconds)
    history = try fields.decode(TrainingHistory.self, forKey: .history)
    firstEpoch = try fields.decode(.firstEpoch, in: 0...history.epochs.count)
    firstStep = try fields.decode(.firstStep, in: SavedRange.count)
  }
}
