import Tensors

extension Variable {
  /// Adds the gradients of this scalar with respect to every parameter it descends from to those parameters; after an
  /// error or an interrupt, they are what they were.
  ///
  /// - Parameter gradient: that of something further on with respect to this tensor, of the same shape: this one then need not
  ///   be one number.
  /// - Throws: ``TensorError`` of code `gradient` where this is not one number, or descends from no parameter, or where a
  ///   parameter was changed since; ``Cancelled`` where the work was interrupted.
  package func backward(from gradient: Tensor? = nil) throws {
    let gradients = KeptGradients()
    do {
      try propagate(from: gradient, to: gradients) { _, _ in }
      try gradients.keep()
    } catch {
      gradients.takeBack()
      throw error
    }
  }

  /// The gradients of this scalar with respect to `variables`; the parameters' own gradients stay as they are.
  ///
  /// - Throws: ``TensorError`` of code `gradient` as ``backward()``, and where it does not depend on a variable.
  package func gradients(of variables: [Variable]) throws -> [Tensor] {
    let collected = CollectedGradients()
    // Targets in the middle of the graph are told apart by their node.
    var targets: [Int: [Variable]] = [:]
    for variable in variables { if let node = variable.node { targets[node.number, default: []].append(variable) } }
    try propagate(to: collected) { node, gradient in
      for target in targets[node.number] ?? [] { try collected.add(gradient, for: target) }
    }
    return try variables.enumerated().map { position, variable in
      guard let gradient = collected.gradients[ObjectIdentifier(variable)] else {
        throw TensorError(
          .gradient, "grad",
          "grad: the value does not depend on variable \(position + 1), of shape \(variable.shape), through "
            + "operations that pass gradients",
          suggestion: variable.requiresGradient ? nil : "make it a parameter first: x = parameter(x)")
      }
      guard let parameter = variable as? LearnedParameter else { return gradient }
      return try parameter.hooks.run(gradient)
    }
  }

  /// - Parameter visit: is shown the gradient of each node's result.
  private func propagate(
    from gradient: Tensor? = nil, to leaves: any LeafGradients, visit: (Node, Tensor) throws -> Void
  ) throws {
    guard gradient != nil || value.count == 1 else {
      throw TensorError(
        .gradient, "backward", "backward: gradients start from one number, and this is a tensor of shape \(shape)",
        suggestion: "reduce it first, with sum or mean")
    }
    if let gradient, gradient.shape != shape {
      throw TensorError(
        .shape, "backward", "backward: the gradient is \(gradient.shape), and the tensor \(shape)",
        suggestion: "as many numbers as the tensor has, in its shape")
    }
    let seed = try gradient ?? Tensor.full(shape, 1)
    guard let last = node else {
      guard let parameter = self as? LearnedParameter else {
        throw TensorError(
          .gradient, "backward", "backward: this value was computed from no parameter",
          suggestion: "compute it from a network's output or from parameter(…), outside no_grad")
      }
      return try leaves.add(seed, for: parameter)
    }

    let nodes = last.ancestors()
    // After an error or an interrupt, no half-collected gradient may stay behind.
    defer { for node in nodes { node.gradient = nil } }
    last.gradient = seed
    for node in nodes {
      guard var gradient = node.gradient else { continue }
      node.gradient = nil
      gradient = try node.hooks.run(gradient)
      try node.checkInputsAreUnchanged()
      try visit(node, gradient)
      try node.backward(gradient, GradientSink(inputs: node.inputs, leaves: leaves))
    }
  }
}

extension Node {
  /// This node and all before it, latest first.
  fileprivate func ancestors() -> [Node] {
    var seen: Set<Int> = [number]
    var found = [self]
    var next = 0
    while next < found.count {
      for input in found[next].inputs {
        if let node = input.node, seen.insert(node.number).inserted { found.append(node) }
      }
      next += 1
    }
    return found.sorted { $0.number > $1.number }
  }
}
