import Autodiff
import Foundation
import Tensors
import Testing

/// One row of the table of cases: an operation on inputs of given shapes, and the same in slow arithmetic.
struct OperationCase: CustomTestStringConvertible, Sendable {
  let name: String
  let inputs: [Input]
  /// Inputs that no gradient passes to, as the targets of a pooling's places; compared in value only.
  let withoutGradient: Set<Int>
  let operation: @Sendable ([Variable]) throws -> Variable
  let reference: @Sendable ([Reference]) -> Reference

  struct Input: Sendable {
    let shape: [Int]
    let range: ClosedRange<Double>
  }

  init(
    _ name: String, _ inputs: [Input], withoutGradient: Set<Int> = [],
    _ operation: @escaping @Sendable ([Variable]) throws -> Variable,
    _ reference: @escaping @Sendable ([Reference]) -> Reference
  ) {
    self.name = name
    self.inputs = inputs
    self.withoutGradient = withoutGradient
    self.operation = operation
    self.reference = reference
  }

  var testDescription: String { name }

  /// The same numbers in every run. Those of one input are well apart from each other, so that no step of a numerical
  /// derivative changes which of two is larger: `max`, pooling and |x - y| have kinks there.
  func values(ofInput index: Int) -> Reference {
    let (shape, range) = (inputs[index].shape, inputs[index].range)
    let count = shape.reduce(1, *)
    let order =
      (try? Philox(seed: UInt64(index) + 1, stream: .cells, draw: UInt64(name.utf8.count)).permutation(count)) ?? []
    let width = range.upperBound - range.lowerBound
    return Reference(
      shape,
      order.map { Double(Float(range.lowerBound + width * (Double($0) + 0.37 + 0.1 * Double(index)) / Double(count))) })
  }
}

func input(_ shape: Int..., in range: ClosedRange<Double> = -2...2) -> OperationCase.Input {
  OperationCase.Input(shape: shape, range: range)
}
