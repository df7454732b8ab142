import Autodiff
import Foundation
import Tensors

// The table of cases: every operation on variables stands here at least once. A new operation without a row is caught by
// `everyOperationHasACase`.

let operationTable: [OperationCase] =
  arithmeticCases + elementwiseCases + reductionCases + movementCases + layerCases + normalizationCases + lossCases
  + likelihoodCases

private let arithmeticCases: [OperationCase] = [
  .init("+", [input(3, 4), input(3, 4)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("+ row", [input(3, 4), input(4)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("+ column", [input(3, 1), input(3, 11)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("+ scalar", [input(), input(2, 9)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("-", [input(2, 1, 3), input(4, 1)], { try $0[0] - $0[1] }, { $0[0] - $0[1] }),
  .init("*", [input(2, 3), input(2, 3)], { try $0[0] * $0[1] }, { $0[0] * $0[1] }),
  .init("* outer", [input(5, 1), input(1, 17)], { try $0[0] * $0[1] }, { $0[0] * $0[1] }),
  .init("/", [input(2, 3), input(3, in: 0.5...2)], { try $0[0] / $0[1] }, { .broadcast($0[0], $0[1], /) }),
  .init(
    "** by a number", [input(9, in: 0.3...2)], { try .power($0[0], .constant(2.5)) }, { $0[0].map { pow($0, 2.5) } }),
  .init("** 2", [input(9)], { try .power($0[0], .constant(2)) }, { $0[0].map { $0 * $0 } }),
  .init("** 3", [input(9)], { try .power($0[0], .constant(3)) }, { $0[0].map { $0 * $0 * $0 } }),
  .init("** -1", [input(9, in: 0.5...2)], { try .power($0[0], .constant(-1)) }, { $0[0].map { 1 / $0 } }),
  .init(
    "** of tensors", [input(2, 4, in: 0.3...2), input(4)], { try .power($0[0], $0[1]) },
    { .broadcast($0[0], $0[1], pow) }),
  .init("negated", [input(5)], { try .negated($0[0]) }, { $0[0].map(-) }),
  .init("maximum", [input(3, 7), input(7)], { try .maximum($0[0], $0[1]) }, { .broadcast($0[0], $0[1], max) }),
  .init("minimum", [input(3, 7), input(3, 1)], { try .minimum($0[0], $0[1]) }, { .broadcast($0[0], $0[1], min) }),
  .init(
    "choose", [input(6), input(2, 6), input()], withoutGradient: [0],
    { try .choose(Variable(try .compare($0[0].value, .greater, .scalar(0))), $0[1], $0[2]) },
    { inputs in
      let chosen = Reference.broadcast(inputs[0], inputs[1]) { $0 > 0 ? $1 : .nan }
      return .broadcast(chosen, inputs[2]) { $0.isNaN ? $1 : $0 }
    }),
]

private let elementwiseCases: [OperationCase] = [
  .init("exp", [input(3, 7, in: -5...5)], { try .exp($0[0]) }, { $0[0].map(exp) }),
  .init("log", [input(3, 7, in: 0.01...50)], { try .log($0[0]) }, { $0[0].map { log($0) } }),
  .init("sqrt", [input(19, in: 0.1...9)], { try .sqrt($0[0]) }, { $0[0].map { $0.squareRoot() } }),
  .init("abs", [input(10)], { try .abs($0[0]) }, { $0[0].map(abs) }),
  .init("sigmoid", [input(21, in: -9...9)], { try .sigmoid($0[0]) }, { $0[0].map { 1 / (1 + exp(-$0)) } }),
  .init("tanh", [input(21, in: -4...4)], { try .tanh($0[0]) }, { $0[0].map(tanh) }),
  .init("relu", [input(4, 5)], { try .relu($0[0]) }, { $0[0].map { max($0, 0) } }),
  .init("leakyRelu", [input(20)], { try .leakyRelu($0[0], slope: 0.1) }, { $0[0].map { $0 > 0 ? $0 : 0.1 * $0 } }),
  .init("softplus", [input(21, in: -9...9)], { try .softplus($0[0]) }, { $0[0].map { log1p(exp($0)) } }),
  .init("silu", [input(21, in: -4...4)], { try .silu($0[0]) }, { $0[0].map { $0 / (1 + exp(-$0)) } }),
  .init("clamp", [input(20)], { try .clamp($0[0], -1, 0.5) }, { $0[0].map { min(max($0, -1), 0.5) } }),
]

private let reductionCases: [OperationCase] = [
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
  .init("product", [input(6)], { try .product($0[0]) }, { Reference($0[0].values.reduce(1, *)) }),
  .init(
    "extreme", [input(4, 5)], { try .extreme($0[0], 1, largest: true, keepingDimension: false) },
    { $0[0].reduce(1) { $0.max() ?? 0 } }),
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

private let movementCases: [OperationCase] = [
  .init("reshape", [input(2, 6)], { try .reshape($0[0], [3, 4]) }, { $0[0].reshaped([3, 4]) }),
  .init(
    "permute", [input(2, 3, 4)], { try .permute($0[0], [2, 0, 1]) },
    { x in .generate([4, 2, 3]) { x[0][$0[1], $0[2], $0[0]] } }),
  .init("expand", [input(3, 1)], { try .expand($0[0], [2, 3, 4]) }, { x in .generate([2, 3, 4]) { x[0][$0[1], 0] } }),
  .init(
    "slice", [input(5, 6)], { try .slice($0[0], 1, start: 4, count: 2, step: -3) },
    { x in .generate([5, 2]) { x[0][$0[0], 4 - 3 * $0[1]] } }),
  .init(
    "select", [input(4, 3)], { try .select($0[0], 0, [2, 0, 2]) },
    { x in .generate([3, 3]) { x[0][[2, 0, 2][$0[0]], $0[1]] } }),
  .init(
    "concatenate", [input(2, 3), input(2, 2)], { try .concatenate([$0[0], $0[1]], 1) },
    { x in .generate([2, 5]) { $0[1] < 3 ? x[0][$0[0], $0[1]] : x[1][$0[0], $0[1] - 3] } }),
]

private let layerCases: [OperationCase] = [
  .init("matmul", [input(3, 4), input(4, 5)], { try .matmul($0[0], $0[1]) }, { $0[0].matmul($0[1]) }),
  .init(
    "matmul of vectors", [input(4), input(4)], { try .matmul($0[0], $0[1]) },
    { Reference(zip($0[0].values, $0[1].values).reduce(0) { $0 + $1.0 * $1.1 }) }),
  .init(
    "matmul of a batch", [input(2, 3, 4), input(2, 4, 2)], { try .matmul($0[0], $0[1]) },
    { x in .generate([2, 3, 2]) { i in (0..<4).reduce(0) { $0 + x[0][i[0], i[1], $1] * x[1][i[0], $1, i[2]] } } }),
  .init(
    "linear", [input(5, 40), input(70, 40), input(70)], { try .linear($0[0], $0[1], $0[2]) },
    { $0[0].matmul($0[1].transposed) + $0[2] }),
  .init(
    "linear with relu", [input(5, 40), input(70, 40), input(70)], { try .linear($0[0], $0[1], $0[2], relu: true) },
    { ($0[0].matmul($0[1].transposed) + $0[2]).map { max($0, 0) } }),
  .init(
    "conv2d", [input(3, 2, 7, 9), input(4, 2, 3, 3), input(4)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 1) }),
  .init(
    "conv2d without padding", [input(1, 1, 12, 12), input(2, 1, 5, 5), input(2)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0) }),
  .init(
    "conv2d with stride", [input(2, 3, 8, 7), input(2, 3, 3, 3), input(2)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 2, padding: 2) },
    { $0[0].conv2d($0[1], $0[2], stride: 2, padding: 2) }),
  .init(
    "conv2d of one pixel", [input(2, 1, 1, 1), input(1, 1, 1, 1), input(1)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0) }),
  .init(
    "conv2d of many channels", [input(1, 1, 5, 6), input(9, 1, 3, 3), input(9)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 1) }),
  .init(
    "conv2dReluMaxPool2d", [input(1, 2, 6, 7), input(8, 2, 3, 3), input(8)],
    { try .conv2dReluMaxPool2d($0[0], $0[1], $0[2], stride: 1, padding: 1, window: 2, windowStride: 2) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 1).map { max($0, 0) }.maxPool2d(2, stride: 2) }),
  .init(
    "conv2dReluMaxPool2d of few channels", [input(2, 1, 5, 5), input(1, 1, 2, 2), input(1)],
    { try .conv2dReluMaxPool2d($0[0], $0[1], $0[2], stride: 1, padding: 0, window: 3, windowStride: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0).map { max($0, 0) }.maxPool2d(3, stride: 1) }),
  .init(
    "conv2d of pixels", [input(3, 5, 2, 3), input(4, 5, 1, 1), input(4)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0) }),
  .init(
    "conv2d of pixels with stride", [input(2, 3, 5, 4), input(2, 3, 1, 1), input(2)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 3, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 3, padding: 0) }),
  .init(
    "conv2d with stride and even kernels", [input(9, 2, 4, 4), input(3, 2, 4, 4), input(3)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 2, padding: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 2, padding: 1) }),
  .init(
    "convTranspose2d", [input(2, 3, 4, 5), input(3, 2, 4, 4), input(2)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 2, padding: 1, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 2, padding: 1, outputPadding: 0) }),
  .init(
    "convTranspose2d with output padding", [input(9, 2, 3, 2), input(2, 3, 3, 3), input(3)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 2, padding: 1, outputPadding: 1) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 2, padding: 1, outputPadding: 1) }),
  .init(
    "convTranspose2d with stride 1", [input(2, 4, 5, 6), input(4, 8, 3, 3), input(8)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 1, padding: 1, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 1, padding: 1, outputPadding: 0) }),
  .init(
    "convTranspose2d with stride 3", [input(1, 1, 2, 3), input(1, 2, 2, 2), input(2)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 3, padding: 0, outputPadding: 2) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 3, padding: 0, outputPadding: 2) }),
  .init(
    "convTranspose2d of pixels", [input(2, 3, 3, 2), input(3, 4, 1, 1), input(4)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) }),
  .init(
    "convTranspose2d of one pixel", [input(3, 2, 1, 1), input(2, 3, 4, 4), input(3)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) }),
  .init(
    "maxPool2d of odd sides", [input(2, 2, 7, 11)], { try .maxPool2d($0[0], window: 2, stride: 2) },
    { $0[0].maxPool2d(2, stride: 2) }),
  .init(
    "maxPool2d, overlapping", [input(1, 2, 7, 7)], { try .maxPool2d($0[0], window: 3, stride: 2) },
    { $0[0].maxPool2d(3, stride: 2) }),
  .init(
    "maxPool2d with padding", [input(2, 1, 5, 6)], { try .maxPool2d($0[0], window: 2, stride: 2, padding: 1) },
    { $0[0].maxPool2d(2, stride: 2, padding: 1) }),
  .init(
    "avgPool2d of odd sides", [input(2, 2, 7, 11)], { try .avgPool2d($0[0], window: 2, stride: 2) },
    { $0[0].avgPool2d(2, stride: 2) }),
  .init(
    "avgPool2d, overlapping, with padding", [input(1, 2, 7, 5)],
    { try .avgPool2d($0[0], window: 3, stride: 2, padding: 1) }, { $0[0].avgPool2d(3, stride: 2, padding: 1) }),
  .init(
    "avgPool2d with gaps", [input(1, 1, 8, 8)], { try .avgPool2d($0[0], window: 2, stride: 3) },
    { $0[0].avgPool2d(2, stride: 3) }),
]

private let normalizationCases: [OperationCase] = [
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

private let lossCases: [OperationCase] = [
  .init(
    "binaryCrossEntropy", [input(3, 7, in: 0.05...0.95), input(3, 7, in: 0...1)],
    { try .binaryCrossEntropy($0[0], $0[1], .sum) }, { Reference(crossEntropy($0[0], $0[1]).sum) }),
  .init(
    "binaryCrossEntropy, mean", [input(21, in: 0.05...0.95), input(21, in: 0...1)],
    { try .binaryCrossEntropy($0[0], $0[1], .mean) }, { Reference(crossEntropy($0[0], $0[1]).sum / 21) }),
  .init(
    "binaryCrossEntropy, none", [input(2, 5, in: 0.05...0.95), input(2, 5, in: 0...1)],
    { try .binaryCrossEntropy($0[0], $0[1], .none) }, { crossEntropy($0[0], $0[1]) }),
  .init(
    "binaryCrossEntropy of a sigmoid", [input(3, 7, in: -6...6), input(3, 7, in: 0...1)],
    { try .binaryCrossEntropy(.sigmoid($0[0]), $0[1], .sum) },
    { Reference(crossEntropy($0[0].map { 1 / (1 + exp(-$0)) }, $0[1]).sum) }),
  .init(
    "binaryCrossEntropyWithLogits", [input(3, 7, in: -6...6), input(3, 7, in: 0...1)],
    { try .binaryCrossEntropyWithLogits($0[0], $0[1], .mean) },
    { Reference(crossEntropy($0[0].map { 1 / (1 + exp(-$0)) }, $0[1]).sum / 21) }),
  .init(
    "binaryCrossEntropyWithLogits, none", [input(7, in: -6...6), input(7, in: 0...1)],
    { try .binaryCrossEntropyWithLogits($0[0], $0[1], .none) },
    { crossEntropy($0[0].map { 1 / (1 + exp(-$0)) }, $0[1]) }),
  .init(
    "meanSquaredError", [input(3, 4), input(3, 4)], { try .meanSquaredError($0[0], $0[1], .mean) },
    { Reference(($0[0] - $0[1]).map { $0 * $0 }.sum / 12) }),
  .init(
    "gaussianNLL", [input(3, 4), input(3, 4), input(3, 4, in: 0.3...2)],
    { try .gaussianNLL($0[0], $0[1], $0[2], full: true, .sum) },
    { x in
      let squares = (x[1] - x[0]).map { $0 * $0 }
      let terms = Reference.broadcast(squares, x[2]) { 0.5 * (log($1) + $0 / $1 + log(2 * .pi)) }
      return Reference(terms.sum)
    }),
  .init(
    "gaussianKL", [input(5, 3), input(5, 3)], { try .gaussianKL($0[0], $0[1], .sum) },
    { Reference(Reference.broadcast($0[0], $0[1]) { 0.5 * ($0 * $0 + exp($1) - 1 - $1) }.sum) }),
  .init(
    "gaussianKL, none", [input(5, 3), input(5, 3)], { try .gaussianKL($0[0], $0[1], .none) },
    { Reference.broadcast($0[0], $0[1]) { 0.5 * ($0 * $0 + exp($1) - 1 - $1) } }),
  .init(
    "reparameterize", [input(5, 3), input(5, 3)],
    { try .reparameterize($0[0], $0[1], noise: try .generate([5, 3], for: "noise") { Float($0) / 5 - 1 }) },
    { x in .generate([5, 3]) { i in x[0][i[0], i[1]] + exp(x[1][i[0], i[1]] / 2) * (Double(i[0] * 3 + i[1]) / 5 - 1) } }
  ),
]

private let likelihoodCases: [OperationCase] = [
  .init(
    "normalLoss", [input(3, 5), input(1, in: -1...1), input(3, 5)], { try .normalLoss($0[0], $0[1], $0[2]) },
    { inputs in
      let squares = (inputs[2] - inputs[0]).map { $0 * $0 }
      return .broadcast(squares, inputs[1]) { 0.5 * $0 / exp(2 * $1) + $1 + 0.5 * log(2 * .pi) }
    }),
  // Grey values in the middle, at both edges, scales from much narrower than a grey value to much wider than all.
  discretizedLogistic("one scale", scale: input(1, in: -3...(-2)), white: 0.4),
  discretizedLogistic("a scale each", scale: input(4, 7, in: -6.5...3), white: 0.4),
  discretizedLogistic("at black", scale: input(4, 7, in: -6...3), white: 0),
  discretizedLogistic("at white", scale: input(4, 7, in: -6...3), white: 1),
  .init(
    "logContinuousBernoulliNormalizer", [input(40, in: -3...3)], { try .logContinuousBernoulliNormalizer($0[0]) },
    { $0[0].map { log($0 / tanh($0 / 2)) } }),
  .init(
    "logContinuousBernoulliNormalizer near ½", [input(9, in: -0.01...0.01)],
    { try .logContinuousBernoulliNormalizer($0[0]) }, { $0[0].map { log($0 / tanh($0 / 2)) } }),
  .init(
    "logContinuousBernoulliNormalizer far out", [input(9, in: -90...90)],
    { try .logContinuousBernoulliNormalizer($0[0]) }, { $0[0].map { log($0 / tanh($0 / 2)) } }),
]

/// The mass of a grey value as the difference of two distribution functions, in double precision.
private func discretizedLogistic(_ name: String, scale: OperationCase.Input, white: Double) -> OperationCase {
  let x = (white * 255).rounded() / 255
  return .init(
    "discretizedLogistic, \(name)", [input(4, 7, in: white - 0.02...white + 0.02), scale],
    { inputs in
      try .discretizedLogistic(inputs[0], inputs[1], Variable(try .full([4, 7], Float(x))))
    },
    { inputs in
      .broadcast(inputs[0], inputs[1]) { mean, logScale in
        func distribution(_ x: Double) -> Double { 1 / (1 + exp(-(x - mean) / exp(logScale))) }
        let half = 1.0 / 510
        let below = x == 0 ? 0 : distribution(x - half), above = x == 1 ? 1 : distribution(x + half)
        return -log(above - below)
      }
    })
}

private func crossEntropy(_ p: Reference, _ x: Reference) -> Reference {
  .broadcast(p, x) { p, x in -(x * log(p) + (1 - x) * log(1 - p)) }
}

private func variance(_ values: [Double], correction: Int) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - correction)
}

private func softmax(_ x: Reference) -> Reference {
  let sums = x.reduce(1) { $0.reduce(0) { $0 + exp($1) } }
  return .generate(x.shape) { exp(x[$0[0], $0[1]]) / sums[$0[0]] }
}
