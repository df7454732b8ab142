import Autodiff
import Foundation
import Tensors

let likelihoodCases: [OperationCase] = [
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
