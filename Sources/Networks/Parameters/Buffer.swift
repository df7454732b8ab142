import Tensors

/// State that a layer keeps without learning it by gradients, as the running mean of `batch_norm`: saved, loaded and copied
/// with its parameters.
package final class Buffer {
  /// Its name within its layer: `running_mean`.
  package let name: String
  /// Replaced as a whole and never written in place, so that whoever reads it keeps what was read.
  package private(set) var value: Tensor

  package init(_ value: Tensor, name: String) { (self.value, self.name) = (value, name) }

  /// - Throws: ``TensorError`` where the shapes differ.
  package func assign(_ tensor: Tensor) throws {
    guard tensor.shape == value.shape else {
      throw TensorError(
        .shape, "load", "load: \(name) is \(value.shape), and the value for it is \(tensor.shape)")
    }
    value = tensor
  }
}
