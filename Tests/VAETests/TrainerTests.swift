import Autodiff
import Datasets
import Foundation
import Networks
import Tensors
import Testing
import VAE

@Suite(.serialized) struct TrainerTests {
  private func trained(epochs: Int, threads: Int = 2, seed: UInt64 = 0) throws -> [Double] {
    let before = ThreadPool.shared.threadCount
    ThreadPool.shared.threadCount = threads
    defer { ThreadPool.shared.threadCount = before }
    let trainer = try makeTrainer(seed: seed)
    try trainer.run(.epochs(epochs))
    return trainer.history.steps.map(\.losses.total)
  }

  private func makeTrainer(seed: UInt64 = 0, learningRate: Double = 0.005) throws -> Trainer {
    var random = RandomSource(seed: seed)
    let images = try syntheticImages(150)
    let model = try Architecture.tutorial.model(images.shape, latent: 4, random: &random)
    return try Trainer(model, images, batchSize: 32, options: options(learningRate: learningRate), seed: seed)
  }

  @Test func theLossFallsAndTheRecordSaysSo() throws {
    let trainer = try makeTrainer()
    var progress: [Trainer.Progress] = []
    try trainer.run(.epochs(6), onStep: { progress.append($0) })
    let epochs = trainer.history.epochs
    #expect(epochs.map(\.number) == Array(1...6))
    #expect(epochs.allSatisfy { $0.losses.images == 150 })
    #expect(epochs[5].losses.perImage.total < 0.8 * epochs[0].losses.perImage.total)
    #expect(progress.count == 6 * 5)
    #expect(progress.last?.imagesDone == 900)
    #expect(abs(epochs[0].tutorialFigure - epochs[0].losses.total / (32 * 144)) < 1e-9)
    #expect(abs((trainer.history.steps.last?.epoch ?? 0) - 6) < 1e-9)
  }

  @Test func theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() throws {
    let losses = try trained(epochs: 2)
    #expect(try trained(epochs: 2) == losses)
    #expect(try trained(epochs: 2, threads: 1) == losses)
    #expect(try trained(epochs: 2, threads: 3) == losses)
    #expect(try trained(epochs: 2, seed: 1) != losses)
  }

  @Test func goingOnIsTheSameAsNotHavingStopped() throws {
    let (whole, parts) = (try makeTrainer(), try makeTrainer())
    try whole.run(.epochs(3))
    try parts.run(.epochs(1))
    try parts.run(.epochs(2))
    #expect(parts.history.steps.map(\.losses.total) == whole.history.steps.map(\.losses.total))
    #expect(parts.history.epochs.map(\.number) == [1, 2, 3])
  }

  /// A pause after a step, and one after an epoch, are no part of what the training took.
  @Test func waitingIsNotCounted() throws {
    let trainer = try makeTrainer()
    var told: [Double] = []
    func pause(_ progress: Trainer.Progress) {
      told.append(progress.seconds)
      guard progress.batch == 2 || progress.batch == 5 else { return }
      Thread.sleep(forTimeInterval: 2)
      trainer.leaveOut(.seconds(2))
    }
    try trainer.run(.epochs(2), onStep: pause)
    #expect(trainer.waited == .seconds(8))
    #expect(trainer.history.epochs.map(\.seconds).allSatisfy { $0 > 0 && $0 < 2 })
    #expect(told.allSatisfy { $0 >= 0 && $0 < 4 } && told == told.sorted())
    try trainer.run(.steps(1))
    #expect(trainer.waited == .zero)
  }

  @Test func stoppingKeepsTheLastWholeStep() throws {
    struct Stop: Error {}
    let trainer = try makeTrainer()
    #expect(throws: Stop.self) {
      try trainer.run(.epochs(2), onStep: { if $0.batch == 3 { throw Stop() } })
    }
    #expect(trainer.state.steps == 3)
    #expect(trainer.history.steps.count == 3)
    try trainer.run(.epochs(1))
    #expect(trainer.history.epochs.count == 1)
  }

  /// The loss is not a number, and dropout has drawn for it by then.
  @Test func aStepThatIsNotTakenHasDrawnNothing() throws {
    var random = RandomSource(seed: 1)
    let images = try syntheticImages(150)
    let encoder = try Sequential([
      Flatten(), Linear(144, 6, random: &random), Dropout(0.5, random: &random),
      Heads([Linear(6, 2, random: &random), Linear(6, 2, random: &random)]),
    ])
    let decoder = try Sequential([
      Linear(2, 6, random: &random), Dropout(0.5, random: &random), Linear(6, 144, random: &random),
    ])
    let model = try VariationalAutoencoder(encoder: encoder, decoder: decoder, image: images.shape)
    let trainer = try Trainer(model, images, batchSize: 32, options: options(learningRate: 0.005), seed: 1)
    try trainer.run(.steps(2))
    let (before, weight) = (model.randomSources, try model.parameters[0].value.copy())
    #expect(before.count == 2)
    try model.parameters[0].assign(try Tensor.full(weight.shape, .nan))
    #expect(throws: Divergence.self) { try trainer.run(.steps(1)) }
    #expect(model.randomSources == before)
    try model.parameters[0].assign(weight)
    try trainer.run(.steps(1))
    #expect(model.randomSources != before && trainer.state.steps == 3)
  }

  /// 150 images are four batches of 32 and one of 22.
  @Test func aLastSmallBatchIsLeftOutWhereThatIsWanted() throws {
    let trainer = try makeTrainer()
    trainer.state.options.dropsLast = true
    var progress: [Trainer.Progress] = []
    try trainer.run(.epochs(2), onStep: { progress.append($0) })
    #expect(progress.map(\.batch) == [1, 2, 3, 4, 1, 2, 3, 4] && progress.allSatisfy { $0.batches == 4 })
    #expect(progress.allSatisfy { $0.wantedImages == 256 } && progress.last?.imagesDone == 256)
    #expect(trainer.history.epochs.map(\.losses.images) == [128, 128])
    #expect(abs((trainer.history.steps.last?.epoch ?? 0) - 2) < 1e-9)
    // Which images an epoch goes through is drawn anew for each.
    #expect(trainer.history.steps[0].losses != trainer.history.steps[4].losses)
    // Its steps are those of training with the small batch too, as far as they go.
    let other = try makeTrainer()
    try other.run(.epochs(1))
    #expect(other.history.steps.prefix(4).map(\.losses.total) == trainer.history.steps.prefix(4).map(\.losses.total))
  }

  @Test func leavingOutTheLastBatchGoesOnWhereItStopped() throws {
    let (whole, parts) = (try makeTrainer(), try makeTrainer())
    for trainer in [whole, parts] { trainer.state.options.dropsLast = true }
    try whole.run(.epochs(3))
    try parts.run(.steps(6))
    try parts.run(.epochs(2))
    #expect(parts.history.steps.map(\.losses.total) == whole.history.steps.map(\.losses.total))
    #expect(parts.history.epochs.map(\.losses.images) == [128, 128, 128])
  }

  /// With four of five batches done and the fifth left out from now on, the epoch is at its end.
  @Test func theChoiceMayChangeWithinAnEpoch() throws {
    let trainer = try makeTrainer()
    try trainer.run(.steps(4))
    trainer.state.options.dropsLast = true
    var epochs: [Int] = []
    try trainer.run(.epochs(1), onEpoch: { epochs.append($0.number) })
    #expect(epochs == [1] && trainer.state.steps == 4)
    try trainer.run(.epochs(1), onEpoch: { epochs.append($0.number) })
    #expect(epochs == [1, 2] && trainer.state.steps == 8)
    trainer.state.options.dropsLast = false
    try trainer.run(.epochs(1), onEpoch: { epochs.append($0.number) })
    #expect(epochs == [1, 2, 3] && trainer.state.steps == 13)
  }

  @Test func fewerImagesThanABatchAreAnError() throws {
    var random = RandomSource(seed: 0)
    let images = try syntheticImages(30)
    let model = try Architecture.tutorial.model(images.shape, latent: 2, random: &random)
    let trainer = try Trainer(model, images, batchSize: 32, seed: 0)
    trainer.state.options.dropsLast = true
    let error = #expect(throws: TensorError.self) { try trainer.run(.epochs(1)) }
    #expect(error?.message.contains("30 images are not one of 32") == true)
    #expect(trainer.state.steps == 0)
  }

  /// Files from before there was the choice say nothing of it.
  @Test func optionsWithoutTheChoiceAreRead() throws {
    var options = TrainingOptions()
    options.dropsLast = true
    let saved = String(decoding: try JSONEncoder().encode(options), as: UTF8.self)
    #expect(try JSONDecoder().decode(TrainingOptions.self, from: Data(saved.utf8)).dropsLast)
    let old = saved.replacing("\"dropsLast\":true,", with: "").replacing(",\"dropsLast\":true", with: "")
    #expect(old != saved)
    #expect(try !JSONDecoder().decode(TrainingOptions.self, from: Data(old.utf8)).dropsLast)
  }

  @Test func divergenceLeavesTheLastFiniteStep() throws {
    let trainer = try makeTrainer(learningRate: 1e10)
    #expect(throws: Divergence.self) { try trainer.run(.epochs(5)) }
    #expect(trainer.model.parameters.allSatisfy { $0.value.array.allSatisfy(\.isFinite) })
    #expect(trainer.history.steps.allSatisfy { $0.losses.total.isFinite })
  }
}
