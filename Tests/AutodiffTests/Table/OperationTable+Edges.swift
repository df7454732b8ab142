import Autodiff
import Foundation
import Tensors

/// Nothing, one element, leading dimensions to broadcast, and operands that are themselves views or permuted copies.
let edgeCases: [OperationCase] = [
  .init("+ of nothing", [input(0, 3), input(3)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("* of one element", [input(1), input(1, 1)], { try $0[0] * $0[1] }, { $0[0] * $0[1] }),
  .init("- of four dimensions", [input(2, 1, 3, 1), input(4, 1, 5)], { try $0[0] - $0[1] }, { $0[0] - $0[1] }),
  .init("exp of nothing", [input(2, 0)], { try .exp($0[0]) }, { $0[0].map(exp) }),
  .init("sigmoid of one number", [input()], { try .sigmoid($0[0]) }, { $0[0].map { 1 / (1 + exp(-$0)) } }),
  .init("sum of nothing", [input(0)], { try .sum($0[0]) }, { Reference($0[0].sum) }),
  .init(
    "sum over an empty dim", [input(3, 0)], { try .sum($0[0], [1], keepingDimensions: false) },
    { _ in Reference([3], [0, 0, 0]) }),
  .init(
    "sum of a slice", [input(6, 5)],
    { try .sum(.slice($0[0], 0, start: 2, count: 3, step: 1), [1], keepingDimensions: false) },
    { x in .generate([3]) { i in (0..<5).reduce(0) { $0 + x[0][i[0] + 2, $1] } } }),
  .init("product of one element", [input(1)], { try .product($0[0]) }, { Reference($0[0].values[0]) }),
  .init(
    "extreme of one element", [input(1)], { try .extreme($0[0], 0, largest: true, keepingDimension: false) },
    { Reference($0[0].values[0]) }),
  .init(
    "logSumExp over the first dim", [input(4, 3)], { try .logSumExp($0[0], 0, keepingDimension: true) },
    { $0[0].reduce(0) { log($0.reduce(0) { $0 + exp($1) }) }.reshaped([1, 3]) }),
  .init("softmax of one element", [input(3, 1)], { try .softmax($0[0], 1) }, { softmax($0[0]) }),
  .init(
    "cumulativeSum over a middle dim", [input(2, 4, 3)], { try .cumulativeSum($0[0], 1) },
    { x in .generate([2, 4, 3]) { i in (0...i[1]).reduce(0) { $0 + x[0][i[0], $1, i[2]] } } }),
  .init("matmul over nothing", [input(2, 0), input(0, 3)], { try .matmul($0[0], $0[1]) }, { $0[0].matmul($0[1]) }),
  .init(
    "matmul of permuted", [input(4, 3), input(5, 4)],
    { try .matmul(.permute($0[0], [1, 0]), .permute($0[1], [1, 0])) },
    { $0[0].transposed.matmul($0[1].transposed) }),
  .init(
    "matmul of a row and a batch", [input(4), input(2, 4, 3)], { try .matmul($0[0], $0[1]) },
    { x in .generate([2, 3]) { i in (0..<4).reduce(0) { $0 + x[0][$1] * x[1][i[0], $1, i[1]] } } }),
  .init(
    "linear of nothing", [input(0, 4), input(3, 4), input(3)], { try .linear($0[0], $0[1], $0[2]) },
    { $0[0].matmul($0[1].transposed) + $0[2] }),
  .init(
    "linear without bias", [input(3, 4), input(2, 4)], { try .linear($0[0], $0[1], nil) },
    { $0[0].matmul($0[1].transposed) }),
  .init(
    "slice of nothing", [input(3, 4)], { try .slice($0[0], 1, start: 4, count: 0, step: 1) },
    { _ in Reference([3, 0], []) }),
  .init(
    "concatenate with nothing", [input(2, 0), input(2, 3)], { try .concatenate([$0[0], $0[1]], 1) }, { $0[1] }),
  .init(
    "conv2d of no images", [input(0, 2, 5, 5), input(3, 2, 3, 3), input(3)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 1) }),
  .init(
    "conv2d of channels last", [input(2, 6, 5, 3), input(4, 3, 3, 3)],
    { try .conv2d(.permute($0[0], [0, 3, 1, 2]), $0[1], nil, stride: 1, padding: 0) },
    { x in
      let images = Reference.generate([2, 3, 6, 5]) { x[0][$0[0], $0[2], $0[3], $0[1]] }
      return images.conv2d(x[1], Reference([4], [0, 0, 0, 0]), stride: 1, padding: 0)
    }),
  .init(
    "conv2d with more padding than kernel", [input(1, 2, 3, 3), input(2, 2, 2, 2), input(2)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 2, padding: 3) },
    { $0[0].conv2d($0[1], $0[2], stride: 2, padding: 3) }),
  .init(
    "convTranspose2d of no images", [input(0, 2, 3, 3), input(2, 3, 4, 4), input(3)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 2, padding: 1, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 2, padding: 1, outputPadding: 0) }),
  .init(
    "convTranspose2d without bias", [input(2, 2, 3, 3), input(2, 1, 3, 3)],
    { try .convTranspose2d($0[0], $0[1], nil, stride: 1, padding: 2, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], Reference([1], [0]), stride: 1, padding: 2, outputPadding: 0) }),
  .init(
    "maxPool2d of no images", [input(0, 2, 4, 4)], { try .maxPool2d($0[0], window: 2, stride: 2) },
    { $0[0].maxPool2d(2, stride: 2) }),
  .init(
    "avgPool2d of one pixel", [input(2, 3, 1, 1)], { try .avgPool2d($0[0], window: 1, stride: 1) },
    { $0[0].avgPool2d(1, stride: 1) }),
]
