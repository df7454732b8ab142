import Tensors

/// State that a layer keeps without learning it by gradients, as the running mean of `batch_norm`: saved, loaded and copied
/// with its parameters.
package final class Buffer {
  /// Its name within its layer: `running_mean`.
  package let name: String
  /// Replaced as a whole and never written in place, so that whoever reads it keeps what was read.
  package private(set) var value: Tensor
  /// Counts the new values, for those that look at it.
  package private(set) var version = 0
  /// Who looks at it, and sees each new value.
  package weak var onlooker: AnyObject?

  /// Told of each new value, where the layer keeps it elsewhere.
  private let didAssign: ((Tensor) -> Void)?

  package init(_ value: Tensor, name: String, didAssign: ((Tensor) -> Void)? = nil) {
    (self.value, self.name, self.didAssign) = (value, name, didAssign)
  }

  /// - Throws: ``TensorError`` where the shapes differ.
  package func assign(_ tensor: Tensor) throws {
    guard tensor.shape == value.shape else {
      throw TensorError(
        .shape, "load", "load: \(name) is \(value.shape), and the value for it is \(tensor.shape)")
    }
    // A file may have a count among real numbers.
    value = value.kind == .whole && tensor.elements.allSatisfy { $0 == $0.rounded() } ? tensor.as(.whole) : tensor
    version += 1
    didAssign?(tensor)
  }
}
