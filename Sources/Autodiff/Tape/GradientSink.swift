import Tensors

/// Where an operation's backward half puts the gradients of its inputs.
struct GradientSink {
  let inputs: [Variable]
  /// Leaves whose gradients are collected here instead of in the parameter, for `grad`.
  let collected: Collected?

  /// Gradients of chosen variables, by identity.
  final class Collected {
    private(set) var gradients: [ObjectIdentifier: Tensor] = [:]

    func add(_ gradient: Tensor, for variable: Variable) throws {
      let key = ObjectIdentifier(variable)
      gradients[key] = try gradients[key].map { try $0 + gradient } ?? gradient
    }
  }

  /// Adds a gradient for input `index`, of that input's shape. It is not computed where nobody needs it.
  func add(_ index: Int, _ gradient: () throws -> Tensor) throws {
    let input = inputs[index]
    if let node = input.node {
      let gradient = try gradient()
      // A new tensor: the one that is there may be shared with another input.
      node.gradient = try node.gradient.map { try $0 + gradient } ?? gradient
    } else if let parameter = input as? Parameter {
      let gradient = try gradient()
      if let collected { return try collected.add(gradient, for: parameter) }
      parameter.accumulate { destination, adding in
        let source = gradient.pointer
        if adding {
          for element in 0..<gradient.count { destination[element] += source[element] }
        } else {
          destination.update(from: source, count: gradient.count)
        }
      }
    }
  }

  /// As ``add(_:_:)`` for operations that can write right into the destination: they add where `adding`, else overwrite.
  func accumulate(_ index: Int, _ write: (UnsafeMutablePointer<Float>, _ adding: Bool) throws -> Void) throws {
    let input = inputs[index]
    // Straight into a parameter's gradient only where nothing is there yet that an interrupt could leave half changed.
    if collected == nil, let parameter = input as? Parameter, !parameter.hasGradient {
      try parameter.accumulate(write)
    } else if input.requiresGradient {
      try add(index) {
        let gradient = try Tensor(uninitialized: input.shape, for: "backward")
        try write(gradient.mutablePointer, false)
        return gradient
      }
    }
  }
}
