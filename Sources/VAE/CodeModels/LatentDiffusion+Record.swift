import Networks
import Tensors

/// A diffusion as it is written to a file: all that is no tensor.
package struct LatentDiffusionRecord: Codable, Sendable {
  package var settings: LatentDiffusion.Settings
  package var origin: CodeOrigin
  package var bound: Double
  package var state: CodeTrainingState

  enum CodingKeys: String, CodingKey { case settings, origin, bound, state }
}

extension LatentDiffusion {
  package var record: LatentDiffusionRecord {
    LatentDiffusionRecord(settings: settings, origin: origin, bound: bound, state: state)
  }

  /// What a file says of one.
  ///
  /// - Parameter tensor: the tensor of a name and a shape.
  /// - Throws: what `tensor` throws, ``TensorError`` of code `memory`.
  package static func restored(
    _ record: LatentDiffusionRecord, tensor: (_ name: String, _ shape: Shape) throws -> Tensor
  ) throws -> LatentDiffusion {
    let settings = record.settings
    let (mean, deviation) = (
      try tensor(Names.mean, [settings.latent]), try tensor(Names.deviation, [settings.latent])
    )
    let learned = try LearnedWeights.restored(record.state, tensor) {
      var random = RandomSource()
      return try Denoiser(
        latent: settings.latent, hidden: settings.hidden, blocks: settings.blocks, classes: settings.classNames.count,
        random: &random)
    }
    return LatentDiffusion(
      settings: settings, origin: record.origin, mean: mean, deviation: deviation,
      bound: record.bound,
      denoiser: learned.own, averaged: learned.averaged, optimizer: learned.optimizer,
      state: record.state)
  }

  /// Its tensors by their names.
  package var namedTensors: [(name: String, tensor: Tensor)] {
    get throws {
      [(Names.mean, mean), (Names.deviation, deviation)] + (try LearnedWeights.namedTensors(self))
    }
  }

  private enum Names {
    static let mean = "mean"
    static let deviation = "deviation"
  }
}

// MARK: - What the fields may be

extension LatentDiffusionRecord {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    settings = try fields.decode(LatentDiffusion.Settings.self, forKey: .settings)
    origin = try fields.decode(CodeOrigin.self, forKey: .origin)
    bound = try fields.decode(.bound, in: 1...1e30)
    state = try fields.decode(CodeTrainingState.self, forKey: .state)
  }
}

extension LatentDiffusion.Settings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    latent = try fields.decode(.latent, in: 1...65_536)
    hidden = try fields.decode(.hidden, in: Denoiser.hiddenSizes)
    blocks = try fields.decode(.blocks, in: Denoiser.blockCounts)
    schedule = try fields.decode(NoiseSchedule.Kind.self, forKey: .schedule)
    classNames = try fields.decode([String].self, forKey: .classNames)
    try fields.require(
      classNames.count <= Condition.classCounts.upperBound, .classNames, "has \(classNames.count) names")
  }
}
