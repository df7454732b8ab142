import Kernels

extension ProcessorKernels {
  package static func combine(
    _ function: PairFunction, _ left: Operand, _ right: Operand, into destination: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    let pairs = Pairs(left: left, right: right, destination: destination, count: count)
    switch function {
    case .add: pairs.map(Add())
    case .subtract: pairs.map(Subtract())
    case .multiply: pairs.map(Multiply())
    case .divide: pairs.map(Divide())
    case .addRelu: pairs.map(AddRelu())
    case .maximum: pairs.map(Maximum())
    case .minimum: pairs.map(Minimum())
    case .equal: pairs.map(Equal())
    case .notEqual: pairs.map(NotEqual())
    case .less: pairs.map(Less())
    case .lessOrEqual: pairs.map(LessOrEqual())
    case .greater: pairs.map(Greater())
    case .greaterOrEqual: pairs.map(GreaterOrEqual())
    case .reluGradient: pairs.map(ReluGradient())
    case .leakyReluGradient(let slope): pairs.map(LeakyReluGradient(slope: slope))
    case .clampGradient(let low, let high): pairs.map(ClampGradient(low: low, high: high))
    case .sigmoidGradient: pairs.map(SigmoidGradient())
    case .tanhGradient: pairs.map(TanhGradient())
    case .softplusGradient: pairs.map(SoftplusGradient())
    case .siluGradient: pairs.map(SiluGradient())
    case .geluGradient: pairs.map(GeluGradient())
    case .geluTanhGradient: pairs.map(GeluTanhGradient())
    case .eluGradient(let alpha, let scale, let width):
      pairs.map(EluGradient(alpha: alpha, scale: scale, width: width))
    case .sinGradient: pairs.map(SinGradient())
    case .cosGradient: pairs.map(CosGradient())
    case .tanGradient: pairs.map(TanGradient())
    case .asinGradient: pairs.map(AsinGradient())
    case .acosGradient: pairs.map(AcosGradient())
    case .atanGradient: pairs.map(AtanGradient())
    case .sinhGradient: pairs.map(SinhGradient())
    case .coshGradient: pairs.map(CoshGradient())
    case .asinhGradient: pairs.map(AsinhGradient())
    case .acoshGradient: pairs.map(AcoshGradient())
    case .atanhGradient: pairs.map(AtanhGradient())
    case .exp2Gradient: pairs.map(Exp2Gradient())
    case .expm1Gradient: pairs.map(Expm1Gradient())
    case .erfGradient: pairs.map(ErfGradient())
    case .log1pGradient: pairs.map(Log1pGradient())
    case .logSigmoidGradient: pairs.map(LogSigmoidGradient())
    case .mishGradient: pairs.map(MishGradient())
    case .softsignGradient: pairs.map(SoftsignGradient())
    case .reciprocalRootGradient: pairs.map(ReciprocalRootGradient())
    case .huberGradient(let delta): pairs.map(HuberGradient(delta: delta))
    case .smoothMagnitudeGradient(let width): pairs.map(SmoothMagnitudeGradient(width: width))
    case .atan2: pairs.map(Atan2())
    case .logAddExp: pairs.map(LogAddExp())
    case .log2Gradient: pairs.map(LogGradient(scale: 1.442_695_04))
    case .log10Gradient: pairs.map(LogGradient(scale: 0.434_294_48))
    case .hardtanhGradient(let low, let high): pairs.map(HardtanhGradient(low: low, high: high))
    case .squareRootGradient: pairs.map(SquareRootGradient())
    case .magnitudeGradient: pairs.map(MagnitudeGradient())
    case .crossEntropyGradient(let scale): pairs.map(CrossEntropyGradient(scale: scale))
    case .scaledDifference(let scale): pairs.map(ScaledDifference(scale: scale))
    }
  }

  package static func choose(
    _ condition: Operand, _ yes: Operand, _ no: Operand, into destination: UnsafeMutablePointer<Float>, count: Int
  ) {
    let (condition, yes, no) = (Walk(condition), Walk(yes), Walk(no))
    forEachVector(count) { index, lanes in
      let chosen = no(index, lanes).replacing(with: yes(index, lanes), where: condition(index, lanes) .!= 0)
      store(chosen, destination + index, lanes)
    }
  }
}

/// 1 where it holds, else 0.
@inline(__always)
private func truth(_ holds: SIMDMask<Lanes.MaskStorage>) -> Lanes {
  Lanes.zero.replacing(with: Lanes(repeating: 1), where: holds)
}

/// An operand on the way through its numbers, or standing on one.
private struct Walk {
  private let operand: Operand
  private let standing: Lanes

  @inline(__always)
  init(_ operand: Operand) {
    self.operand = operand
    standing = operand.moves ? .zero : Lanes(repeating: operand.values[0])
  }

  @inline(__always)
  func callAsFunction(_ index: Int, _ lanes: Int) -> Lanes {
    operand.moves ? load(operand.values + index, lanes) : standing
  }
}

/// Pairs of numbers that a function makes one number of.
struct Pairs {
  let left, right: Operand
  let destination: UnsafeMutablePointer<Float>
  let count: Int

  func map(_ f: some LanePairFunction) {
    guard count > 0 else { return }
    let (left, right) = (Walk(left), Walk(right))
    var index = 0
    while index < count {
      let lanes = min(Lanes.scalarCount, count - index)
      store(f(left(index, lanes), right(index, lanes)), destination + index, lanes)
      index += Lanes.scalarCount
    }
  }
}

// MARK: Functions

private struct Add: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { x + y }
}

private struct Subtract: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { x - y }
}

private struct Multiply: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { x * y }
}

private struct Divide: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { x / y }
}

private struct AddRelu: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { VectorMath.atLeast(x + y, 0) }
}

// A comparison with NaN never holds: the first of a pair stays by itself, the second is looked for.
private struct Maximum: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes {
    x.replacing(with: y, where: (x .< y) .| (y .!= y))
  }
}

private struct Minimum: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes {
    x.replacing(with: y, where: (x .> y) .| (y .!= y))
  }
}

private struct Equal: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { truth(x .== y) }
}

private struct NotEqual: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { truth(x .!= y) }
}

private struct Less: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { truth(x .< y) }
}

private struct LessOrEqual: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { truth(x .<= y) }
}

private struct Greater: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { truth(x .> y) }
}

private struct GreaterOrEqual: LanePairFunction {
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { truth(x .>= y) }
}

// Of the gradient g of a result, and what was given (x) or came out (y).

private struct ReluGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ y: Lanes) -> Lanes {
    g.replacing(with: Lanes.zero, where: y .<= 0)
  }
}

private struct LeakyReluGradient: LanePairFunction {
  let slope: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    (g * slope).replacing(with: g, where: x .> 0)
  }
}

private struct ClampGradient: LanePairFunction {
  let low, high: Float
  /// Nothing passes at a bound, as in PyTorch from 2.15 on. An infinite one is none.
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let isAbove = low == -.infinity ? x .>= low : x .> low
    let isBelow = high == .infinity ? x .<= high : x .< high
    return Lanes.zero.replacing(with: g, where: isAbove .& isBelow)
  }
}

private struct SigmoidGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ y: Lanes) -> Lanes { g * (y - y * y) }
}

private struct TanhGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ y: Lanes) -> Lanes { g * (1 - y * y) }
}

private struct SoftplusGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * VectorMath.sigmoid(x) }
}

private struct SiluGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let s = VectorMath.sigmoid(x)
    return g * (s * (1 + x * (1 - s)))
  }
}

private struct GeluGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    g * (VectorMath.normalDistribution(x) + x * (VectorMath.exp(x * x * -0.5) * 0.398_942_28))
  }
}

private struct GeluTanhGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let s = VectorMath.sigmoid(VectorMath.geluArgument(x))
    let inner = (x * x * (3 * 0.044715) + 1) * 1.595_769_1
    return g * (s + x * (s * (1 - s)) * inner)
  }
}

private struct EluGradient: LanePairFunction {
  let alpha, scale, width: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let slope = VectorMath.exp(x / width) * (alpha * scale / width)
    // NaN counts as positive, as in PyTorch.
    return g * Lanes(repeating: scale).replacing(with: slope, where: x .<= 0)
  }
}

private struct SinGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * VectorMath.cos(x) }
}

private struct CosGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { -(g * VectorMath.sin(x)) }
}

private struct AsinGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g / Processor.squareRoot(1 - x * x) }
}

private struct AcosGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { -(g / Processor.squareRoot(1 - x * x)) }
}

private struct AtanGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g / (x * x + 1) }
}

private struct SinhGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * VectorMath.cosh(x) }
}

private struct CoshGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * VectorMath.sinh(x) }
}

private struct AsinhGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g / Processor.squareRoot(x * x + 1) }
}

private struct AcoshGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g / Processor.squareRoot(x * x - 1) }
}

private struct AtanhGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g / (1 - x * x) }
}

private struct Exp2Gradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * (VectorMath.exp2(x) * 0.693_147_18) }
}

private struct Expm1Gradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * VectorMath.exp(x) }
}

private struct ErfGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    g * (VectorMath.exp(-(x * x)) * 1.128_379_17)
  }
}

private struct Log1pGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g / (x + 1) }
}

private struct LogSigmoidGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * VectorMath.sigmoid(-x) }
}

private struct TanGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let y = VectorMath.tan(x)
    return g * (y * y + 1)
  }
}

private struct MishGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let t = VectorMath.tanhOfSoftplus(x)
    return g * (t + x * VectorMath.sigmoid(x) * (1 - t * t))
  }
}

private struct SoftsignGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let magnitude = VectorMath.magnitude(x)
    let size = magnitude + 1
    // Of ∞ it is NaN, as PyTorch's formula has it.
    return g * (1 / size - magnitude / size / size)
  }
}

private struct ReciprocalRootGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let y = 1 / Processor.squareRoot(x)
    return g * (y * y * y * -0.5)
  }
}

private struct HuberGradient: LanePairFunction {
  let delta: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    g * x.replacing(with: -delta, where: x .< -delta).replacing(with: delta, where: x .> delta)
  }
}

private struct SmoothMagnitudeGradient: LanePairFunction {
  let width: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    g * (x / width).replacing(with: -1, where: x .<= -width).replacing(with: 1, where: x .>= width)
  }
}

private struct Atan2: LanePairFunction {
  @inline(__always) func callAsFunction(_ y: Lanes, _ x: Lanes) -> Lanes { VectorMath.atan2(y, x) }
}

private struct LogAddExp: LanePairFunction {
  @inline(__always) func callAsFunction(_ a: Lanes, _ b: Lanes) -> Lanes {
    let larger = a.replacing(with: b, where: b .> a)
    let sum = larger + VectorMath.log1p(VectorMath.exp(-VectorMath.magnitude(a - b)))
    // Of two that are ∞ alike the difference is none.
    return sum.replacing(with: a, where: (a .== b) .& (VectorMath.magnitude(a) .== .infinity))
  }
}

private struct LogGradient: LanePairFunction {
  let scale: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes { g * (scale / x) }
}

private struct HardtanhGradient: LanePairFunction {
  let low, high: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    g.replacing(with: 0, where: (x .<= low) .| (x .>= high))
  }
}

private struct SquareRootGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ y: Lanes) -> Lanes { g * 0.5 / y }
}

private struct MagnitudeGradient: LanePairFunction {
  @inline(__always) func callAsFunction(_ g: Lanes, _ x: Lanes) -> Lanes {
    let rising = truth(x .> 0)
    return g * rising.replacing(with: Lanes(repeating: -1), where: x .< 0)
  }
}

private struct CrossEntropyGradient: LanePairFunction {
  let scale: Float
  @inline(__always) func callAsFunction(_ p: Lanes, _ x: Lanes) -> Lanes {
    (p - x) * scale / VectorMath.atLeast(p * (1 - p), 1e-12)
  }
}

private struct ScaledDifference: LanePairFunction {
  let scale: Float
  @inline(__always) func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes { (x - y) * scale }
}
