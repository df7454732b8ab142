import Autodiff
import Datasets
import Networks
import Tensors

/// A model of codes that learns step by step, epoch after epoch, and draws codes through the running mean of its weights.
package protocol LearnedCodeModel: AnyObject, CodeModel {
  var state: CodeTrainingState { get set }
  var optimizer: Optimizer { get }
  /// The network that learns, and that of the running mean.
  var networks: (own: any CodeNetwork, averaged: any CodeNetwork) { get }
  /// What a step lowers, for one code of the batch: of images of these places in the set.
  func loss(_ indices: ArraySlice<Int>, of model: VariationalAutoencoder, _ images: ImageSet) throws
    -> Variable
}

/// The network of a model of codes.
package protocol CodeNetwork: AnyObject {
  var namedParameters: [(name: String, parameter: LearnedParameter)] { get }
  func copied(copies: NetworkCopies) throws -> Self
}

extension CodeNetwork {
  package var parameters: [LearnedParameter] { namedParameters.map(\.parameter) }
}

/// Where the training of a model of codes stands.
package struct CodeTrainingState: Sendable, Equatable, Codable {
  package var seed: UInt64
  package var batchSize = 128
  package var learningRate = 0.001
  /// Steps taken, and of the epoch under way the batches done, the codes in them and the sum of their errors.
  package var steps = 0
  package var batchesDone = 0
  package var codesDone = 0
  package var errorSum = 0.0
  /// The mean error of each epoch: what a step lowers.
  package var errors: [Double] = []

  package init(seed: UInt64) { self.seed = seed }

  enum CodingKeys: String, CodingKey {
    case seed, batchSize, learningRate, steps, batchesDone, codesDone, errorSum, errors
  }

  package static let batchSizes = 1...100_000
  package static let learningRates = 0.0...1e6

  /// What random numbers are for: each has draws of its own.
  enum Purpose: UInt64, CaseIterable { case codes, times, noise, classes }

  /// Those of the next step.
  func numbers(_ purpose: Purpose) -> Philox {
    let draw = UInt64(steps) * UInt64(Purpose.allCases.count) + purpose.rawValue
    return Philox(seed: seed, stream: .codes, draw: draw)
  }

  mutating func closeEpoch() {
    errors.append(errorSum / Double(codesDone))
    (batchesDone, codesDone, errorSum) = (0, 0, 0)
  }
}

/// How a training stands, after each step.
package struct CodeTrainingProgress: Sendable {
  /// The epoch under way and the last one of this run, counted from 1.
  package let epoch, epochs: Int
  package let batch, batches: Int
  /// The mean error of the epoch so far.
  package let error: Double
}

extension LearnedCodeModel {
  package func batches(_ images: ImageSet) -> Int {
    Batches.count(of: state.batchSize, in: images.count, dropsLast: false)
  }

  /// Trains for so many epochs more, the one under way being the first.
  ///
  /// - Parameters:
  ///   - model: the one whose codes these are.
  ///   - onStep: called after every step; may throw to stop there. All is then as after that step.
  ///   - onEpoch: called after every epoch with its mean error.
  /// - Throws: ``Divergence`` where a step leads out of the finite numbers; all is as before that step.
  package func train(
    epochs: Int, on model: VariationalAutoencoder, _ images: ImageSet,
    onStep: (CodeTrainingProgress) throws -> Void = { _ in },
    onEpoch: (_ error: Double) throws -> Void = { _ in }
  ) throws {
    let last = state.errors.count + epochs
    defer { optimizer.clearGradients() }
    while state.errors.count < last {
      // Of other images there may have been more.
      guard state.batchesDone < batches(images) else {
        state.closeEpoch()
        continue
      }
      let order = Philox(
        seed: state.seed, stream: .codes, draw: UInt64(1) << 48 + UInt64(state.errors.count))
      var batches = try Batches(
        images, size: state.batchSize, shuffled: order, from: state.batchesDone)
      while let indices = batches.nextIndices() {
        try step(indices.count) { try loss(indices, of: model, images) }
        let progress = CodeTrainingProgress(
          epoch: state.errors.count + 1, epochs: last, batch: state.batchesDone,
          batches: batches.count,
          error: state.errorSum / Double(state.codesDone))
        let isLast = state.batchesDone == batches.count
        if isLast { state.closeEpoch() }
        try onStep(progress)
        if isLast { try onEpoch(progress.error) }
      }
    }
  }

  /// One step on so many codes; all of it or nothing.
  func step(_ count: Int, _ loss: () throws -> Variable) throws {
    let loss = try Recording.on(loss)
    let error = Double(try loss.value.item())
    do {
      try OptimizationStep(optimizer, learningRate: state.learningRate).lower(loss)
    } catch var divergence as Divergence {
      divergence.step = state.steps + 1
      throw divergence
    }
    state.steps += 1
    state.batchesDone += 1
    state.codesDone += count
    state.errorSum += error * Double(count)
    average()
  }

  /// The running mean follows the weights: at first closely, later over about a thousand steps.
  private func average() {
    let kept = Float(min(0.999, (1 + Double(state.steps)) / (10 + Double(state.steps))))
    for (mean, own) in zip(networks.averaged.parameters, networks.own.parameters) {
      let (target, source) = (mean.value.mutablePointer, own.value.pointer)
      Partition.rowsInPlace(own.value.count, of: 1) { range in
        for place in range { target[place] = kept * target[place] + (1 - kept) * source[place] }
      }
      mean.noteChange()
    }
  }
}
