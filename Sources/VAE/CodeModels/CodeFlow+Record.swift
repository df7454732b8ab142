import Datasets
import Networks
import Tensors

/// A flow of codes as it is written to a file: all that is no tensor.
package struct CodeFlowRecord: Codable, Sendable {
  package var settings: CodeFlow.Settings
  package var origin: CodeOrigin
  package var state: CodeTrainingState

  enum CodingKeys: String, CodingKey { case settings, origin, state }
}

extension CodeFlow {
  package var record: CodeFlowRecord { CodeFlowRecord(settings: settings, origin: origin, state: state) }

  /// What a file says of one.
  ///
  /// - Parameter tensor: the tensor of a name and a shape.
  /// - Throws: what `tensor` throws, ``TensorError`` of code `memory`.
  package static func restored(
    _ record: CodeFlowRecord, tensor: (_ name: String, _ shape: Shape) throws -> Tensor
  ) throws -> CodeFlow {
    let settings = record.settings
    let (mean, deviation) = (
      try tensor(Names.mean, [settings.latent]), try tensor(Names.deviation, [settings.latent])
    )
    let learned = try LearnedWeights.restored(record.state, tensor) {
      var random = RandomSource()
      return try settings.network(&random)
    }
    return CodeFlow(
      settings: settings, origin: record.origin, mean: mean, deviation: deviation, network: learned.own,
      averaged: learned.averaged, optimizer: learned.optimizer, state: record.state)
  }

  /// Its tensors by their names.
  package var namedTensors: [(name: String, tensor: Tensor)] {
    get throws { [(Names.mean, mean), (Names.deviation, deviation)] + (try LearnedWeights.namedTensors(self)) }
  }

  private enum Names {
    static let mean = "mean"
    static let deviation = "deviation"
  }
}

// MARK: - What the fields may be

extension CodeFlowRecord {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    settings = try fields.decode(CodeFlow.Settings.self, forKey: .settings)
    origin = try fields.decode(CodeOrigin.self, forKey: .origin)
    state = try fields.decode(CodeTrainingState.self, forKey: .state)
  }
}

extension CodeFlow.Settings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    latent = try fields.decode(.latent, in: 2...65_536)
    layers = try fields.decode(.layers, in: PriorDescription.couplingCounts)
  }
}
