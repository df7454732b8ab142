import Kernels

extension ProcessorKernels {
  package static func apply(
    _ function: ElementFunction, _ source: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    switch function {
    case .exp: map(Exp(), source, destination, count)
    case .log: map(Log(), source, destination, count)
    case .sigmoid: map(Sigmoid(), source, destination, count)
    case .softplus: map(Softplus(), source, destination, count)
    case .tanh: map(Tanh(), source, destination, count)
    case .silu: map(Silu(), source, destination, count)
    case .gelu: map(Gelu(), source, destination, count)
    case .geluTanh: map(GeluTanh(), source, destination, count)
    case .elu(let alpha, let scale, let width):
      map(Elu(alpha: alpha, scale: scale, width: width), source, destination, count)
    case .squareRoot: map(SquareRoot(), source, destination, count)
    case .magnitude: map(Magnitude(), source, destination, count)
    case .negated: map(Negated(), source, destination, count)
    case .square: map(Square(), source, destination, count)
    case .cube: map(Cube(), source, destination, count)
    case .reciprocal: map(Reciprocal(), source, destination, count)
    case .relu: map(Relu(), source, destination, count)
    case .leakyRelu(let slope): map(LeakyRelu(slope: slope), source, destination, count)
    case .clamp(let low, let high): map(Clamp(low: low, high: high), source, destination, count)
    case .affine(let a, let b): map(Affine(a: a, b: b), source, destination, count)
    case .centeredAffine(let center, let a, let b):
      map(CenteredAffine(center: center, a: a, b: b), source, destination, count)
    case .logOdds: map(LogOdds(), source, destination, count)
    }
  }

  static func map(
    _ f: some LaneFunction, _ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    var index = 0
    while index < count {
      let lanes = min(Lanes.scalarCount, count - index)
      store(f(load(source + index, lanes)), destination + index, lanes)
      index += Lanes.scalarCount
    }
  }
}

private struct Exp: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.exp(x) }
}

private struct Log: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.log(x) }
}

private struct Sigmoid: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.sigmoid(x) }
}

private struct Softplus: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.softplus(x) }
}

private struct Tanh: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.tanh(x) }
}

private struct Silu: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * VectorMath.sigmoid(x) }
}

private struct Gelu: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * VectorMath.normalDistribution(x) }
}

private struct GeluTanh: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * VectorMath.sigmoid(VectorMath.geluArgument(x)) }
}

private struct Elu: LaneFunction {
  let alpha, scale, width: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    (VectorMath.expm1OfNegative(x / width) * (alpha * scale)).replacing(with: x * scale, where: x .> 0)
  }
}

private struct SquareRoot: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { Processor.squareRoot(x) }
}

private struct Magnitude: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.magnitude(x) }
}

private struct Negated: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { -x }
}

private struct Square: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * x }
}

private struct Cube: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * x * x }
}

private struct Reciprocal: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { 1 / x }
}

private struct Relu: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.atLeast(x, 0) }
}

private struct LogOdds: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    VectorMath.atLeast(VectorMath.log(x), -100) - VectorMath.atLeast(VectorMath.log(1 - x), -100)
  }
}

private struct LeakyRelu: LaneFunction {
  let slope: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x.replacing(with: x * slope, where: x .< 0) }
}

private struct Clamp: LaneFunction {
  let low, high: Float
  // As max and min are nested in PyTorch: where low is above high, high wins.
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    let held = VectorMath.atLeast(x, low)
    return held.replacing(with: high, where: held .> high)
  }
}

private struct Affine: LaneFunction {
  let a, b: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * a + b }
}

private struct CenteredAffine: LaneFunction {
  let center, a, b: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { (x - center) * a + b }
}
