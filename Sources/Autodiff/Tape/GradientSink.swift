import Tensors

/// Where an operation's backward half puts the gradients of its inputs.
struct GradientSink {
  let inputs: [Variable]
  /// Who takes those of parameters.
  let leaves: any LeafGradients

  /// Adds a gradient for input `index`, of that input's shape. It is not computed where nobody needs it.
  func add(_ index: Int, _ gradient: () throws -> Tensor) throws {
    let input = inputs[index]
    if let node = input.node {
      let gradient = try gradient()
      // A new tensor: the one that is there may be shared with another input.
      node.gradient = try node.gradient.map { try $0 + gradient } ?? gradient
    } else if let parameter = input as? LearnedParameter, !parameter.isFrozen {
      try leaves.add(gradient(), for: parameter)
    }
  }

  /// Adds a gradient that the operation writes to where it shall lie: right into a parameter's, if nothing is there.
  func add(_ index: Int, writing write: (UnsafeMutablePointer<Float>) throws -> Void) throws {
    let input = inputs[index]
    if let parameter = input as? LearnedParameter, !parameter.isFrozen, leaves.mayWrite(parameter) {
      try parameter.takeGradient(writing: write)
    } else if input.requiresGradient {
      try add(index) {
        let gradient = try Tensor(uninitialized: input.shape, for: "backward")
        try write(gradient.mutablePointer)
        return gradient
      }
    }
  }
}
