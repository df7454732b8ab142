import Autodiff
import Foundation
import Tensors

let normalizationCases: [OperationCase] = [
  .init("batchNorm", [input(3, 2, 3, 5), input(2), input(2)], { try batchNorm($0) }, { batchNorm($0) }),
  .init("batchNorm of rows", [input(5, 11), input(11), input(11)], { try batchNorm($0) }, { batchNorm($0) }),
  .init("batchNorm of two rows", [input(2, 3), input(3), input(3)], { try batchNorm($0) }, { batchNorm($0) }),
  .init(
    "batchNorm without weight and bias", [input(4, 3, 2)],
    {
      let statistics = try BatchNormalization.statistics($0[0].value)
      return try .batchNorm($0[0], nil, nil, statistics, ofBatch: true, epsilon: 0.01)
    }, { $0[0].normalized(epsilon: 0.01) { [$0[1]] } }),
  .init(
    "batchNorm with running statistics", [input(3, 2, 3), input(2), input(2)],
    {
      let statistics = BatchNormalization.Statistics(mean: try Tensor([0.5, -1]), variance: try Tensor([2, 0.25]))
      return try .batchNorm($0[0], $0[1], $0[2], statistics, ofBatch: false, epsilon: 1e-5)
    },
    { x in
      .generate([3, 2, 3]) { i in
        let (mean, variance) = ([0.5, -1][i[1]], [2, 0.25][i[1]])
        return (x[0][i[0], i[1], i[2]] - mean) / (variance + 1e-5).squareRoot() * x[1][i[1]] + x[2][i[1]]
      }
    }),
  .init(
    "layerNorm", [input(5, 11), input(11), input(11)],
    { try .layerNorm($0[0], over: [11], $0[1], $0[2], epsilon: 1e-5) },
    { $0[0].normalized(epsilon: 1e-5) { [$0[0]] } * $0[1] + $0[2] }),
  .init(
    "layerNorm over two dimensions", [input(2, 3, 3, 4), input(3, 4), input(3, 4)],
    { try .layerNorm($0[0], over: [3, 4], $0[1], $0[2], epsilon: 0.01) },
    { $0[0].normalized(epsilon: 0.01) { [$0[0], $0[1]] } * $0[1] + $0[2] }),
  .init(
    "layerNorm without weight and bias", [input(17)], { try .layerNorm($0[0], over: [17], nil, nil, epsilon: 1e-5) },
    { $0[0].normalized(epsilon: 1e-5) { _ in [] } }),
  .init(
    "layerNorm of single elements", [input(4, 1), input(1), input(1)],
    { try .layerNorm($0[0], over: [1], $0[1], $0[2], epsilon: 1e-5) },
    { $0[0].normalized(epsilon: 1e-5) { $0 } * $0[1] + $0[2] }),
]

private func batchNorm(_ x: [Variable]) throws -> Variable {
  let statistics = try BatchNormalization.statistics(x[0].value)
  return try .batchNorm(x[0], x[1], x[2], statistics, ofBatch: true, epsilon: 1e-5)
}

private func batchNorm(_ x: [Reference]) -> Reference {
  x[0].normalized(epsilon: 1e-5) { [$0[1]] } * x[1].perChannel(like: x[0]) + x[2].perChannel(like: x[0])
}
