import Autodiff
import Foundation
import Tensors

let reductionCases: [OperationCase] = [
  .init("sum", [input(3, 50)], { try .sum($0[0]) }, { Reference($0[0].sum) }),
  .init(
    "sum over dim", [input(2, 3, 4)], { try .sum($0[0], [1], keepingDimensions: false) },
    { $0[0].reduce(1) { $0.reduce(0, +) } }),
  .init(
    "sum over two dims, kept", [input(2, 3, 4)], { try .sum($0[0], [0, 2], keepingDimensions: true) },
    { $0[0].reduce(2) { $0.reduce(0, +) }.reduce(0) { $0.reduce(0, +) }.reshaped([1, 3, 1]) }),
  .init(
    "variance", [input(4, 5)], { try .variance($0[0], nil, keepingDimensions: false, correction: 1) },
    { Reference(variance($0[0].values, correction: 1)) }),
  .init(
    "variance over dim", [input(4, 5)], { try .variance($0[0], [1], keepingDimensions: false, correction: 0) },
    { $0[0].reduce(1) { variance($0, correction: 0) } }),
  .init(
    "standardDeviation", [input(4, 5)],
    { try .standardDeviation($0[0], nil, keepingDimensions: false, correction: 1) },
    { Reference(variance($0[0].values, correction: 1).squareRoot()) }),
  .init(
    "standardDeviation over dim", [input(4, 5)],
    { try .standardDeviation($0[0], [1], keepingDimensions: false, correction: 0) },
    { $0[0].reduce(1) { variance($0, correction: 0).squareRoot() } }),
  norm(2), norm(1), norm(3), norm(1.5), norm(0.5), norm(.infinity),
  .init(
    "norm of all", [input(3, 4)], { try .norm($0[0], power: 2, nil, keepingDimensions: false) },
    { Reference($0[0].values.reduce(0) { $0 + $1 * $1 }.squareRoot()) }),
  .init("product", [input(6)], { try .product($0[0]) }, { Reference($0[0].values.reduce(1, *)) }),
  .init(
    "extreme", [input(4, 5)], { try .extreme($0[0], 1, largest: true, keepingDimension: false) },
    { $0[0].reduce(1) { $0.max() ?? 0 } }),
  .init(
    "extreme of all", [input(4, 5)], { try .extreme($0[0], largest: false) },
    { Reference($0[0].values.min() ?? 0) }),
  .init(
    "extreme, smallest, first dim", [input(4, 5)], { try .extreme($0[0], 0, largest: false, keepingDimension: true) },
    { $0[0].reduce(0) { $0.min() ?? 0 }.reshaped([1, 5]) }),
  .init(
    "logSumExp", [input(3, 6)], { try .logSumExp($0[0], 1, keepingDimension: false) },
    { $0[0].reduce(1) { log($0.reduce(0) { $0 + exp($1) }) } }),
  .init("softmax", [input(2, 5)], { try .softmax($0[0], 1) }, { softmax($0[0]) }),
  .init("logSoftmax", [input(2, 5)], { try .logSoftmax($0[0], 1) }, { softmax($0[0]).map { log($0) } }),
  .init(
    "cumulativeSum", [input(2, 5)], { try .cumulativeSum($0[0], 1) },
    { x in .generate([2, 5]) { i in (0...i[1]).reduce(0) { $0 + x[0][i[0], $1] } } }),
]

/// Along the rows of a matrix.
private func norm(_ power: Float) -> OperationCase {
  .init(
    "norm of power \(power)", [input(3, 4)], { try .norm($0[0], power: power, [1], keepingDimensions: false) },
    {
      $0[0].reduce(1) { row in
        if power == .infinity { return row.map(abs).max() ?? 0 }
        return pow(row.reduce(0) { $0 + pow(abs($1), Double(power)) }, 1 / Double(power))
      }
    })
}

private func variance(_ values: [Double], correction: Int) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - correction)
}

func softmax(_ x: Reference) -> Reference {
  let sums = x.reduce(1) { $0.reduce(0) { $0 + exp($1) } }
  return .generate(x.shape) { exp(x[$0[0], $0[1]]) / sums[$0[0]] }
}
