import Autodiff
import Datasets
import Networks
import Tensors

/// The gradient of the negative ELBO beside finite differences of it, for each parameter of a model.
package struct GradientCheck: Sendable {
  package struct Row: Sendable {
    /// `encoder.0.weight`
    package let name: String
    package let shape: Shape
    /// The derivative along the gradient's own direction, as the backward pass says and as two evaluations say.
    package let backward, differences: Double
    /// The largest difference of two evaluations that rounding alone can make.
    let rounding: Double
    /// The length of the whole model's gradient.
    let whole: Double

    /// How far apart they are beyond rounding, as a share of the larger; 0 where both vanish. A parameter whose part of
    /// the whole gradient is below a hundredth is measured by that hundredth: a kink weighs more there than its slope.
    package var error: Double {
      let larger = max(abs(backward), abs(differences), 0.01 * whole)
      return larger > 0 ? max(0, abs(backward - differences) - rounding) / larger : 0
    }
  }

  package let rows: [Row]

  /// Single precision and kinks leave so much between the two where both are right.
  package static let tolerance = 0.02

  package var worst: Row? { rows.max { $0.error < $1.error } }
}

extension VariationalAutoencoder {
  /// Compares gradients on images x [batch, channels, height, width], with the noise held fixed and layers as in
  /// evaluation. All parameters and statistics are afterwards as they were.
  ///
  /// - Parameter y: what a conditional model is told of each, [images, classes].
  /// - Throws: what `check`, called between parameters, throws.
  package func checkGradient(
    _ x: Tensor, _ y: Tensor? = nil, noise: Philox, check: () throws -> Void
  ) throws -> GradientCheck {
    let before = try snapshot()
    defer {
      for parameter in parameters { parameter.clearGradient() }
    }
    return try inEvaluation { try compareGradients(x, y, noise, check, restoring: before) }
  }

  private func compareGradients(
    _ x: Tensor, _ y: Tensor?, _ noise: Philox, _ check: () throws -> Void, restoring before: Snapshot
  ) throws -> GradientCheck {
    // Added up in double precision, or the rounding of the sum would hide the small derivatives.
    func value() throws -> Double {
      try Recording.off {
        let encoding = try encode(Variable(x), y)
        let draw = try posterior.draw(encoding, noise: noise.normal(encoding.mean.shape))
        let divergence = try closedDivergence(encoding, .none) ?? self.divergence(draw, encoding)
        let terms = try decode(draw.z, y).loss(Variable(x), .none).value.array + divergence.value.array
        return terms.reduce(0) { $0 + Double($1) }
      }
    }
    for parameter in parameters { parameter.clearGradient() }
    let batch = try CodedBatch(self, Variable(x), y) { try noise.normal($0) }
    let start = try EvidenceLowerBound().loss(batch).loss
    try start.backward()
    // Rounded are terms of about 1 for every pixel, though a density may let them add up to nothing.
    let size = max(abs(Double(try start.value.item())), Double(x.count))
    let whole = try parameters.reduce(0) { try $0 + ($1.gradient.map { try ($0 * $0).total() } ?? 0) }.squareRoot()
    do {
      let rows = try namedParameters.map { name, parameter in
        try check()
        let (direction, slope) = try direction(of: parameter, noise)
        let middle = try parameter.value.copy()
        func row(_ change: Double) throws -> GradientCheck.Row {
          let step = min(0.002, change * size / max(slope, 1e-6))
          try parameter.assign(try middle + direction.scaled(by: Float(step)))
          let above = try value()
          try parameter.assign(try middle - direction.scaled(by: Float(step)))
          let below = try value()
          try parameter.assign(middle)
          return GradientCheck.Row(
            name: name, shape: parameter.shape, backward: slope, differences: (above - below) / (2 * step),
            rounding: 2e-8 * size / step, whole: whole)
        }
        // A step that changes the loss far above its rounding. Where a ReLU has its kink within it, a shorter one may
        // not reach that; a gradient that is wrong is wrong for both.
        let first = try row(2e-5)
        guard first.error > GradientCheck.tolerance else { return first }
        let second = try row(2e-6)
        return second.error < first.error ? second : first
      }
      try restore(before)
      return GradientCheck(rows: rows)
    } catch {
      try restore(before)
      throw error
    }
  }

  /// The gradient's direction as a vector of length 1, and its length; any direction where it is zero.
  private func direction(of parameter: LearnedParameter, _ noise: Philox) throws -> (Tensor, Double) {
    let gradient = try parameter.gradient?.copy() ?? .zeros(parameter.shape)
    let length = try (gradient * gradient).total().squareRoot()
    if length > 0 { return (try gradient.scaled(by: Float(1 / length)), length) }
    let any = try noise.normal(parameter.shape)
    return (try any.scaled(by: Float(1 / (any * any).total().squareRoot())), 0)
  }
}
