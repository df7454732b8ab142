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
    case .sin: map(Sin(), source, destination, count)
    case .cos: map(Cos(), source, destination, count)
    case .tan: map(Tan(), source, destination, count)
    case .asin: map(Asin(), source, destination, count)
    case .acos: map(Acos(), source, destination, count)
    case .atan: map(Atan(), source, destination, count)
    case .sinh: map(Sinh(), source, destination, count)
    case .cosh: map(Cosh(), source, destination, count)
    case .asinh: map(Asinh(), source, destination, count)
    case .acosh: map(Acosh(), source, destination, count)
    case .atanh: map(Atanh(), source, destination, count)
    case .exp2: map(Exp2(), source, destination, count)
    case .expm1: map(Expm1(), source, destination, count)
    case .erf: map(Erf(), source, destination, count)
    case .erfc: map(Erfc(), source, destination, count)
    case .log2: map(Log2(), source, destination, count)
    case .log10: map(Log10(), source, destination, count)
    case .log1p: map(Log1p(), source, destination, count)
    case .logSigmoid: map(LogSigmoid(), source, destination, count)
    case .mish: map(Mish(), source, destination, count)
    case .softsign: map(Softsign(), source, destination, count)
    case .reciprocalRoot: map(ReciprocalRoot(), source, destination, count)
    case .huber(let delta): map(Huber(delta: delta), source, destination, count)
    case .smoothMagnitude(let width): map(SmoothMagnitude(width: width), source, destination, count)
    case .floor: map(Floor(), source, destination, count)
    case .ceil: map(Ceil(), source, destination, count)
    case .trunc: map(Trunc(), source, destination, count)
    case .frac: map(Frac(), source, destination, count)
    case .nearest: map(Nearest(), source, destination, count)
    case .sign: map(Sign(), source, destination, count)
    case .finite(let nan, let positive, let negative):
      map(Finite(nan: nan, positive: positive, negative: negative), source, destination, count)
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

private struct Sin: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.sin(x) }
}

private struct Cos: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.cos(x) }
}

private struct Tan: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.tan(x) }
}

private struct Asin: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.asin(x) }
}

private struct Acos: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.acos(x) }
}

private struct Atan: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.atan(x) }
}

private struct Sinh: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.sinh(x) }
}

private struct Cosh: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.cosh(x) }
}

private struct Asinh: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.asinh(x) }
}

private struct Acosh: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.acosh(x) }
}

private struct Atanh: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.atanh(x) }
}

private struct Exp2: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.exp2(x) }
}

private struct Expm1: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.expm1(x) }
}

private struct Erf: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.erf(x) }
}

private struct Erfc: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.erfc(x) }
}

private struct Log2: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.log2(x) }
}

private struct Log10: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.log10(x) }
}

private struct Log1p: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.log1pOfAny(x) }
}

private struct LogSigmoid: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { VectorMath.logSigmoid(x) }
}

private struct Mish: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x * VectorMath.tanhOfSoftplus(x) }
}

private struct Softsign: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x / (VectorMath.magnitude(x) + 1) }
}

private struct ReciprocalRoot: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { 1 / Processor.squareRoot(x) }
}

private struct Huber: LaneFunction {
  let delta: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    let size = VectorMath.magnitude(x)
    return ((size - 0.5 * delta) * delta).replacing(with: size * 0.5 * size, where: size .<= delta)
  }
}

private struct SmoothMagnitude: LaneFunction {
  let width: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    let size = VectorMath.magnitude(x)
    return (size - 0.5 * width).replacing(with: size * 0.5 * size / width, where: size .< width)
  }
}

private struct Floor: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x.rounded(.down) }
}

private struct Ceil: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x.rounded(.up) }
}

private struct Trunc: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x.rounded(.towardZero) }
}

private struct Frac: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x - x.rounded(.towardZero) }
}

private struct Nearest: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x.rounded(.toNearestOrEven) }
}

private struct Sign: LaneFunction {
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    Lanes(repeating: 0).replacing(with: 1, where: x .> 0).replacing(with: -1, where: x .< 0)
  }
}

private struct Finite: LaneFunction {
  let nan, positive, negative: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes {
    x.replacing(with: nan, where: x .!= x).replacing(with: positive, where: x .== .infinity)
      .replacing(with: negative, where: x .== -.infinity)
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
