import Networks
import Tensors

/// A diffusion as it is written to a file: all that is no tensor.
package struct LatentDiffusionRecord: Codable, Sendable {
  package var settings: LatentDiffusion.Settings
  package var origin: CodeOrigin
  package var bound: Double
  package var state: LatentDiffusion.State

  enum CodingKeys: String, CodingKey { case settings, origin, bound, state }
}

extension LatentDiffusion {
  package static let batchSizes = 1...100_000
  package static let learningRates = 0.0...1e6

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
    func made() throws -> Denoiser {
      var random = RandomSource()
      return try Denoiser(
        latent: settings.latent, hidden: settings.hidden, blocks: settings.blocks, classes: settings.classNames.count,
        random: &random)
    }
    // A file may say anything: of abstract tensors the network takes no memory, and has to be as large as the tensors are.
    let shapes = try AbstractTensors.using { try made().namedParameters.map { ($0.name, $0.parameter.shape) } }
    func values(_ place: String) throws -> [Tensor] { try shapes.map { try tensor(place + $0.0, $0.1) } }
    let (own, running) = (try values(Names.network), try values(Names.averaged))
    let moments = zip(try values(Names.firstMoment), try values(Names.secondMoment))
    let (mean, deviation) = (
      try tensor(Names.mean, [settings.latent]), try tensor(Names.deviation, [settings.latent])
    )
    let (denoiser, averaged) = (try made(), try made())
    for (parameter, value) in zip(denoiser.parameters, own) { try parameter.assign(value) }
    for (parameter, value) in zip(averaged.parameters, running) { try parameter.assign(value) }
    let optimizer = try optimizer(denoiser, record.state)
    try optimizer.restore(steps: record.state.steps, moments: moments.map { ($0, $1) })
    return LatentDiffusion(
      settings: settings, origin: record.origin, mean: mean, deviation: deviation, bound: record.bound,
      denoiser: denoiser, averaged: averaged, optimizer: optimizer, state: record.state)
  }

  /// Its tensors by their names.
  package var namedTensors: [(name: String, tensor: Tensor)] {
    get throws {
      let own = denoiser.namedParameters
      var result = [(Names.mean, mean), (Names.deviation, deviation)]
      result += own.map { (Names.network + $0.name, $0.parameter.value) }
      result += averaged.namedParameters.map { (Names.averaged + $0.name, $0.parameter.value) }
      for (named, moments) in zip(own, try optimizer.moments) {
        result.append((Names.firstMoment + named.name, moments.first))
        if let second = moments.second { result.append((Names.secondMoment + named.name, second)) }
      }
      return result
    }
  }

  private enum Names {
    static let mean = "mean"
    static let deviation = "deviation"
    static let network = "network."
    static let averaged = "averaged."
    static let firstMoment = "exp_avg."
    static let secondMoment = "exp_avg_sq."
  }
}

// MARK: - What the fields may be

extension LatentDiffusionRecord {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    settings = try fields.decode(LatentDiffusion.Settings.self, forKey: .settings)
    origin = try fields.decode(CodeOrigin.self, forKey: .origin)
    bound = try fields.decode(.bound, in: 1...1e30)
    state = try fields.decode(LatentDiffusion.State.self, forKey: .state)
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

extension LatentDiffusion.State {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    seed = try fields.decodeNumber(.seed)
    batchSize = try fields.decode(.batchSize, in: LatentDiffusion.batchSizes)
    learningRate = try fields.decode(.learningRate, in: LatentDiffusion.learningRates)
    steps = try fields.decode(.steps, in: 0...(1 << 40))
    batchesDone = try fields.decode(.batchesDone, in: 0...steps)
    codesDone = try fields.decode(.codesDone, in: SavedRange.count)
    errorSum = try fields.decodeNumber(.errorSum)
    errors = try fields.decode([Double].self, forKey: .errors)
    try fields.require(errors.count <= steps, .errors, "has \(errors.count) epochs of \(steps) steps")
    try fields.require((batchesDone == 0) == (codesDone == 0), .codesDone, "is \(codesDone)")
  }
}
