import Tensors

extension Variable {
  /// e^x
  package static func exp(_ x: Variable) throws -> Variable {
    let y = try x.value.exp()
    return result(y, .other, [x]) { g, inputs in
      try inputs.add(0) { try g * y }
    }
  }

  /// The natural logarithm.
  package static func log(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.log(), .other, [x]) { g, inputs in
      try inputs.add(0) { try g / value }
    }
  }

  package static func sqrt(_ x: Variable) throws -> Variable {
    let y = try x.value.sqrt()
    return result(y, .other, [x]) { g, inputs in
      try inputs.add(0) { try g.scaled(by: 0.5) / y }
    }
  }

  /// |x|; the slope at 0 is taken as 0.
  package static func abs(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.abs(), .other, [x]) { g, inputs in
      try inputs.add(0) {
        let zero = try Tensor.scalar(0)
        return try g * (Tensor.compare(value, .greater, zero) - Tensor.compare(value, .less, zero))
      }
    }
  }

  /// 1 / (1 + e^-x)
  package static func sigmoid(_ x: Variable) throws -> Variable {
    let y = try x.value.sigmoid()
    return result(y, .sigmoid, [x]) { g, inputs in
      try inputs.add(0) { try g * (y - y * y) }
    }
  }

  package static func tanh(_ x: Variable) throws -> Variable {
    let y = try x.value.tanh()
    return result(y, .other, [x]) { g, inputs in
      try inputs.add(0) { try g * (y * y).scaled(by: -1, plus: 1) }
    }
  }

  /// max(x, 0); the slope at 0 is 0.
  package static func relu(_ x: Variable) throws -> Variable {
    let y = try x.value.relu()
    return result(y, .other, [x]) { g, inputs in
      try inputs.add(0) { try g.masked(byPositive: y) }
    }
  }

  /// x where positive, slope · x elsewhere.
  package static func leakyRelu(_ x: Variable, slope: Float) throws -> Variable {
    let value = x.value
    let positive = try Tensor.compare(value, .greater, try .scalar(0))
    return result(try Tensor.choose(positive, value, try value.scaled(by: slope)), .other, [x]) { g, inputs in
      try inputs.add(0) { try Tensor.choose(positive, g, try g.scaled(by: slope)) }
    }
  }

  /// log(1 + e^x)
  package static func softplus(_ x: Variable) throws -> Variable {
    let value = x.value
    return result(try value.softplus(), .other, [x]) { g, inputs in
      try inputs.add(0) { try g * value.sigmoid() }
    }
  }

  /// x · sigmoid(x)
  package static func silu(_ x: Variable) throws -> Variable { try x * sigmoid(x) }

  /// x held within low...high; no gradient passes where it was held.
  package static func clamp(_ x: Variable, _ low: Float, _ high: Float) throws -> Variable {
    let value = x.value
    return result(try value.clamped(low, high), .other, [x]) { g, inputs in
      try inputs.add(0) {
        let inside =
          try Tensor.compare(value, .greaterOrEqual, .scalar(low))
          * Tensor.compare(value, .lessOrEqual, .scalar(high))
        return try g * inside
      }
    }
  }

  /// The same value, from which no gradient passes back.
  package static func detach(_ x: Variable) -> Variable { Variable(x.value) }
}
