import Autodiff
import Networks
import Tensors

extension VariationalAutoencoder {
  /// Running statistics, which layers and the posterior remember besides parameters.
  package var buffers: [Buffer] { encoder.buffers + decoder.buffers + posterior.namedBuffers.map(\.buffer) }

  /// Whether each of its layers is in training.
  package var modes: [Bool] {
    get { encoder.modes + decoder.modes }
    set {
      let own = encoder.modes.count
      encoder.modes = Array(newValue.prefix(own))
      decoder.modes = Array(newValue.dropFirst(own))
    }
  }

  /// The random numbers that the encoder's layers draw from while training, then the decoder's.
  package var randomSources: [RandomSource] {
    get { encoder.randomSources + decoder.randomSources }
    set {
      let own = encoder.randomSources.count
      encoder.randomSources = Array(newValue.prefix(own))
      decoder.randomSources = Array(newValue.dropFirst(own))
    }
  }

  /// All numbers of a model at some moment.
  package struct Snapshot {
    /// In the order of the model's named parameters and buffers.
    package let parameters, buffers: [Tensor]

    package init(parameters: [Tensor], buffers: [Tensor]) { (self.parameters, self.buffers) = (parameters, buffers) }
  }

  /// - Throws: ``TensorError`` of code `memory`.
  package func snapshot() throws -> Snapshot {
    Snapshot(
      parameters: try namedParameters.map { try $0.parameter.value.copy() }, buffers: namedBuffers.map(\.buffer.value))
  }

  /// Puts all numbers back.
  package func restore(_ snapshot: Snapshot) throws {
    for (named, value) in zip(namedParameters, snapshot.parameters) { try named.parameter.assign(value) }
    for (named, value) in zip(namedBuffers, snapshot.buffers) { try named.buffer.assign(value) }
  }
}
