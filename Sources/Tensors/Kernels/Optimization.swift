import Glibc
import Kernels

/// The passes of optimizers over parameters: everything in one reading and one writing of memory.
package enum Optimization {
  /// Adam: m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², w ← w - lr · m̂ / (√v̂ + ε), where m̂ = m / (1-β₁ᵗ), v̂ = v / (1-β₂ᵗ).
  package static func adam(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>,
    _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>, count: Int, step: Int,
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double, decoupled: Bool
  ) {
    let correction1 = 1 - pow(beta1, Double(step))
    let correction2 = 1 - pow(beta2, Double(step))
    let step = AdamStep(
      decay: decoupled ? 0 : Float(weightDecay), beta1: Float(beta1), beta2: Float(beta2),
      // 1 - β in double precision first: 1 - 0.999 has few good bits in single.
      c1: Float(1 - beta1), c2: Float(1 - beta2), rate: Float(learningRate / correction1),
      scale: Float(1 / correction2.squareRoot()), epsilon: Float(epsilon),
      shrink: decoupled ? Float(1 - learningRate * weightDecay) : 1)
    let kernels = Processor.kernels
    Partition.elementsInPlace(count) { range in
      let start = range.lowerBound
      kernels.adam(weights + start, gradients + start, first + start, second + start, count: range.count, step)
    }
  }

  /// Gradient descent with momentum: m ← μm + g, w ← w - lr · m; Nesterov's takes g + μm in place of m.
  package static func sgd(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    count: Int, learningRate: Double, momentum: Double, nesterov: Bool, weightDecay: Double, isFirst: Bool
  ) {
    let step = SGDStep(
      decay: Float(weightDecay), kept: isFirst ? 0 : Float(momentum), ahead: nesterov ? Float(momentum) : nil,
      rate: Float(learningRate))
    let kernels = Processor.kernels
    Partition.elementsInPlace(count) { range in
      let start = range.lowerBound
      kernels.sgd(weights + start, gradients + start, first + start, count: range.count, step)
    }
  }

  /// RMSprop (Tieleman & Hinton 2012): v ← αv + (1-α)g², m ← μm + g / (√v + ε), w ← w - lr · m.
  package static func rmsprop(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, learningRate: Double, smoothing: Double, epsilon: Double,
    momentum: Double, weightDecay: Double
  ) {
    let step = RMSpropStep(
      decay: Float(weightDecay), alpha: Float(smoothing),
      // 1 - α in double precision first: 1 - 0.99 has few good bits in single.
      added: Float(1 - smoothing), momentum: Float(momentum), epsilon: Float(epsilon), rate: Float(learningRate))
    let kernels = Processor.kernels
    Partition.elementsInPlace(count) { range in
      let start = range.lowerBound
      kernels.rmsprop(
        weights + start, gradients + start, first + start, second + start, count: range.count, step)
    }
  }

  /// Whether no element is infinite or NaN.
  package static func isFinite(_ values: UnsafePointer<Float>, count: Int) throws -> Bool {
    let kernels = Processor.kernels
    return try Loops.sumOfBlocks(count: count) { kernels.areFinite(values + $0.lowerBound, count: $0.count) ? 0 : 1 }
      == 0
  }

  /// The sum of the squares, each in single precision: infinite where one is beyond it, NaN where an element is.
  package static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) throws -> Double {
    try Loops.sum(.product, values, values, count: count)
  }

  /// The sum of the squares, each in double precision, which holds those of all floats: infinite or NaN where an element
  /// is, and slow.
  package static func sumOfSquaresInDouble(_ values: UnsafePointer<Float>, count: Int) throws -> Double {
    try Loops.sumOfBlocks(count: count) { block in
      block.reduce(0) { $0 + Double(values[$1]) * Double(values[$1]) }
    }
  }

  /// Multiplies all elements in place.
  package static func scale(_ values: UnsafeMutablePointer<Float>, count: Int, by factor: Double) {
    let kernels = Processor.kernels
    withUnsafePointer(to: Float(factor)) { factor in
      Partition.elementsInPlace(count) { range in
        let part = values + range.lowerBound
        kernels.combine(.multiply, Operand(part), Operand(factor, moves: false), into: part, count: range.count)
      }
    }
  }
}
