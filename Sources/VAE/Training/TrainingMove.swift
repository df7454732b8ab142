import Tensors

/// A setting that somebody changed while a training went on. With the moves of a run it can be repeated to the bit.
package struct TrainingMove: Sendable, Codable, Equatable {
  package enum Setting: String, Sendable, Codable, CaseIterable {
    /// The learning rate, before its schedule.
    case lr
    /// The weight of the KL term, after its warm-up.
    case beta

    /// What it may be.
    package var range: ClosedRange<Double> {
      switch self {
      case .lr: TrainingOptions.learningRates
      case .beta: TrainingOptions.weights
      }
    }
  }

  /// After how many steps of the model's whole training it was made.
  package var step: Int
  package var setting: Setting
  package var value: Double

  package init(step: Int, setting: Setting, value: Double) {
    self.step = step
    self.setting = setting
    self.value = value
  }
}

extension Trainer {
  /// Changes a setting from the next step on, and remembers that.
  package func move(_ setting: TrainingMove.Setting, to value: Double) {
    switch setting {
    case .lr: state.options.learningRate = value
    case .beta: state.options.beta = value
    }
    state.history.moves.append(TrainingMove(step: state.steps, setting: setting, value: value))
  }
}

extension TrainingMove {
  private enum CodingKeys: String, CodingKey { case step, setting, value }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let setting = try fields.decode(Setting.self, forKey: .setting)
    self.init(
      step: try fields.decode(.step, in: SavedRange.count), setting: setting,
      value: try fields.decode(.value, in: setting.range))
  }
}
