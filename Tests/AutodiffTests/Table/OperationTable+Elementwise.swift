import Autodiff
import Foundation
import Tensors

let elementwiseCases: [OperationCase] = [
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
  .init(
    "round", [input(9)], { try .round($0[0], scale: 10) }, { $0[0].map { ($0 * 10).rounded(.toNearestOrEven) / 10 } }),
  .init("clamp", [input(20)], { try .clamp($0[0], -1, 0.5) }, { $0[0].map { min(max($0, -1), 0.5) } }),
]
