import Glibc
import Kernels

extension Tensor {
  /// A new tensor of the same shape, computed a vector at a time.
  @inline(__always)
  func mapLanes(_ operation: String, _ f: (Lanes) -> Lanes) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: operation)
    try Loops.map(pointer, into: result.mutablePointer, count: count, f)
    return result
  }

  /// A new tensor of the same shape, computed by the processor's kernels.
  func map(_ operation: String, _ function: ElementFunction) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: operation)
    let (source, destination, kernels) = (pointer, result.mutablePointer, Processor.kernels)
    try Partition.elements(count) { range in
      kernels.apply(
        function, source + range.lowerBound, into: destination + range.lowerBound, count: range.count)
    }
    return result
  }

  /// A new tensor of the same shape, computed one element at a time: for functions that have no vector form here.
  @inline(__always)
  func mapScalars(_ operation: String, _ f: (Float) -> Float) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: operation)
    let (source, destination) = (pointer, result.mutablePointer)
    try Partition.elements(count) { range in for index in range { destination[index] = f(source[index]) } }
    return result
  }

  package func exp() throws -> Tensor { try map("exp", .exp) }

  /// The natural logarithm; -∞ at 0, NaN below.
  package func log() throws -> Tensor { try map("log", .log) }

  package func sqrt() throws -> Tensor { try mapLanes("sqrt") { $0.squareRoot() } }

  package func abs() throws -> Tensor {
    try mapLanes("abs") { unsafeBitCast(unsafeBitCast($0, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF, to: Lanes.self) }
  }

  package func negated() throws -> Tensor { try mapLanes("-") { -$0 } }

  package func sigmoid() throws -> Tensor { try map("sigmoid", .sigmoid) }

  package func softplus() throws -> Tensor { try map("softplus", .softplus) }

  package func tanh() throws -> Tensor { try mapScalars("tanh") { tanhf($0) } }

  package func relu() throws -> Tensor {
    try mapLanes("relu") {
      var result = $0
      result.replace(with: 0, where: $0 .< 0)
      return result
    }
  }

  /// The values held within `low...high`; NaN stays.
  package func clamped(_ low: Float, _ high: Float) throws -> Tensor {
    try mapLanes("clamp") {
      var result = $0
      result.replace(with: low, where: $0 .< low)
      result.replace(with: high, where: $0 .> high)
      return result
    }
  }

  package func rounded() throws -> Tensor { try mapScalars("round") { rintf($0) } }

  /// a · x + b
  package func scaled(by a: Float, plus b: Float = 0) throws -> Tensor { try mapLanes("*") { $0 * a + b } }
}
