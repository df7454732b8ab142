import Tensors

extension Trainer {
  /// Where a training stands, but for the numbers of the model and of the optimizer.
  package struct State: Sendable, Codable {
    /// An epoch, and what an image cost after it.
    package struct Best: Sendable, Codable {
      package var epoch: Int
      package var loss: Double

      enum CodingKeys: String, CodingKey { case epoch, loss }
    }

    package var options = TrainingOptions()
    package var history = TrainingHistory()
    /// Apart from the session's, so that cells between two runs of training do not change it.
    package var random: RandomSource
    /// Steps taken with this model.
    package var steps = 0
    /// The epoch under way: batches done, their losses, and the time they took in seconds.
    package var batchesDone = 0
    package var losses = Losses()
    package var seconds = 0.0
    /// The steps between which the learning rate follows its schedule. A run that was stopped before the end goes on
    /// in it; one that begins at its end begins a course of its own.
    package var course = 0..<0
    /// The best epoch on held-out images, and for how many epochs there was no better one.
    package var best: Best?
    package var epochsSinceBest = 0

    enum CodingKeys: String, CodingKey {
      case options, history, random, steps, batchesDone, losses, seconds, course, best, epochsSinceBest
    }

    package init(seed: UInt64) { random = RandomSource(seed: seed) }

    /// The order of the epoch's images: a new one at its beginning.
    mutating func shuffle() -> Philox {
      if batchesDone == 0 { return random.next(.shuffling) }
      let draws = random.draws[Philox.Stream.shuffling.rawValue, default: 1]
      return Philox(seed: random.seed, stream: .shuffling, draw: draws - 1)
    }

    /// Makes room in the course for so many steps more.
    mutating func extendCourse(by count: Int) {
      let end = steps + count
      course = steps < course.upperBound ? course.lowerBound..<max(course.upperBound, end) : steps..<end
    }

    /// Random numbers for the next step's pixels, where they are probabilities: numbers of their own for each step.
    var binarization: Philox { Philox(seed: random.seed, stream: .binarization, draw: UInt64(steps)) }

    /// The next step's learning rate.
    var learningRate: Double {
      options.learningRate * options.schedule.factor(step: steps - course.lowerBound, of: course.count)
    }

    /// How far training has come, in epochs since it began.
    func epoch(batches: Int) -> Double { Double(history.epochs.count) + Double(batchesDone) / Double(max(1, batches)) }

    /// The weight of the KL term now.
    func klWeight(batches: Int) -> Double { options.beta * options.warmup.weight(at: epoch(batches: batches)) }
  }
}

extension Trainer.State {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    options = try fields.decode(TrainingOptions.self, forKey: .options)
    history = try fields.decode(TrainingHistory.self, forKey: .history)
    random = try fields.decode(RandomSource.self, forKey: .random)
    steps = try fields.decode(.steps, in: SavedRange.count)
    batchesDone = try fields.decode(.batchesDone, in: 0...steps)
    losses = try fields.decode(Losses.self, forKey: .losses)
    seconds = try fields.decode(.seconds, in: SavedRange.seconds)
    course = try fields.decode(Range<Int>.self, forKey: .course)
    try fields.require(
      course.lowerBound >= 0 && course.upperBound <= SavedRange.count.upperBound, .course, "is \(course)")
    best = try fields.decodeIfPresent(Best.self, forKey: .best)
    // The model went back to that epoch where there was a better one.
    try fields.require(
      (1...max(1, history.epochs.count)).contains(best?.epoch ?? 1), .best, "is no epoch of its history")
    epochsSinceBest = try fields.decode(.epochsSinceBest, in: SavedRange.count)
  }
}
