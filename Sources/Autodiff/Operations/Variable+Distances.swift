import Tensors

extension Variable {
  /// The distances of each row of `a` [batch, n, m] to each of `b` [batch, k, m]: [batch, n, k].
  package static func distances(_ a: Variable, _ b: Variable, power: Float) throws -> Variable {
    let (x, y) = (a.value, b.value)
    let d = try Tensor.distances(x, y, power: power)
    return result(d, .distances(power: power), [a, b]) { g, inputs in
      try inputs.add(0) { try g.distancesGradient(x, y, of: d, power: power, isTurned: false) }
      try inputs.add(1) { try g.distancesGradient(y, x, of: d, power: power, isTurned: true) }
    }
  }
}
