/// What training did: every step's loss and every epoch's.
package struct History: Sendable {
  package struct Epoch: Sendable, Codable {
    /// Counted from 1 over all calls of `train` on a model.
    package let number: Int
    /// Sums over the epoch.
    package let losses: Losses
    package let tutorialFigure: Double
    package let seconds: Double
  }

  package struct Step: Sendable {
    /// Where in training this was, in epochs: 1.5 is half way through the second.
    package let epoch: Double
    /// For one image on average.
    package let losses: Losses
  }

  package internal(set) var epochs: [Epoch] = []
  package internal(set) var steps: [Step] = []

  package init() {}
}
