import Autodiff
import Datasets
import Foundation
import Networks
import Tensors
import Testing
import VAE

@Suite(.serialized) struct TrainingOptionsTests {
  private func trainer(_ change: (inout TrainingOptions) -> Void = { _ in }, latent: Int = 4) throws -> Trainer {
    var random = RandomSource()
    let images = try syntheticImages(150)
    let model = try Architecture.mlp.model(images.shape, latent: latent, hidden: [32], random: &random)
    var options = options(learningRate: 0.005)
    change(&options)
    return try Trainer(model, images, batchSize: 32, options: options, seed: 0)
  }

  @Test func schedulesGoWhereTheySay() {
    #expect((0..<10).allSatisfy { Schedule.constant.factor(step: $0, of: 10) == 1 })
    #expect(Schedule.cosine.factor(step: 0, of: 10) == 1)
    #expect(abs(Schedule.cosine.factor(step: 5, of: 10) - 0.5) < 1e-12)
    #expect(Schedule.cosine.factor(step: 10, of: 10) < 1e-12)
    #expect([0, 49, 50, 74, 75, 99].map { Schedule.step.factor(step: $0, of: 100) } == [1, 1, 0.1, 0.1, 0.01, 0.01])
    #expect([0, 4, 9, 50].map { Schedule.warmup.factor(step: $0, of: 100) } == [0.1, 0.5, 1, 1])
    for schedule in Schedule.allCases { #expect(schedule.factor(step: 0, of: 0).isFinite) }
  }

  @Test func theLearningRateFollowsTheScheduleAcrossAnInterrupt() throws {
    struct Stop: Error {}
    let whole = try trainer { $0.schedule = .cosine }
    try whole.run(.epochs(4))
    let parts = try trainer { $0.schedule = .cosine }
    #expect(throws: Stop.self) {
      try parts.run(.epochs(4), onStep: { _ in if parts.state.steps == 7 { throw Stop() } })
    }
    try parts.run(.epochs(3))
    #expect(parts.history.steps.map(\.learningRate) == whole.history.steps.map(\.learningRate))
    #expect(parts.history.steps.map(\.losses) == whole.history.steps.map(\.losses))
    #expect(whole.history.steps.map(\.learningRate).last ?? 1 < 0.0001)
    // What was completed is complete: the next run has a course of its own.
    try whole.run(.epochs(1))
    #expect(whole.history.steps[20].learningRate == 0.005)
  }

  @Test func stepsStopInTheMiddleOfAnEpochAndGoOnThere() throws {
    let (whole, parts) = (try trainer(), try trainer())
    try whole.run(.epochs(3))
    for count in [3, 4, 8] { try parts.run(.steps(count)) }
    #expect(parts.history.epochs.count == 3)
    #expect(parts.history.steps.map(\.losses) == whole.history.steps.map(\.losses))
    #expect(parts.history.epochs.map(\.losses) == whole.history.epochs.map(\.losses))
  }

  @Test func warmupsRise() {
    let linear = Warmup(.linear, epochs: 4), cyclic = Warmup(.cyclic, epochs: 2)
    #expect([0, 1, 4, 9].map(linear.weight(at:)) == [0, 0.25, 1, 1])
    #expect([0, 1, 2, 3, 4, 5, 6.5].map(cyclic.weight(at:)) == [0, 0.5, 1, 1, 0, 0.5, 1])
    #expect(Warmup().weight(at: 0) == 1)
    #expect((1...6).map { linear.isOver(byEpoch: Double($0)) } == [false, false, false, false, true, true])
    #expect((1...6).map { cyclic.isOver(byEpoch: Double($0)) } == [false, false, true, true, false, false])
  }

  /// While the KL term has no weight, it grows; under a large weight it vanishes.
  @Test func theWeightOfTheKLTermTells() throws {
    func kl(_ change: (inout TrainingOptions) -> Void) throws -> Double {
      let trainer = try trainer(change)
      try trainer.run(.epochs(8))
      return try #require(trainer.history.epochs.last).losses.perImage.kl
    }
    let (free, plain, dear) = (
      try kl { $0.warmup.epochs = 1000 }, try kl { _ in }, try kl { $0.beta = 50 }
    )
    #expect(free > 2 * plain && dear < 0.2 * plain, "\(free), \(plain), \(dear)")
  }

  /// Under free bits, no dimension costs less than it may, once the model uses what is free.
  @Test func freeBitsAreUsed() throws {
    func kl(_ freeBits: Double) throws -> [Double] {
      let trainer = try trainer({ $0.freeBits = freeBits }, latent: 6)
      try trainer.run(.epochs(60))
      return try #require(try trainer.model.diagnose(trainer.images, check: {}).kl)
    }
    let (plain, freed) = (try kl(0), try kl(0.5))
    #expect((plain.min() ?? 1) < 0.3, "\(plain)")
    #expect((freed.min() ?? 0) > 0.35, "\(freed)")
  }

  /// With the same codes, the bound of one sample is the one-sample ELBO; more samples tighten it.
  @Test func importanceWeightingTightensTheBound() throws {
    let trainer = try trainer { $0.samples = 8 }
    try trainer.run(.epochs(10))
    for epoch in trainer.history.epochs { #expect(epoch.losses.gain > 0) }
    let first = try #require(trainer.history.epochs.first), last = try #require(trainer.history.epochs.last)
    #expect(last.losses.total < first.losses.total)
  }

  @Test func aClippedGradientIsNoLongerThanAllowed() throws {
    let trainer = try trainer {
      $0.rule = .sgd()
      $0.learningRate = 1
      $0.clip = 0.01
    }
    let before = try trainer.model.parameters.map { try $0.value.copy() }
    try trainer.run(.steps(1))
    // With a rate of 1, gradient descent moves by the gradient itself.
    let moved = try zip(before, trainer.model.parameters).reduce(0.0) { sum, pair in
      let difference = try pair.1.value - pair.0
      return sum + (try (difference * difference).total())
    }
    #expect(trainer.history.steps[0].gradientNorm > 1)
    #expect(abs(moved.squareRoot() / 0.01 - 1) < 1e-2)
  }

  @Test func weightsDecay() throws {
    func norm(_ name: String, _ decay: Double) throws -> Double {
      let trainer = try trainer { $0.rule = Optimizer.Rule(named: name, weightDecay: decay) ?? .adam() }
      try trainer.run(.epochs(4))
      return try trainer.model.parameters.reduce(0) { $0 + (try ($1.value * $1.value).total()) }
    }
    #expect(try norm("adamw", 5) < 0.7 * norm("adamw", 0))
    #expect(try norm("adam", 100) < 0.9 * norm("adam", 0))
  }

  @Test func anotherOptimizerBeginsWithMomentsOfItsOwn() throws {
    let trainer = try trainer()
    try trainer.run(.epochs(1))
    trainer.state.options.rule = .adam(weightDecay: 0.1)
    try trainer.run(.epochs(1))
    #expect(trainer.optimizer.steps == 10 && trainer.optimizer.rule.weightDecay == 0.1)
    trainer.state.options.rule = .sgd()
    trainer.state.options.learningRate = 1e-5
    try trainer.run(.epochs(1))
    #expect(trainer.optimizer.steps == 5 && trainer.state.steps == 15)
  }

  /// Held-out images that training makes worse: the epoch before that is the best, and the model goes back to it.
  @Test func patienceStopsAndGivesTheBestModelBack() throws {
    let trainer = try trainer {
      $0.patience = 3
      $0.learningRate = 0.02
    }
    // Five images of pure noise: nothing that is learned from the bars helps for long.
    let noise = try Philox(seed: 9, stream: .cells, draw: 0).uniform([5 * 144]).array.map { UInt8($0 * 255) }
    let heldOut = try ImageSet(
      shape: trainer.images.shape, pixels: noise, labels: [0, 0, 0, 0, 0], classNames: ["noise"])
    let ending = try trainer.run(.epochs(200), validation: heldOut)
    guard case .stoppedEarly(let best) = ending else { throw ModelError("it went on: \(ending)") }
    let figures = trainer.history.epochs.compactMap(\.validation?.total)
    #expect(figures.count == best + 3 && figures.min() == figures[best - 1])
    let noiseOfValidation = Philox(seed: 0, stream: .sampling, draw: .max)
    let now = try trainer.model.evaluate(heldOut, noise: noiseOfValidation, check: {})
    #expect(abs(now.total.mean - figures[best - 1]) < 1e-6)
  }

  @Test func patienceCountsFromTheEndOfTheWarmUp() throws {
    let trainer = try trainer {
      $0.patience = 1
      $0.learningRate = 0
      $0.warmup.epochs = 6
    }
    // Nothing is learned, so nothing gets better: it stops one epoch after the first that counts.
    let ending = try trainer.run(.epochs(50), validation: trainer.images)
    #expect(ending == .stoppedEarly(best: 7))
    #expect(trainer.history.epochs.count == 8)
  }

  @Test(arguments: ["adam", "sgd"])
  func divergenceLeavesFiniteParametersWhateverTheRate(_ name: String) throws {
    for rate in [1e3, 1e6, 1e9] {
      let trainer = try trainer {
        $0.rule = Optimizer.Rule(named: name) ?? .adam()
        $0.learningRate = rate
      }
      #expect(throws: Divergence.self) { try trainer.run(.epochs(500)) }
      #expect(trainer.model.parameters.allSatisfy { $0.value.array.allSatisfy(\.isFinite) })
      // The step that was not taken has left no trace.
      #expect(trainer.state.steps == trainer.history.steps.count && trainer.optimizer.steps == trainer.state.steps)
    }
  }
}
