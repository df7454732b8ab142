import Kernels

extension ProcessorKernels {
  package static func adam(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: AdamStep
  ) {
    update(count, Adam(weights: weights, gradients: gradients, first: first, second: second, step: step))
  }

  package static func sgd(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    count: Int, _ step: SGDStep
  ) {
    update(count, SGD(weights: weights, gradients: gradients, first: first, step: step))
  }

  package static func rmsprop(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: RMSpropStep
  ) {
    update(count, RMSprop(weights: weights, gradients: gradients, first: first, second: second, step: step))
  }

  /// Updates vector after vector, the last of which may have fewer lanes.
  @inline(__always)
  private static func update(_ count: Int, _ update: some LaneUpdate) {
    var index = 0
    while index + Lanes.scalarCount <= count {
      update(index, Lanes.scalarCount)
      index += Lanes.scalarCount
    }
    if index < count { update(index, count - index) }
  }
}

/// The update of a vector of weights by the gradients and moments at the same place: a type for the reason that
/// ``LaneFunction`` is one.
private protocol LaneUpdate {
  func callAsFunction(_ index: Int, _ lanes: Int)
}

private struct Adam: LaneUpdate {
  let weights: UnsafeMutablePointer<Float>
  let gradients: UnsafePointer<Float>
  let first, second: UnsafeMutablePointer<Float>
  let step: AdamStep

  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) {
    let w = load(weights + index, lanes)
    let g = load(gradients + index, lanes) + w * step.decay
    let m = load(first + index, lanes) * step.beta1 + g * step.c1
    let v = load(second + index, lanes) * step.beta2 + g * g * step.c2
    store(m, first + index, lanes)
    store(v, second + index, lanes)
    let length = VectorMath.squareRoot(v) * step.scale + step.epsilon
    store(w * step.shrink - m * step.rate / length, weights + index, lanes)
  }
}

private struct SGD: LaneUpdate {
  let weights: UnsafeMutablePointer<Float>
  let gradients: UnsafePointer<Float>
  let first: UnsafeMutablePointer<Float>
  let step: SGDStep

  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) {
    let w = load(weights + index, lanes)
    let g = load(gradients + index, lanes) + w * step.decay
    let m = load(first + index, lanes) * step.kept + g
    store(m, first + index, lanes)
    let direction = if let ahead = step.ahead { g + m * ahead } else { m }
    store(w - direction * step.rate, weights + index, lanes)
  }
}

private struct RMSprop: LaneUpdate {
  let weights: UnsafeMutablePointer<Float>
  let gradients: UnsafePointer<Float>
  let first, second: UnsafeMutablePointer<Float>
  let step: RMSpropStep

  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) {
    let w = load(weights + index, lanes)
    let g = load(gradients + index, lanes) + w * step.decay
    let v = load(second + index, lanes) * step.alpha + g * g * step.added
    // To the last bit, and not as good as Adam needs it: that is what trainings that were saved have gone on with.
    let m = load(first + index, lanes) * step.momentum + g / (Processor.squareRoot(v) + step.epsilon)
    store(v, second + index, lanes)
    store(m, first + index, lanes)
    store(w - m * step.rate, weights + index, lanes)
  }
}
