import Tensors

// Operands broadcast; each gradient is summed back to its operand's shape.

extension Variable {
  package static func + (a: Variable, b: Variable) throws -> Variable {
    let (aShape, bShape) = (a.shape, b.shape)
    return result(try a.value + b.value, .other, [a, b]) { g, inputs in
      try inputs.add(0) { try g.reduced(to: aShape) }
      try inputs.add(1) { try g.reduced(to: bShape) }
    }
  }

  package static func - (a: Variable, b: Variable) throws -> Variable {
    let (aShape, bShape) = (a.shape, b.shape)
    return result(try a.value - b.value, .other, [a, b]) { g, inputs in
      try inputs.add(0) { try g.reduced(to: aShape) }
      try inputs.add(1) { try g.negated().reduced(to: bShape) }
    }
  }

  package static func * (a: Variable, b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try x * y, .other, [a, b]) { g, inputs in
      try inputs.add(0) { try (g * y).reduced(to: x.shape) }
      try inputs.add(1) { try (g * x).reduced(to: y.shape) }
    }
  }

  package static func / (a: Variable, b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try x / y, .other, [a, b]) { g, inputs in
      try inputs.add(0) { try (g / y).reduced(to: x.shape) }
      try inputs.add(1) { try (g * x / (y * y)).negated().reduced(to: y.shape) }
    }
  }

  /// a^b. d/da = b · a^(b-1); d/db = a^b · log a, taken as 0 where a is 0, as PyTorch does.
  package static func power(_ a: Variable, _ b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    let power = try Tensor.power(x, y)
    return result(power, .other, [a, b]) { g, inputs in
      let zero = try Tensor.scalar(0)
      try inputs.add(0) {
        // x⁰ is 1 everywhere, at 0 too, where 0 · 0⁻¹ would not be a number.
        let slope = try y * Tensor.power(x, try y.scaled(by: 1, plus: -1))
        return try (g * Tensor.choose(try Tensor.compare(y, .equal, zero), zero, slope)).reduced(to: x.shape)
      }
      try inputs.add(1) {
        let slope = try power * x.log()
        return try (g * Tensor.choose(try Tensor.compare(x, .equal, zero), zero, slope)).reduced(to: y.shape)
      }
    }
  }

  package static func negated(_ x: Variable) throws -> Variable {
    result(try x.value.negated(), .other, [x]) { g, inputs in
      try inputs.add(0) { try g.negated() }
    }
  }

  /// The larger of each pair; where they are equal, each gets half of the gradient, as in PyTorch.
  package static func maximum(_ a: Variable, _ b: Variable) throws -> Variable {
    try extreme(try Tensor.maximum(a.value, b.value), .greater, a, b)
  }

  /// The smaller of each pair; where they are equal, each gets half of the gradient.
  package static func minimum(_ a: Variable, _ b: Variable) throws -> Variable {
    try extreme(try Tensor.minimum(a.value, b.value), .less, a, b)
  }

  private static func extreme(
    _ value: Tensor, _ wins: Tensor.Comparison, _ a: Variable, _ b: Variable
  ) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(value, .other, [a, b]) { g, inputs in
      let half = try Tensor.compare(x, .equal, y).scaled(by: 0.5)
      try inputs.add(0) { try (g * (Tensor.compare(x, wins, y) + half)).reduced(to: x.shape) }
      try inputs.add(1) { try (g * (Tensor.compare(y, wins, x) + half)).reduced(to: y.shape) }
    }
  }

  /// `a` where the condition is not 0, `b` elsewhere.
  package static func choose(_ condition: Variable, _ a: Variable, _ b: Variable) throws -> Variable {
    let (mask, aShape, bShape) = (condition.value, a.shape, b.shape)
    return result(try Tensor.choose(mask, a.value, b.value), .other, [a, b]) { g, inputs in
      let zero = try Tensor.scalar(0)
      try inputs.add(0) { try Tensor.choose(mask, g, zero).reduced(to: aShape) }
      try inputs.add(1) { try Tensor.choose(mask, zero, g).reduced(to: bShape) }
    }
  }
}
