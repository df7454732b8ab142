import Tensors

extension Variable {
  /// e^x
  package static func exp(_ x: Variable) throws -> Variable {
    let y = try x.value.exp()
    return result(y, .exp, [x]) { g, inputs in
      try inputs.add(0) { try g * y }
    }
  }

  /// The natural logarithm.
  package static func log(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.log(), .log, [x]) { g, inputs in
      try inputs.add(0) { try g / value }
    }
  }

  package static func sqrt(_ x: Variable) throws -> Variable {
    let y = try x.value.sqrt()
    return result(y, .sqrt, [x]) { g, inputs in
      try inputs.add(0) { try g.times(.sqrt(y: y)) }
    }
  }

  /// |x|; the slope at 0 is taken as 0.
  package static func abs(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.abs(), .abs, [x]) { g, inputs in
      try inputs.add(0) { try g.times(.abs(x: value)) }
    }
  }

  /// 1 / (1 + e^-x)
  package static func sigmoid(_ x: Variable) throws -> Variable {
    let y = try x.value.sigmoid()
    return result(y, .sigmoid, [x]) { g, inputs in
      try inputs.add(0) { try g.times(.sigmoid(y: y)) }
    }
  }

  package static func tanh(_ x: Variable) throws -> Variable {
    let y = try x.value.tanh()
    return result(y, .tanh, [x]) { g, inputs in
      try inputs.add(0) { try g.times(.tanh(y: y)) }
    }
  }

  /// max(x, 0); the slope at 0 is 0.
  package static func relu(_ x: Variable) throws -> Variable {
    let y = try x.value.relu()
    return result(y, .relu, [x]) { g, inputs in
      try inputs.add(0) { try g.times(.relu(y: y)) }
    }
  }

  /// x where positive, slope · x elsewhere.
  package static func leakyRelu(_ x: Variable, slope: Float) throws -> Variable {
    let value = x.value
    return result(try value.leakyRelu(slope: slope), .leakyRelu(slope: slope), [x]) { g, inputs in
      try inputs.add(0) { try g.times(.leakyRelu(x: value, slope: slope)) }
    }
  }

  /// log(1 + e^x)
  package static func softplus(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.softplus(), .softplus, [x]) { g, inputs in
      try inputs.add(0) { try g.times(.softplus(x: value)) }
    }
  }

  /// x · sigmoid(x)
  package static func silu(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.silu(), .silu, [x]) { g, inputs in
      try inputs.add(0) { try g.times(.silu(x: value)) }
    }
  }

  /// x held within low...high; no gradient passes where it was held.
  package static func clamp(_ x: Variable, _ low: Float, _ high: Float) throws -> Variable {
    let value = x.value
    return result(try value.clamped(low, high), .clamp(low: low, high: high), [x]) { g, inputs in
      try inputs.add(0) { try g.times(.clamp(x: value, low: low, high: high)) }
    }
  }

  /// The nearest multiple of 1 / scale, an even one of two; between its steps it is constant, and the slope 0.
  package static func round(_ x: Variable, scale: Float) throws -> Variable {
    let shape = x.shape
    // Divided, not multiplied by the reciprocal: 2.5 has an exact tenth, 0.1 has none.
    let value = try scale == 1 ? x.value.rounded() : x.value.scaled(by: scale).rounded() / .scalar(scale)
    return result(value, .round(scale: scale), [x]) { _, inputs in
      try inputs.add(0) { try .zeros(shape) }
    }
  }

  /// A function of every element.
  package static func pointwise(_ x: Variable, _ function: PointwiseFunction) throws -> Variable {
    let value = x.value
    return result(try function.value(of: value), .pointwise(function), [x]) { g, inputs in
      try inputs.add(0) { try function.gradient(g, at: value) }
    }
  }

  /// Other numbers in place of x, of its shape, whose gradient passes to x as it is: the straight-through estimator (Bengio et
  /// al. 2013, 4).
  package static func straightThrough(_ value: Tensor, _ x: Variable) -> Variable {
    result(value, .named("straight_through"), [x]) { g, inputs in
      try inputs.add(0) { g }
    }
  }

  /// x as a constant: no gradient passes back through it.
  package static func detach(_ x: Variable) -> Variable {
    constant(x.value, .reshape(x.shape), [x])
  }
}
