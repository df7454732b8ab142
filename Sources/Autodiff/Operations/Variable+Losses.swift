import Tensors

/// How a loss becomes one number, as PyTorch's `reduction=`.
package enum Reduction: String, Sendable, CaseIterable {
  case mean, sum, none
}

extension Variable {
  /// -Σ [x log p + (1 - x) log(1 - p)] for probabilities p and targets x in [0, 1]; logarithms are held above -100, as in
  /// PyTorch. A sum in which one of them lies elsewhere is NaN: only then somebody looks which.
  package static func binaryCrossEntropy(_ p: Variable, _ target: Variable, _ reduction: Reduction) throws -> Variable {
    try p.requireShape(of: target, for: "binary_cross_entropy")
    let (value, x) = (p.value, target.value)
    guard reduction == .none else {
      let scale = scale(reduction, value.count)
      let loss = try Losses.binaryCrossEntropy(value, x)
      if loss.isNaN {
        try Strays(value)?.refuseProbabilities()
        try Strays(x)?.refuseTargets(of: "binary_cross_entropy")
      }
      return result(try .scalar(Float(loss * scale)), .named("binary_cross_entropy"), [p, target]) { g, inputs in
        let factor = g.pointer[0] * Float(scale)
        try inputs.add(0) { try Losses.binaryCrossEntropyGradient(value, x, scale: factor) }
        try inputs.add(1) { try Losses.logOdds(value).scaled(by: -factor) }
      }
    }
    try Strays(value)?.refuseProbabilities()
    try Strays(x)?.refuseTargets(of: "binary_cross_entropy")
    return result(try Losses.binaryCrossEntropies(value, x), .named("binary_cross_entropy"), [p, target]) { g, inputs in
      try inputs.add(0) { try g * Losses.binaryCrossEntropyGradient(value, x, scale: 1) }
      try inputs.add(1) { try (g * Losses.logOdds(value)).negated() }
    }
  }

  /// The same of probabilities that a network gives. Where they are a recorded sigmoid, the loss is computed from what went into
  /// it instead: exact for saturated probabilities too, and its gradient is simply p - x.
  package static func binaryCrossEntropy(
    ofNetwork p: Variable, _ target: Variable, _ reduction: Reduction
  ) throws -> Variable {
    guard let node = p.node, node.operation == .sigmoid, let logits = node.inputs.first else {
      return try binaryCrossEntropy(p, target, reduction)
    }
    try p.requireShape(of: target, for: "binary_cross_entropy")
    return try binaryCrossEntropy(logits: logits, probabilities: p.value, target, reduction)
  }

  /// Binary cross-entropy from logits l, p = sigmoid(l): Σ max(l, 0) - l·x + log(1 + e^-|l|), which neither overflows nor
  /// needs a clamp.
  package static func binaryCrossEntropyWithLogits(
    _ logits: Variable, _ target: Variable, _ reduction: Reduction
  ) throws -> Variable {
    try logits.requireShape(of: target, for: "binary_cross_entropy_with_logits")
    return try binaryCrossEntropy(logits: logits, probabilities: nil, target, reduction)
  }

  private static func binaryCrossEntropy(
    logits: Variable, probabilities: Tensor?, _ target: Variable, _ reduction: Reduction
  ) throws -> Variable {
    let (l, x) = (logits.value, target.value)
    let name = "binary_cross_entropy" + (probabilities == nil ? "_with_logits" : "")
    guard reduction == .none else {
      let scale = scale(reduction, l.count)
      let loss = try Losses.binaryCrossEntropyWithLogits(l, x)
      if loss.isNaN { try Strays(x)?.refuseTargets(of: name) }
      return result(try .scalar(Float(loss * scale)), .named(name), [logits, target]) { g, inputs in
        let factor = g.pointer[0] * Float(scale)
        try inputs.add(0) { try Losses.scaledDifference(try probabilities ?? l.sigmoid(), x, scale: factor) }
        try inputs.add(1) { try l.scaled(by: -factor) }
      }
    }
    try Strays(x)?.refuseTargets(of: name)
    return try softplus(logits) - logits * target
  }

  /// Σ (x - y)², whose gradient is 2 (x - y).
  package static func meanSquaredError(_ x: Variable, _ y: Variable, _ reduction: Reduction) throws -> Variable {
    try x.requireShape(of: y, for: "mse_loss")
    let (a, b) = (x.value, y.value)
    guard reduction == .none else {
      let scale = scale(reduction, a.count)
      return result(try .scalar(Float(try Losses.squaredError(a, b) * scale)), .named("mse_loss"), [x, y]) {
        g, inputs in
        let factor = 2 * g.pointer[0] * Float(scale)
        try inputs.add(0) { try Losses.scaledDifference(a, b, scale: factor) }
        try inputs.add(1) { try Losses.scaledDifference(b, a, scale: factor) }
      }
    }
    let difference = try x - y
    return try difference * difference
  }

  /// Negative log-density of x under normal distributions: ½ [log var + (x - mean)² / var], with PyTorch's convention of
  /// leaving out ½ log 2π unless `full`.
  package static func gaussianNLL(
    _ mean: Variable, _ x: Variable, _ variance: Variable, full: Bool, _ reduction: Reduction
  ) throws -> Variable {
    let difference = try x - mean
    var loss = try (log(variance) + difference * difference / variance) * constant(0.5)
    if full { loss = try loss + constant(0.918_938_5) }
    return try reduce(loss, reduction)
  }

  /// KL(N(mean, e^logvar) ‖ N(0, 1)) = ½ (mean² + e^logvar - 1 - logvar) for each element (Kingma & Welling 2014, app. B).
  package static func gaussianKL(_ mean: Variable, _ logvar: Variable, _ reduction: Reduction) throws -> Variable {
    try mean.requireShape(of: logvar, for: "kl_divergence")
    let (m, l) = (mean.value, logvar.value)
    guard reduction == .none else {
      let scale = scale(reduction, m.count)
      return result(try .scalar(Float(try Losses.gaussianKL(m, l) * scale)), .named("kl_divergence"), [mean, logvar]) {
        g, inputs in
        let factor = g.pointer[0] * Float(scale)
        try inputs.add(0) { try m.scaled(by: factor) }
        try inputs.add(1) { try l.exp().scaled(by: factor / 2, plus: -factor / 2) }
      }
    }
    return try (mean * mean + exp(logvar) - constant(1) - logvar) * constant(0.5)
  }

  /// mean + e^(logvar / 2) · noise: a sample through which gradients pass (the reparameterization trick).
  package static func reparameterize(_ mean: Variable, _ logvar: Variable, noise: Tensor) throws -> Variable {
    let spread = try logvar.value.scaled(by: 0.5).exp() * noise
    return result(try mean.value + spread, .named("reparameterize"), [mean, logvar]) { g, inputs in
      try inputs.add(0) { g }
      try inputs.add(1) { try (g * spread).scaled(by: 0.5) }
    }
  }

  /// Each element's loss as one number, or as they are.
  package static func reduce(_ loss: Variable, _ reduction: Reduction) throws -> Variable {
    switch reduction {
    case .none: loss
    case .sum: try sum(loss)
    case .mean: try sum(loss) * constant(1 / Float(loss.value.count))
    }
  }

  private static func scale(_ reduction: Reduction, _ count: Int) -> Double {
    reduction == .mean ? 1 / Double(count) : 1
  }

  /// - Throws: ``TensorError`` where a prediction and its target differ.
  package func requireShape(of target: Variable, for operation: String) throws {
    guard shape == target.shape else {
      let suggestion =
        shape.count == target.shape.count
        ? "bring both to one shape: flatten(x) turns images into rows" : "both must have the same shape"
      throw TensorError(
        .shape, operation, "\(operation): the prediction is \(shape) and the target \(target.shape)",
        suggestion: suggestion)
    }
  }
}
