import Kernels

extension ProcessorKernels {
  package static func adam(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: AdamStep
  ) {
    forEachVector(count) { index, lanes in
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

  package static func sgd(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    count: Int, _ step: SGDStep
  ) {
    let (isAhead, ahead) = (step.ahead != nil, step.ahead ?? 0)
    forEachVector(count) { index, lanes in
      let w = load(weights + index, lanes)
      let g = load(gradients + index, lanes) + w * step.decay
      let m = load(first + index, lanes) * step.kept + g
      store(m, first + index, lanes)
      store(w - (isAhead ? g + m * ahead : m) * step.rate, weights + index, lanes)
    }
  }

  package static func rmsprop(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: RMSpropStep
  ) {
    forEachVector(count) { index, lanes in
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
}
