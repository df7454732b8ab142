import Autodiff
import Networks
import Tensors

extension VariationalAutoencoder {
  /// What the layers remember besides parameters: running statistics.
  package var buffers: [Buffer] { encoder.buffers + decoder.buffers }

  /// All numbers of a model at some moment.
  struct Snapshot {
    fileprivate let parameters, buffers: [Tensor]
  }

  /// - Throws: ``TensorError`` of code `memory`.
  func snapshot() throws -> Snapshot {
    Snapshot(parameters: try parameters.map { try $0.value.copy() }, buffers: buffers.map(\.value))
  }

  /// Puts all numbers back.
  func restore(_ snapshot: Snapshot) throws {
    for (parameter, value) in zip(parameters, snapshot.parameters) { try parameter.assign(value) }
    for (buffer, value) in zip(buffers, snapshot.buffers) { try buffer.assign(value) }
  }
}
