import Synchronization
import Tensors

/// One recorded operation: what went in, and how a gradient of the result becomes gradients of the inputs.
final class Node {
  let operation: Operation
  private(set) var inputs: [Variable]
  let backward: (Tensor, GradientSink) throws -> Void
  /// Nodes are numbered as they are made, so an operation's inputs always have smaller numbers than its result.
  let number: Int
  /// The versions of the inputs that are parameters, by their place.
  private let versions: [(place: Int, version: Int)]
  /// The gradient of the result, while a backward pass collects it.
  var gradient: Tensor?
  /// Shown the gradient of the result once it is complete.
  var hooks: [GradientHook] = []

  private static let made = Atomic<Int>(0)

  init(_ operation: Operation, _ inputs: [Variable], _ backward: @escaping (Tensor, GradientSink) throws -> Void) {
    self.operation = operation
    self.inputs = inputs
    self.backward = backward
    versions = inputs.enumerated().compactMap { place, input in (input as? LearnedParameter).map { (place, $0.version) }
    }
    number = Self.made.add(1, ordering: .relaxed).newValue
  }

  /// - Throws: ``TensorError`` of code `gradient` where an input was changed in place after the result was computed.
  func checkInputsAreUnchanged() throws {
    for (place, version) in versions {
      guard let parameter = inputs[place] as? LearnedParameter, parameter.version != version else { continue }
      throw TensorError(
        .gradient, "backward",
        "backward: \(parameter.name), of shape \(parameter.shape), was changed after this value was computed "
          + "from it", suggestion: "compute the loss again, then call backward or step")
    }
  }

  /// Frees a chain of operations in a loop. Left to itself, each node would release the one before it from inside its own
  /// release, and a graph of a hundred thousand operations would run out of stack.
  deinit {
    var pending = inputs
    inputs = []
    while var variable = pending.popLast() {
      guard isKnownUniquelyReferenced(&variable), var node = variable.node else { continue }
      variable.node = nil
      if isKnownUniquelyReferenced(&node) {
        pending += node.inputs
        node.inputs = []
      }
    }
  }
}
