import Language

/// What a run gave when it had come to an epoch: its figures on held-out images, or those of a function of the user's.
struct SweepStage: Sendable, Codable, Equatable {
  enum Ending: Sendable, Codable, Equatable {
    case completed
    /// The model is as after this epoch.
    case stoppedEarly(best: Int)
    /// At this step, where that is known.
    case diverged(step: Int?)
  }

  /// The epoch that it was to come to, and those that it trained.
  var epochs: Int
  var trained = 0
  var ending: Ending
  /// The negative ELBO, its standard error, and its terms, in nats for an image; nil where it diverged, or is a function's.
  var loss, error, reconstruction, kl: Double?
  /// Latent dimensions that are in use, and all.
  var active, latent: Int?
  /// Of training alone.
  var seconds = 0.0
  /// The negative ELBO of held-out images after each epoch.
  var curve: [Double] = []
  /// What a function of the user's gave.
  var figures: [Figure] = []
  /// The session's file, and its checksum; nil where there is no model.
  var file, checksum: String?

  struct Figure: Sendable, Codable, Equatable {
    var name: String
    var value: Double
  }

  /// What runs are compared by, the less the better; nil where it diverged.
  var figure: Double? {
    guard case .diverged = ending else {
      return loss ?? figures.first { $0.name == "loss" }?.value ?? figures.first?.value
    }
    return nil
  }

  /// Whether all but the time is the same.
  func isSame(as other: SweepStage) -> Bool {
    var (own, other) = (self, other)
    (own.seconds, other.seconds, own.checksum, other.checksum) = (0, 0, nil, nil)
    return own == other
  }
}

/// What is known of a run, as its file has it.
struct SweepRecord: Sendable, Codable {
  var key: String
  var settings: [String: SweepSetting]
  var repetition: Int
  var seed: UInt64
  /// The rounds that it came through.
  var stages: [SweepStage]
}
