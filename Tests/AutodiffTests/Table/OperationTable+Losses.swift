import Autodiff
import Foundation
import Tensors

let lossCases: [OperationCase] = [
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
    "meanSquaredError, none", [input(3, 4), input(3, 4)], { try .meanSquaredError($0[0], $0[1], .none) },
    { ($0[0] - $0[1]).map { $0 * $0 } }),
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

private func crossEntropy(_ p: Reference, _ x: Reference) -> Reference {
  .broadcast(p, x) { p, x in -(x * log(p) + (1 - x) * log(1 - p)) }
}
