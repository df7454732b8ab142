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
package final class LatentDiffusion: LearnedCodeModel {
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
  package var state: CodeTrainingState

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

  static let leftOut = 0.1

  package init(
    settings: Settings, origin: CodeOrigin, mean: Tensor, deviation: Tensor, bound: Double,
    denoiser: Denoiser,
    averaged: Denoiser, optimizer: Optimizer, state: CodeTrainingState
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
    let moments = try CodeMoments(of: codes)
    var random = RandomSource(seed: seed)
    let denoiser = try Denoiser(
      latent: settings.latent, hidden: settings.hidden, blocks: settings.blocks, classes: settings.classNames.count,
      random: &random)
    let state = CodeTrainingState(seed: seed)
    self.init(
      settings: settings, origin: origin, mean: moments.mean, deviation: moments.deviation, bound: moments.bound,
      denoiser: denoiser, averaged: try denoiser.copied(copies: NetworkCopies(keepsGradients: false)),
      optimizer: try Optimizer(.adam(), denoiser.parameters, learningRate: state.learningRate),
      state: state)
  }

  package var networks: (own: any CodeNetwork, averaged: any CodeNetwork) { (denoiser, averaged) }

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

  // MARK: Training

  package func loss(
    _ indices: ArraySlice<Int>, of model: VariationalAutoencoder, _ images: ImageSet
  ) throws -> Variable {
    try loss(
      of: model.drawnCodes(of: images, indices, noise: state.numbers(.codes)),
      settings.classNames.isEmpty ? nil : indices.map { Int(images.labels[$0]) })
  }

  /// One step on codes [n, latent], of these classes where they are told; all of it or nothing.
  package func step(on drawn: Tensor, _ labels: [Int]? = nil) throws {
    try step(drawn.shape[0]) { try loss(of: drawn, labels) }
  }

  private func loss(of drawn: Tensor, _ labels: [Int]?) throws -> Variable {
    let count = drawn.shape[0]
    let chance = state.numbers(.times)
    let times = (0..<count).map { place in
      1 + Int((UInt64(chance.block(UInt64(place))[0]) * UInt64(schedule.steps)) >> 32)
    }
    return try loss(
      (drawn - mean) / deviation, times,
      noise: try state.numbers(.noise).normal([count, settings.latent]),
      labels.map(told))
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
    let (count, chance) = (settings.classNames.count, state.numbers(.classes))
    let told = labels.enumerated().map { place, label in
      Double(chance.block(UInt64(place))[0]) * 0x1p-32 < Self.leftOut ? -1 : label
    }
    return try .generate([told.count, count], for: "labels") { told[$0 / count] == $0 % count ? 1 : 0 }
  }
}
