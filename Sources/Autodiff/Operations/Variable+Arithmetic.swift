import Tensors

// Operands broadcast; each gradient is summed back to its operand's shape.

extension Variable {
  package static func + (a: Variable, b: Variable) throws -> Variable {
    let (aShape, bShape) = (a.shape, b.shape)
    return result(try a.value + b.value, .add, [a, b]) { g, inputs in
      try inputs.add(0) { try g.reduced(to: aShape) }
      try inputs.add(1) { try g.reduced(to: bShape) }
    }
  }

  package static func - (a: Variable, b: Variable) throws -> Variable {
    let (aShape, bShape) = (a.shape, b.shape)
    return result(try a.value - b.value, .subtract, [a, b]) { g, inputs in
      try inputs.add(0) { try g.reduced(to: aShape) }
      try inputs.add(1) { try g.negated().reduced(to: bShape) }
    }
  }

  package static func * (a: Variable, b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try x * y, .multiply, [a, b]) { g, inputs in
      try inputs.add(0) { try (g * y).reduced(to: x.shape) }
      try inputs.add(1) { try (g * x).reduced(to: y.shape) }
    }
  }

  package static func / (a: Variable, b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try x / y, .divide, [a, b]) { g, inputs in
      try inputs.add(0) { try (g / y).reduced(to: x.shape) }
      // Divided twice: y² of a small y would vanish.
      try inputs.add(1) { try (g * (x / y / y)).negated().reduced(to: y.shape) }
    }
  }

  /// a - ⌊a/b⌋ · b, the remainder with the sign of the divisor. ⌊a/b⌋ is constant between its steps: d/da = 1 and
  /// d/db = -⌊a/b⌋.
  package static func remainder(_ a: Variable, _ b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try Tensor.remainder(x, y), .remainder, [a, b]) { g, inputs in
      try inputs.add(0) { try g.reduced(to: x.shape) }
      try inputs.add(1) { try (g * Tensor.floorDivide(x, y)).negated().reduced(to: y.shape) }
    }
  }

  /// a - trunc(a/b) · b, the remainder with the sign of a.
  package static func fmod(_ a: Variable, _ b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try Tensor.truncatedRemainder(x, y), .fmod, [a, b]) { g, inputs in
      try inputs.add(0) { try g.reduced(to: x.shape) }
      try inputs.add(1) { try (g * Tensor.truncatedQuotient(x, y)).negated().reduced(to: y.shape) }
    }
  }

  /// The angle of the point (b, a), from -π to π.
  package static func atan2(_ a: Variable, _ b: Variable) throws -> Variable {
    let (y, x) = (a.value, b.value)
    return result(try Tensor.arctangent(y, x), .named("atan2"), [a, b]) { g, inputs in
      // At the origin there is no angle, and no slope.
      let squares = try y * y + x * x
      let scaled = try Tensor.choose(Tensor.compare(squares, .equal, .scalar(0)), .scalar(0), g / squares)
      try inputs.add(0) { try (scaled * x).reduced(to: y.shape) }
      try inputs.add(1) { try (scaled * y).negated().reduced(to: x.shape) }
    }
  }

  /// log(e^a + e^b), whose gradient is shared by the softmax of the two.
  package static func logAddExp(_ a: Variable, _ b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try Tensor.logAddExp(x, y), .named("logaddexp"), [a, b]) { g, inputs in
      try inputs.add(0) { try (g / (y - x).exp().scaled(by: 1, plus: 1)).reduced(to: x.shape) }
      try inputs.add(1) { try (g / (x - y).exp().scaled(by: 1, plus: 1)).reduced(to: y.shape) }
    }
  }

  /// a + weight · (b - a), from the nearer end, so that it is b at weight 1.
  package static func lerp(_ a: Variable, _ b: Variable, _ weight: Variable) throws -> Variable {
    let (x, y, w) = (a.value, b.value, weight.value)
    let difference = try y - x
    let rest = try w.scaled(by: -1, plus: 1)
    // From the end that is nearer, so that both are met.
    let value: Tensor
    if w.count == 1 {
      value = try w.pointer[0] < 0.5 ? x + w * difference : y - difference * rest
    } else {
      let isNear = try Tensor.compare(w, .less, .scalar(0.5))
      value = try Tensor.choose(isNear, x + w * difference, y - difference * rest)
    }
    return result(value, .named("lerp"), [a, b, weight]) { g, inputs in
      try inputs.add(0) { try (g * rest).reduced(to: x.shape) }
      try inputs.add(1) { try (g * w).reduced(to: y.shape) }
      try inputs.add(2) { try (g * difference).reduced(to: w.shape) }
    }
  }

  /// a · log b, and 0 where a is 0. The slope in a is taken as 0 where a is 0 and b not positive, as PyTorch does.
  package static func xlogy(_ a: Variable, _ b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(try Tensor.xlogy(x, y), .named("xlogy"), [a, b]) { g, inputs in
      try inputs.add(0) {
        let zero = try Tensor.scalar(0)
        let isFlat = try Tensor.compare(x, .equal, zero) * Tensor.compare(y, .lessOrEqual, zero)
        return try Tensor.choose(isFlat, zero, Tensor.xlogy(g, y)).reduced(to: x.shape)
      }
      try inputs.add(1) { try (g * x / y).reduced(to: y.shape) }
    }
  }

  /// a^b. d/da = b · a^(b-1); d/db = a^b · log a, taken as 0 where a is 0 and b not negative, as PyTorch does.
  package static func power(_ a: Variable, _ b: Variable) throws -> Variable {
    let (x, y) = (a.value, b.value)
    let power = try Tensor.power(x, y)
    return result(power, .power, [a, b]) { g, inputs in
      let zero = try Tensor.scalar(0)
      try inputs.add(0) {
        // x⁰ is 1 everywhere, at 0 too, where 0 · 0⁻¹ would not be a number.
        let slope = try y * Tensor.power(x, try y.scaled(by: 1, plus: -1))
        return try (g * Tensor.choose(try Tensor.compare(y, .equal, zero), zero, slope)).reduced(to: x.shape)
      }
      try inputs.add(1) {
        let slope = try power * x.log()
        let isFlat = try Tensor.compare(x, .equal, zero) * Tensor.compare(y, .greaterOrEqual, zero)
        return try (g * Tensor.choose(isFlat, zero, slope)).reduced(to: y.shape)
      }
    }
  }

  package static func negated(_ x: Variable) throws -> Variable {
    result(try x.value.negated(), .negated, [x]) { g, inputs in
      try inputs.add(0) { try g.negated() }
    }
  }

  /// The larger of each pair; where they are equal, each gets half of the gradient, as in PyTorch.
  package static func maximum(_ a: Variable, _ b: Variable) throws -> Variable {
    try extreme(try Tensor.maximum(a.value, b.value), .less, a, b)
  }

  /// The smaller of each pair; where they are equal, each gets half of the gradient.
  package static func minimum(_ a: Variable, _ b: Variable) throws -> Variable {
    try extreme(try Tensor.minimum(a.value, b.value), .greater, a, b)
  }

  private static func extreme(
    _ value: Tensor, _ loses: Tensor.Comparison, _ a: Variable, _ b: Variable
  ) throws -> Variable {
    let (x, y) = (a.value, b.value)
    return result(value, loses == .less ? .maximum : .minimum, [a, b]) { g, inputs in
      // Of a pair with NaN neither loses, and both get all of it.
      let share = try Tensor.compare(x, .equal, y).scaled(by: -0.5, plus: 1)
      try inputs.add(0) { try (g * (share - Tensor.compare(x, loses, y))).reduced(to: x.shape) }
      try inputs.add(1) { try (g * (share - Tensor.compare(y, loses, x))).reduced(to: y.shape) }
    }
  }

  /// x held between bounds of its own for each element; where they contradict each other, the upper one holds.
  ///
  /// The gradient goes to x between the bounds and to the bound that holds elsewhere. On a bound both get half of it, and x
  /// all of it where both bounds are one, as in PyTorch.
  package static func clamp(_ x: Variable, from low: Variable, to high: Variable) throws -> Variable {
    let (value, least, most) = (x.value, low.value, high.value)
    let held = try Tensor.minimum(Tensor.maximum(value, least), most)
    return result(held, .clampBetween, [x, low, high]) { g, inputs in
      let half = try Tensor.compare(least, .less, most).scaled(by: 0.5)
      let toLow =
        try Tensor.compare(value, .less, least) * Tensor.compare(least, .lessOrEqual, most)
        + Tensor.compare(value, .equal, least) * half
      let toHigh =
        try Tensor.maximum(Tensor.compare(value, .greater, most), Tensor.compare(most, .less, least))
        + Tensor.compare(value, .equal, most) * half
      try inputs.add(0) { try (g * (toLow + toHigh).scaled(by: -1, plus: 1)).reduced(to: value.shape) }
      try inputs.add(1) { try (g * toLow).reduced(to: least.shape) }
      try inputs.add(2) { try (g * toHigh).reduced(to: most.shape) }
    }
  }

  /// `a` where the condition is not 0, `b` elsewhere.
  package static func choose(_ condition: Variable, _ a: Variable, _ b: Variable) throws -> Variable {
    let (mask, aShape, bShape) = (condition.value, a.shape, b.shape)
    return result(try Tensor.choose(mask, a.value, b.value), .choose, [a, b], written: [condition, a, b]) { g, inputs in
      let zero = try Tensor.scalar(0)
      try inputs.add(0) { try Tensor.choose(mask, g, zero).reduced(to: aShape) }
      try inputs.add(1) { try Tensor.choose(mask, zero, g).reduced(to: bShape) }
    }
  }
}
