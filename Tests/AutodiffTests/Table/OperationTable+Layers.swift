import Autodiff
import Foundation
import Tensors

let layerCases: [OperationCase] = [
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
