import Autodiff
import Datasets
import Networks
import Tensors
import Text

/// A denoising diffusion of codes (Ho et al. 2020), as in latent diffusion (Rombach et al. 2022). Codes, standardized dimension by
/// dimension, become noise in T steps (``NoiseSchedule``); a ``Denoiser`` learns what of a noisy code is noise:
///
///     E_{z, t, ε} ‖ε - ε_θ(√ᾱ_t z + √(1 - ᾱ_t) ε, t)‖² / latent
///
/// (eq. 14), each image's code drawn anew from q(z | x), t even from 1 to T. A class, where it is told, is left out one time
/// in ten, so that the network knows what is so without it (classifier-free guidance, Ho & Salimans 2022). Codes are drawn through the
/// running mean of the weights.
package final class LatentDiffusion: CodeModel {
  package let settings: Settings
  package let origin: CodeOrigin
  /// Of the codes, [latent]: what standardizes them.
  package let mean, deviation: Tensor
  /// The largest standardized number of a code that was seen: no code is thought to be beyond.
  package let bound: Double
  package let schedule: NoiseSchedule
  /// The network that learns, and the running mean of its weights.
  package let denoiser, averaged: Denoiser
  package let optimizer: Optimizer
  package var state: State

  /// What it is made with.
  package struct Settings: Sendable, Equatable, Codable {
    package var latent: Int
    /// Of the network.
    package var hidden = 256
    package var blocks = 3
    package var schedule = NoiseSchedule.Kind.linear
    /// The names of the classes that it is told; none for a diffusion that is told nothing.
    package var classNames: [String] = []

    package init(latent: Int) { self.latent = latent }

    enum CodingKeys: String, CodingKey { case latent, hidden, blocks, schedule, classNames }
  }

  /// Where its training stands.
  package struct State: Sendable, Equatable, Codable {
    package var seed: UInt64
    package var batchSize = 128
    package var learningRate = 0.001
    /// Steps taken, and of the epoch under way the batches done, the codes in them and the sum of their errors.
    package var steps = 0
    package var batchesDone = 0
    package var codesDone = 0
    package var errorSum = 0.0
    /// The mean squared error of each epoch, for one number of the noise.
    package var errors: [Double] = []

    package init(seed: UInt64) { self.seed = seed }

    enum CodingKeys: String, CodingKey {
      case seed, batchSize, learningRate, steps, batchesDone, codesDone, errorSum, errors
    }
  }

  /// How the training stands, after each step.
  package struct Progress: Sendable {
    /// The epoch under way and the last one of this run, counted from 1.
    package let epoch, epochs: Int
    package let batch, batches: Int
    /// The mean squared error of the epoch so far.
    package let error: Double
  }

  /// What random numbers are for: each has draws of its own.
  private enum Purpose: UInt64, CaseIterable { case codes, times, noise, classes }

  static let leftOut = 0.1

  package init(
    settings: Settings, origin: CodeOrigin, mean: Tensor, deviation: Tensor, bound: Double, denoiser: Denoiser,
    averaged: Denoiser, optimizer: Optimizer, state: State
  ) {
    (self.settings, self.origin, self.mean, self.deviation, self.bound) = (settings, origin, mean, deviation, bound)
    (self.denoiser, self.averaged, self.optimizer, self.state) = (denoiser, averaged, optimizer, state)
    schedule = NoiseSchedule(settings.schedule)
  }

  /// A new one, of a model's codes.
  ///
  /// - Parameters:
  ///   - codes: [n, latent], by which codes are standardized.
  ///   - seed: what all its random numbers come from.
  /// - Throws: ``TensorError`` of code `memory`.
  package convenience init(_ settings: Settings, origin: CodeOrigin, codes: Tensor, seed: UInt64) throws {
    let (mean, deviation, bound) = try Self.moments(of: codes)
    var random = RandomSource(seed: seed)
    let denoiser = try Denoiser(
      latent: settings.latent, hidden: settings.hidden, blocks: settings.blocks, classes: settings.classNames.count,
      random: &random)
    let state = State(seed: seed)
    self.init(
      settings: settings, origin: origin, mean: mean, deviation: deviation, bound: bound, denoiser: denoiser,
      averaged: try denoiser.copied(copies: NetworkCopies(keepsGradients: false)),
      optimizer: try Self.optimizer(denoiser, state), state: state)
  }

  package static func optimizer(_ denoiser: Denoiser, _ state: State) throws -> Optimizer {
    try Optimizer(.adam(), denoiser.parameters, learningRate: state.learningRate)
  }

  /// A copy with parameters of its own, for looking at while this one goes on learning.
  package func copied(copies: NetworkCopies) throws -> LatentDiffusion {
    LatentDiffusion(
      settings: settings, origin: origin, mean: mean, deviation: deviation, bound: bound,
      denoiser: try denoiser.copied(copies: copies), averaged: try averaged.copied(copies: copies),
      optimizer: try copies.copy(optimizer), state: state)
  }

  package var kind: CodeModelKind { .diffusion }
  package var inWords: String {
    let told = settings.classNames.isEmpty ? "" : " that is told classes"
    return "a diffusion\(told), \(counted(state.errors.count, "epoch"))"
  }

  /// The mean and the deviation of each dimension of codes, and the largest number of a code in them.
  private static func moments(of codes: Tensor) throws -> (mean: Tensor, deviation: Tensor, bound: Double) {
    let (count, latent) = (codes.shape[0], codes.shape[1])
    var (sums, squares) = ([Double](repeating: 0, count: latent), [Double](repeating: 0, count: latent))
    for code in 0..<count { for i in 0..<latent { sums[i] += Double(codes.pointer[code * latent + i]) } }
    let means = sums.map { $0 / Double(count) }
    for code in 0..<count {
      for i in 0..<latent {
        let difference = Double(codes.pointer[code * latent + i]) - means[i]
        squares[i] += difference * difference
      }
    }
    let deviations = squares.map { max(1e-6, ($0 / Double(count)).squareRoot()) }
    var bound = 1.0
    for code in 0..<count {
      for i in 0..<latent {
        bound = max(bound, abs(Double(codes.pointer[code * latent + i]) - means[i]) / deviations[i])
      }
    }
    return (try Tensor(means.map(Float.init)), try Tensor(deviations.map(Float.init)), bound)
  }

  // MARK: Training

  package func batches(_ images: ImageSet) -> Int {
    Batches.count(of: state.batchSize, in: images.count, dropsLast: false)
  }

  /// Trains for so many epochs more, the one under way being the first.
  ///
  /// - Parameters:
  ///   - model: the one whose codes these are.
  ///   - onStep: called after every step; may throw to stop there. All is then as after that step.
  ///   - onEpoch: called after every epoch with its mean squared error.
  /// - Throws: ``Divergence`` where a step leads out of the finite numbers; all is as before that step.
  package func train(
    epochs: Int, on model: VariationalAutoencoder, _ images: ImageSet, onStep: (Progress) throws -> Void = { _ in },
    onEpoch: (_ error: Double) throws -> Void = { _ in }
  ) throws {
    let last = state.errors.count + epochs
    defer { optimizer.clearGradients() }
    while state.errors.count < last {
      // Of other images there may have been more.
      guard state.batchesDone < batches(images) else {
        closeEpoch()
        continue
      }
      let order = Philox(seed: state.seed, stream: .codes, draw: UInt64(1) << 48 + UInt64(state.errors.count))
      var batches = try Batches(images, size: state.batchSize, shuffled: order, from: state.batchesDone)
      while let indices = batches.nextIndices() {
        try step(indices, model, images)
        let progress = Progress(
          epoch: state.errors.count + 1, epochs: last, batch: state.batchesDone, batches: batches.count,
          error: state.errorSum / Double(state.codesDone))
        let isLast = state.batchesDone == batches.count
        if isLast { closeEpoch() }
        try onStep(progress)
        if isLast { try onEpoch(progress.error) }
      }
    }
  }

  private func closeEpoch() {
    state.errors.append(state.errorSum / Double(state.codesDone))
    (state.batchesDone, state.codesDone, state.errorSum) = (0, 0, 0)
  }

  private func numbers(_ purpose: Purpose) -> Philox {
    let draw = UInt64(state.steps) * UInt64(Purpose.allCases.count) + purpose.rawValue
    return Philox(seed: state.seed, stream: .codes, draw: draw)
  }

  private func step(_ indices: ArraySlice<Int>, _ model: VariationalAutoencoder, _ images: ImageSet) throws {
    try step(
      on: model.drawnCodes(of: images, indices, noise: numbers(.codes)),
      settings.classNames.isEmpty ? nil : indices.map { Int(images.labels[$0]) })
  }

  /// One step on codes [n, latent], of these classes where they are told; all of it or nothing.
  package func step(on drawn: Tensor, _ labels: [Int]? = nil) throws {
    let count = drawn.shape[0]
    let chance = numbers(.times)
    let times = (0..<count).map { place in
      1 + Int((UInt64(chance.block(UInt64(place))[0]) * UInt64(schedule.steps)) >> 32)
    }
    let loss = try self.loss(
      (drawn - mean) / deviation, times, noise: try numbers(.noise).normal([count, settings.latent]),
      labels.map(told))
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

  /// The mean squared error of a batch of standardized codes [n, latent].
  package func loss(_ codes: Tensor, _ times: [Int], noise: Tensor, _ y: Tensor?) throws -> Variable {
    let marginals = times.map(schedule.marginal)
    let scales = try Tensor(marginals.map { Float($0.scale) }, [times.count, 1])
    let deviations = try Tensor(marginals.map { Float($0.deviation) }, [times.count, 1])
    let noisy = try codes * scales + noise * deviations
    let difference = try denoiser.noise(in: Variable(noisy), times, y) - Variable(noise)
    return try .sum(difference * difference) * .constant(1 / Float(noise.count))
  }

  /// Classes in rows, which are zeros where the class is left out.
  private func told(_ labels: [Int]) throws -> Tensor {
    let (count, chance) = (settings.classNames.count, numbers(.classes))
    let told = labels.enumerated().map { place, label in
      Double(chance.block(UInt64(place))[0]) * 0x1p-32 < Self.leftOut ? -1 : label
    }
    return try .generate([told.count, count], for: "labels") { told[$0 / count] == $0 % count ? 1 : 0 }
  }

  /// The running mean follows the weights: at first closely, later over about a thousand steps.
  private func average() {
    let kept = Float(min(0.999, (1 + Double(state.steps)) / (10 + Double(state.steps))))
    for (mean, own) in zip(averaged.parameters, denoiser.parameters) {
      let (target, source) = (mean.value.mutablePointer, own.value.pointer)
      Partition.rowsInPlace(own.value.count, of: 1) { range in
        for place in range { target[place] = kept * target[place] + (1 - kept) * source[place] }
      }
      mean.noteChange()
    }
  }
}
