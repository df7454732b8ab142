import Kernels

extension ProcessorKernels {
  package static func combine(
    _ function: PairFunction, _ left: Operand, _ right: Operand, into destination: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    let zip = Pairs(left: left, right: right, destination: destination, count: count)
    switch function {
    case .add: zip { $0 + $1 }
    case .subtract: zip { $0 - $1 }
    case .multiply: zip { $0 * $1 }
    case .divide: zip { $0 / $1 }
    case .addRelu: zip { VectorMath.atLeast($0 + $1, 0) }
    // A comparison with NaN never holds: the first of a pair stays by itself, the second is looked for.
    case .maximum: zip { x, y in x.replacing(with: y, where: (x .< y) .| (y .!= y)) }
    case .minimum: zip { x, y in x.replacing(with: y, where: (x .> y) .| (y .!= y)) }
    case .equal: zip { truth($0 .== $1) }
    case .notEqual: zip { truth($0 .!= $1) }
    case .less: zip { truth($0 .< $1) }
    case .lessOrEqual: zip { truth($0 .<= $1) }
    case .greater: zip { truth($0 .> $1) }
    case .greaterOrEqual: zip { truth($0 .>= $1) }
    case .reluGradient: zip { g, y in g.replacing(with: Lanes.zero, where: y .<= 0) }
    case .leakyReluGradient(let slope): zip { g, x in (g * slope).replacing(with: g, where: x .> 0) }
    case .clampGradient(let low, let high):
      zip { g, x in Lanes.zero.replacing(with: g, where: (x .>= low) .& (x .<= high)) }
    case .sigmoidGradient: zip { g, y in g * (y - y * y) }
    case .tanhGradient: zip { g, y in g * (1 - y * y) }
    case .softplusGradient: zip { g, x in g * VectorMath.sigmoid(x) }
    case .siluGradient:
      zip { g, x in
        let s = VectorMath.sigmoid(x)
        return g * (s * (1 + x * (1 - s)))
      }
    case .squareRootGradient: zip { g, y in g * 0.5 / y }
    case .magnitudeGradient:
      zip { g, x in
        let rising = truth(x .> 0)
        return g * rising.replacing(with: Lanes(repeating: -1), where: x .< 0)
      }
    case .crossEntropyGradient(let scale): zip { p, x in (p - x) * scale / VectorMath.atLeast(p * (1 - p), 1e-12) }
    case .scaledDifference(let scale): zip { ($0 - $1) * scale }
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
private struct Pairs {
  let left, right: Operand
  let destination: UnsafeMutablePointer<Float>
  let count: Int

  @inline(__always)
  func callAsFunction(_ f: (Lanes, Lanes) -> Lanes) {
    guard count > 0 else { return }
    let (left, right, destination) = (Walk(left), Walk(right), destination)
    forEachVector(count) { index, lanes in
      store(f(left(index, lanes), right(index, lanes)), destination + index, lanes)
    }
  }
}
