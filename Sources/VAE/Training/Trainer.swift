import Autodiff
import Datasets
import Networks
import Processes
import Tensors
import Text

/// Trains a model: goes through the images, takes steps, and keeps the record. Running again goes on where it stopped,
/// in the middle of an epoch too.
package final class Trainer {
  /// How the training stands, after each step.
  package struct Progress: Sendable {
    /// The epoch under way and the last one of this run, counted from 1 over all runs.
    package let epoch, epochs: Int
    package let batch, batches: Int
    /// The epoch's sums so far.
    package let losses: Losses
    /// Images in this run so far, and the time it took in seconds.
    package let imagesDone, wantedImages: Int
    package let seconds: Double
  }

  /// How long a run is.
  package enum Length: Sendable {
    /// Until so many epochs more are complete; the one under way is the first of them.
    case epochs(Int)
    case steps(Int)
  }

  /// How a run ended.
  package enum Ending: Sendable, Equatable {
    case completed
    /// The held-out images' figure did not get better; the model is as after the epoch where it was best.
    case stoppedEarly(best: Int)
  }

  package let model: VariationalAutoencoder
  package let images: ImageSet
  package let batchSize: Int
  package private(set) var optimizer: Optimizer
  private var isRunning = false
  /// When the step under way began.
  private var stepStart = ContinuousClock.now
  /// How long the present or last run has waited for somebody.
  package private(set) var waited = Duration.zero
  package var state: State
  /// The model as it was after the best epoch on held-out images; nil where they were not looked at.
  package internal(set) var best: VariationalAutoencoder.Snapshot?

  /// - Throws: ``TensorError`` where the model has nothing to learn.
  package init(
    _ model: VariationalAutoencoder, _ images: ImageSet, batchSize: Int, options: TrainingOptions = TrainingOptions(),
    seed: UInt64
  ) throws {
    self.model = model
    self.images = images
    self.batchSize = batchSize
    optimizer = try Optimizer(options.rule, model.parameters, learningRate: options.learningRate)
    state = State(seed: seed)
    state.options = options
  }

  package var history: TrainingHistory { state.history }

  package var batchesPerEpoch: Int {
    Batches.count(of: batchSize, in: images.count, dropsLast: state.options.dropsLast)
  }

  /// The images that an epoch goes through.
  private var imagesPerEpoch: Int { min(images.count, batchesPerEpoch * batchSize) }

  /// Says that the training has waited, as while it was paused: that is no part of the time that it took.
  package func leaveOut(_ waiting: Duration) {
    stepStart += waiting
    waited += waiting
  }

  /// Takes steps.
  ///
  /// - Parameters:
  ///   - validation: held-out images to look at after every epoch.
  ///   - penalty: what is added to the loss of every step.
  ///   - check: called while held-out images are looked at; may throw to stop there.
  ///   - onStep: called after every step; may throw to stop there. The model is then as after that step.
  ///   - onEpoch: called after every epoch with its record.
  /// - Throws: ``Divergence`` where a step leads out of the finite numbers; the model is as before that step.
  ///   ``TensorError`` where there is not one whole batch, and others are left out, or a batch of one image, and the objective
  ///   compares images; where this trainer runs already. What `penalty`, `onStep` and `onEpoch` throw.
  @discardableResult
  package func run(
    _ length: Length, validation: ImageSet? = nil, penalty: Penalty? = nil, check: () throws -> Void = {},
    onStep: (Progress) throws -> Void = { _ in }, onEpoch: (TrainingHistory.Epoch) throws -> Void = { _ in }
  ) throws -> Ending {
    // A penalty is the user's code, and may call `train`.
    guard !isRunning else {
      throw TensorError(.value, "train", "train: the model is in training already, and this is called from within it")
    }
    isRunning = true
    defer { isRunning = false }
    waited = .zero
    try takeUpOptions()
    guard batchesPerEpoch > 0 else {
      throw TensorError(
        .value, "train",
        "train: drop_last leaves out what is no whole batch, and \(counted(images.count, "image")) \(images.count == 1 ? "is" : "are") not one of \(batchSize)",
        suggestion: "drop_last=False, or a smaller batch= of the data")
    }
    try checkComparisons()
    let clock = ContinuousClock()
    let (start, stepsBefore) = (clock.now, state.steps)
    let wantedSteps =
      switch length {
      case .epochs(let count): max(0, count * batchesPerEpoch - state.batchesDone)
      case .steps(let count): count
      }
    state.extendCourse(by: wantedSteps)
    let lastEpoch =
      state.history.epochs.count + (state.batchesDone + wantedSteps + batchesPerEpoch - 1) / batchesPerEpoch
    let imagesBefore = state.losses.images
    var imagesDone = 0
    model.isTraining = true
    defer { optimizer.clearGradients() }
    /// Looks back on an epoch that has come to its end; true where training ends with it.
    func finishEpoch() throws -> Bool {
      if let validation { try validate(validation, check) }
      if let record = state.history.epochs.last { try onEpoch(record) }
      return state.options.patience.map { state.epochsSinceBest >= $0 } ?? false
    }
    // Of the epoch under way, only a last batch may have been left that is now left out.
    if state.batchesDone >= batchesPerEpoch {
      closeEpoch()
      if try finishEpoch() { return try restoreBest() }
    }
    while state.steps - stepsBefore < wantedSteps {
      var batches = try Batches(
        images, size: batchSize, shuffled: state.shuffle(), dropsLast: state.options.dropsLast, from: state.batchesDone)
      stepStart = ProcessClock.now()
      while state.steps - stepsBefore < wantedSteps,
        let indices = batches.nextIndices()
      {
        let epoch = state.history.epochs.count + 1
        try step(indices, penalty)
        let stepEnd = ProcessClock.lastExchange()
        state.seconds += stepStart.duration(to: stepEnd).seconds
        stepStart = stepEnd
        imagesDone += indices.count
        let (batch, losses) = (state.batchesDone, state.losses)
        if batch == batches.count { closeEpoch() }
        try onStep(
          Progress(
            epoch: epoch, epochs: lastEpoch, batch: batch, batches: batches.count, losses: losses,
            imagesDone: imagesDone,
            wantedImages: wantedImages(wantedSteps, imagesBefore),
            seconds: (start.duration(to: clock.now) - waited).seconds))
        if batch == batches.count, try finishEpoch() { return try restoreBest() }
      }
    }
    if state.options.patience != nil, state.epochsSinceBest > 0 { return try restoreBest() }
    return .completed
  }

  /// Images that so many steps see, the first of them in an epoch that may be under way.
  private func wantedImages(_ steps: Int, _ imagesBefore: Int) -> Int {
    let last = imagesBefore / batchSize + steps
    return last / batchesPerEpoch * imagesPerEpoch + min(imagesPerEpoch, last % batchesPerEpoch * batchSize)
      - imagesBefore
  }

  /// Another kind of optimizer begins with moments of its own.
  private func takeUpOptions() throws {
    if optimizer.rule.name != state.options.rule.name {
      optimizer = try Optimizer(state.options.rule, model.parameters, learningRate: state.options.learningRate)
    }
    optimizer.rule = state.options.rule
  }

  /// One step on a batch of images; all of it or nothing.
  private func step(_ indices: ArraySlice<Int>, _ penalty: Penalty?) throws {
    let (statistics, sources) = (model.buffers.map(\.value), model.randomSources)
    do { try update(indices, penalty) } catch {
      model.randomSources = sources
      for (buffer, value) in zip(model.buffers, statistics) { try buffer.assign(value) }
      throw error
    }
  }

  private func update(_ indices: ArraySlice<Int>, _ penalty: Penalty?) throws {
    let number = state.steps + 1
    // Kept where the step is: one that is not taken has drawn nothing.
    var random = state.random
    let epoch = state.epoch(batches: batchesPerEpoch)
    let objective = state.options.objective(
      warmth: state.options.warmup.weight(at: epoch), epoch: epoch, images: imagesPerEpoch)
    let noise = random.next(.noise)
    let step = OptimizationStep(
      optimizer, learningRate: state.learningRate, clip: state.options.clip,
      sharing: penalty == nil ? sharing(indices.count) : nil)
    let (losses, norm): (Losses, Double)
    do {
      (losses, norm) = try step.lower { rows in
        let own = indices.part(rows)
        let (x, y) = (try images.tensor(own, drawnFrom: state.binarization), try model.told(of: images, own))
        let lowered = try objective.loss(try CodedBatch(model, Variable(x), y) { try noise.normal($0) }, penalty)
        return (lowered.loss, lowered.losses)
      }
    } catch var divergence as Divergence {
      divergence.step = number
      throw divergence
    }
    state.random = random
    state.steps = number
    state.batchesDone += 1
    state.losses += losses
    state.history.steps.append(
      TrainingHistory.Step(
        epoch: Double(state.history.epochs.count) + Double(state.batchesDone) / Double(batchesPerEpoch),
        losses: losses.perImage, gradientNorm: norm, learningRate: optimizer.learningRate))
  }

  /// This process's part of a batch of so many images; nil where it computes all of it.
  private func sharing(_ images: Int) -> SharedBatch? {
    guard let group = ProcessGroup.current, model.encoder.worksByRows, model.decoder.worksByRows,
      !state.options.objective.kind.comparesImages, model.posterior.namedBuffers.isEmpty
    else { return nil }
    return SharedBatch(group, total: images)
  }

  /// - Throws: ``TensorError`` where the objective compares images, and a batch has but one.
  private func checkComparisons() throws {
    let (kind, options) = (state.options.objective.kind, state.options)
    let isLeftAlone = batchSize > 1 && images.count % batchSize == 1 && !options.dropsLast
    guard kind.comparesImages, batchSize == 1 || images.count == 1 || isLeftAlone else { return }
    throw TensorError(
      .value, "train",
      "train: objective=\(kind.rawValue) compares the images of a batch, and \(isLeftAlone ? "the last batch has" : "a batch has") one",
      suggestion: isLeftAlone ? "drop_last=True, or another batch= of the data" : "a larger batch= of the data")
  }

  private func closeEpoch() {
    state.history.epochs.append(
      TrainingHistory.Epoch(
        number: state.history.epochs.count + 1, losses: state.losses,
        tutorialFigure: state.losses.tutorialFigure(batchSize: batchSize, pixels: images.shape.count),
        seconds: state.seconds, klWeight: state.klWeight(batches: batchesPerEpoch),
        learningRate: optimizer.learningRate))
    (state.batchesDone, state.losses, state.seconds) = (0, Losses(), 0)
  }

  /// Looks at the held-out images, always with the same noise, and remembers the best epoch.
  private func validate(_ images: ImageSet, _ check: () throws -> Void) throws {
    let noise = Philox(seed: state.random.seed, stream: .sampling, draw: .max)
    let evaluation = try model.evaluate(images, noise: noise, check: check)
    model.isTraining = true
    let losses = Losses(reconstruction: evaluation.reconstruction.mean, kl: evaluation.kl.mean, images: 1)
    let epoch = state.history.epochs.count
    state.history.epochs[epoch - 1].validation = losses
    // While the KL term does not yet count in full, a better figure says nothing.
    guard state.options.warmup.isOver(byEpoch: Double(epoch)) else { return }
    if let best = state.best, losses.total >= best.loss {
      if state.options.patience != nil { state.epochsSinceBest += 1 }
    } else {
      (state.best, state.epochsSinceBest) = (State.Best(epoch: epoch, loss: losses.total), 0)
      best = try model.snapshot()
    }
  }

  private func restoreBest() throws -> Ending {
    guard let epoch = state.best?.epoch, let best else { return .completed }
    try model.restore(best)
    state.epochsSinceBest = 0
    return .stoppedEarly(best: epoch)
  }

  /// The trainer of a copied model, standing where the other stands; for looking at while the other goes on.
  package init(copying other: Trainer, of model: VariationalAutoencoder, copies: NetworkCopies) throws {
    self.model = model
    images = other.images
    batchSize = other.batchSize
    optimizer = try copies.copy(other.optimizer)
    state = other.state
  }
}

extension ArraySlice {
  /// These of its elements, counted from its first; all of them where nil.
  fileprivate func part(_ range: Range<Int>?) -> ArraySlice {
    range.map { self[startIndex + $0.lowerBound..<startIndex + $0.upperBound] } ?? self
  }
}

extension Duration {
  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
