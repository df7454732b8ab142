import Tensors

/// The course of a training: every step's losses and every epoch's.
package struct TrainingHistory: Sendable, Codable {
  package struct Epoch: Sendable, Codable {
    /// Counted from 1 over all calls of `train` on a model.
    package var number: Int
    /// Sums over the epoch, without weights.
    package var losses: Losses
    package var tutorialFigure: Double
    package var seconds: Double
    /// The weight of the KL term at the epoch's end.
    package var klWeight: Double
    /// The learning rate of the epoch's last step.
    package var learningRate: Double
    /// The terms of the negative ELBO of held-out images, for one image; nil where they were not looked at.
    package var validation: Losses?

    enum CodingKeys: String, CodingKey {
      case number, losses, tutorialFigure, seconds, klWeight, learningRate, validation
    }

    package init(
      number: Int, losses: Losses, tutorialFigure: Double, seconds: Double, klWeight: Double = 1,
      learningRate: Double = 0, validation: Losses? = nil
    ) {
      self.number = number
      self.losses = losses
      self.tutorialFigure = tutorialFigure
      self.seconds = seconds
      self.klWeight = klWeight
      self.learningRate = learningRate
      self.validation = validation
    }
  }

  package struct Step: Sendable, Codable {
    /// Where in training this was, in epochs: 1.5 is half way through the second.
    package var epoch: Double
    /// For one image on average.
    package var losses: Losses
    /// The length of the gradient of the batch's sum, before it was clipped.
    package var gradientNorm: Double
    package var learningRate: Double

    enum CodingKeys: String, CodingKey { case epoch, losses, gradientNorm, learningRate }

    package init(epoch: Double, losses: Losses, gradientNorm: Double = 0, learningRate: Double = 0) {
      self.epoch = epoch
      self.losses = losses
      self.gradientNorm = gradientNorm
      self.learningRate = learningRate
    }
  }

  package var epochs: [Epoch] = []
  package var steps: [Step] = []
  /// What was changed by hand while it went on, in order.
  package var moves: [TrainingMove] = []

  enum CodingKeys: String, CodingKey { case epochs, steps, moves }

  package init() {}
}

extension TrainingHistory {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    epochs = try fields.decode([Epoch].self, forKey: .epochs)
    steps = try fields.decode([Step].self, forKey: .steps)
    // Files from before there were moves have none.
    moves = try fields.decodeIfPresent([TrainingMove].self, forKey: .moves) ?? []
  }
}

extension TrainingHistory.Epoch {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      number: try fields.decode(.number, in: SavedRange.count),
      losses: try fields.decode(Losses.self, forKey: .losses),
      tutorialFigure: try fields.decodeNumber(.tutorialFigure),
      seconds: try fields.decode(.seconds, in: SavedRange.seconds),
      klWeight: try fields.decode(.klWeight, in: TrainingOptions.weights),
      learningRate: try fields.decode(.learningRate, in: TrainingOptions.learningRates),
      validation: try fields.decodeIfPresent(Losses.self, forKey: .validation))
  }
}
