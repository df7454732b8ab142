import Glibc
import Kernels

extension Tensor {
  /// A new tensor of the same shape, computed by the processor's kernels.
  package func map(_ operation: String, _ function: ElementFunction) throws -> Tensor {
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
  package func mapScalars(_ operation: String, _ f: (Float) -> Float) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: operation)
    let (source, destination) = (pointer, result.mutablePointer)
    try Partition.elements(count) { range in for index in range { destination[index] = f(source[index]) } }
    return result
  }

  /// Its kind where it is one of numbers, and whole ones of truths.
  var countedKind: ElementKind { kind == .truth ? .whole : kind }

  package func exp() throws -> Tensor { try map("exp", .exp) }

  /// The natural logarithm; -∞ at 0, NaN below.
  package func log() throws -> Tensor { try map("log", .log) }

  package func sqrt() throws -> Tensor { try map("sqrt", .squareRoot) }

  package func abs() throws -> Tensor { try map("abs", .magnitude).as(countedKind) }

  package func negated() throws -> Tensor { try map("-", .negated).held(as: kind, "-") }

  package func sigmoid() throws -> Tensor { try map("sigmoid", .sigmoid) }

  package func softplus() throws -> Tensor { try map("softplus", .softplus) }

  package func tanh() throws -> Tensor { try map("tanh", .tanh) }

  package func relu() throws -> Tensor { try map("relu", .relu).as(countedKind) }

  /// x · sigmoid(x)
  package func silu() throws -> Tensor { try map("silu", .silu) }

  /// x where positive, slope · x elsewhere.
  package func leakyRelu(slope: Float) throws -> Tensor { try map("leaky_relu", .leakyRelu(slope: slope)) }

  /// The values held within `low...high`; NaN stays.
  package func clamped(_ low: Float, _ high: Float) throws -> Tensor { try map("clamp", .clamp(low: low, high: high)) }

  package func rounded() throws -> Tensor { try map("round", .nearest).as(countedKind) }

  /// a · x + b
  package func scaled(by a: Float, plus b: Float = 0) throws -> Tensor { try map("*", .affine(a: a, b: b)) }
}
