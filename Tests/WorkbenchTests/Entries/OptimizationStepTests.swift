import Autodiff
import Foundation
import Language
import Tensors
import Testing
import VAE
import Workbench

/// `train` and a loop by hand take their steps alike: one table of cases for both.
@Suite struct OptimizationStepTests {
  private enum Outcome {
    /// The weights are finite, and have moved, by that length where one is given.
    case moved(Double?)
    /// A DivergenceError that says so, and weights as they were.
    case diverged(String)
  }

  /// The decoder's pixels are all `bias`, which makes the loss; the gradient is as much longer as `hidden` is larger.
  private struct Case {
    let name: String
    var hidden: Float = 1
    var bias: Float = 0
    let optimizer: String
    let rate: Double
    var clip: Double?
    let outcome: Outcome
  }

  private static let cases = [
    Case(name: "plain", optimizer: "sgd", rate: 1e-6, outcome: .moved(nil)),
    Case(name: "clipped", optimizer: "sgd", rate: 1, clip: 0.5, outcome: .moved(0.5)),
    Case(name: "long", hidden: 1e3, bias: 1e17, optimizer: "sgd", rate: 1e-20, outcome: .diverged("too long")),
    Case(name: "long, clipped", hidden: 1e3, bias: 1e17, optimizer: "sgd", rate: 1, clip: 0.5, outcome: .moved(0.5)),
    Case(name: "long, Adam", hidden: 1e3, bias: 1e17, optimizer: "adam", rate: 0.001, outcome: .diverged("too long")),
    Case(
      name: "long, Adam, clipped", hidden: 1e3, bias: 1e17, optimizer: "adam", rate: 0.001, clip: 1,
      outcome: .moved(nil)),
    Case(
      name: "infinite gradient", hidden: 1e22, bias: 1e17, optimizer: "sgd", rate: 1, clip: 0.5,
      outcome: .diverged("gradient")),
    Case(name: "infinite loss", bias: 1e25, optimizer: "sgd", rate: 1, clip: 0.5, outcome: .diverged("loss")),
  ]

  private static let setting = """
    data("mnist", batch=16);
    enc = sequential(flatten, heads(linear(784, 2), linear(784, 2)))
    dec = sequential(linear(2, 3), linear(3, 784))
    model(enc, dec, likelihood="gaussian", sigma=1);
    """

  /// One step of training with the command, and one by hand.
  private static func cells(_ example: Case) -> [String] {
    let clip = example.clip.map { ", clip=\($0)" } ?? ""
    return [
      "train(steps=1, optimizer=\"\(example.optimizer)\", lr=\(example.rate)\(clip));",
      """
      optimizer = \(example.optimizer)(enc, dec, lr=\(example.rate))
      for x in batches(16):
          mean, logvar = enc(x)
          z = mean + exp(0.5 * logvar) * randn_like(mean)
          reconstruction = sum((dec(z) - flatten(x)) ** 2) / 2
          step(optimizer, reconstruction + kl_divergence(mean, logvar, reduction="sum")\(clip))
          break
      """,
    ]
  }

  @Test(arguments: cases.indices)
  func aStepIsTakenOrRefusedInBoth(_ number: Int) throws {
    let example = Self.cases[number]
    for cell in Self.cells(example) {
      try atDesk { desk in
        try desk.value(Self.setting)
        let model = try #require(desk.session.model)
        let decoder = model.decoder.parameters
        for (parameter, value) in zip(decoder, [0, example.hidden, 0, example.bias]) {
          try parameter.assign(try .full(parameter.shape, value))
        }
        let before = model.parameters.map(\.value.array)
        let error = desk.run(cell).error
        let moved = zip(model.parameters, before).reduce(0.0) { sum, pair in
          zip(pair.0.value.array, pair.1).reduce(sum) { $0 + pow(Double($1.0) - Double($1.1), 2) }
        }.squareRoot()
        switch example.outcome {
        case .moved(let length):
          #expect(error == nil && moved.isFinite && moved > 0, "\(example.name): \(cell)\n\(String(describing: error))")
          if let length { #expect(abs(moved / length - 1) < 1e-3, "\(example.name): \(moved)\n\(cell)") }
        case .diverged(let words):
          #expect(error?.kind == .divergence && error?.message.contains(words) == true, "\(example.name): \(cell)")
          #expect(moved == 0, "\(example.name): \(cell)")
        }
      }
    }
  }
}
