import Autodiff
import Networks
import Tensors
import Testing

/// A step on the loss Σ slope · w of two weights, which are 1 before it.
@Suite struct OptimizationStepTests {
  private struct Case {
    let name: String
    let slopes: [Float]
    var rule = Optimizer.Rule.sgd()
    var learningRate = 1.0
    var clip: Double?
    /// The gradients' length, and the weights afterwards; or why there was no step.
    let wanted: Result<(norm: Double, weights: [Float]), Divergence>
  }

  private let cases = [
    Case(name: "as it is", slopes: [3, 4], wanted: .success((5, [-2, -3]))),
    Case(name: "short enough", slopes: [3, 4], clip: 6, wanted: .success((5, [-2, -3]))),
    Case(name: "too long", slopes: [3, 4], clip: 1, wanted: .success((5, [0.4, 0.2]))),
    Case(name: "of no length", slopes: [3, 4], clip: 0, wanted: .success((5, [1, 1]))),
    Case(name: "squares overflow", slopes: [3e25, 4e25], clip: 1, wanted: .success((5e25, [0.4, 0.2]))),
    Case(name: "squares overflow, no clip", slopes: [3e25, 4e25], wanted: .failure(Divergence(.length(5e25)))),
    Case(name: "just short of that", slopes: [3e18, 4e18], wanted: .success((5e18, [-3e18, -4e18]))),
    Case(name: "largest floats", slopes: [2.4e38, 3.2e38], clip: 0.5, wanted: .success((4e38, [0.7, 0.6]))),
    Case(name: "squares vanish", slopes: [3e-30, 4e-30], clip: 1, wanted: .success((0, [1, 1]))),
    Case(name: "infinite gradient", slopes: [.infinity, 1], clip: 1, wanted: .failure(Divergence(.gradient))),
    Case(name: "infinite gradient, no clip", slopes: [1, -.infinity], wanted: .failure(Divergence(.gradient))),
    Case(name: "no gradient", slopes: [.nan, 1], clip: 1, wanted: .failure(Divergence(.gradient))),
    Case(
      name: "too far", slopes: [3e18, 4e18], learningRate: 1e18, wanted: .failure(Divergence(.length(5e18)))),
    Case(name: "far, clipped", slopes: [3e30, 4e30], learningRate: 10, clip: 1, wanted: .success((5e30, [-5, -7]))),
    Case(
      name: "no second moment", slopes: [3e25, 4e25], rule: .adam(), wanted: .failure(Divergence(.length(5e25)))),
    Case(
      name: "Adam, clipped", slopes: [3e25, 4e25], rule: .adam(), learningRate: 0.25, clip: 1,
      wanted: .success((5e25, [0.75, 0.75]))),
  ]

  @Test func gradientsAreMeasuredClippedAndAppliedOrRefused() throws {
    for example in cases {
      let weights = try LearnedParameter(try Tensor([1, 1]))
      let optimizer = try Optimizer(example.rule, [weights], learningRate: 0.5)
      let step = OptimizationStep(optimizer, learningRate: example.learningRate, clip: example.clip)
      // The gradients are put there as they are: a loss of such slopes would not be finite itself.
      try Variable.sum(weights).backward()
      for (place, slope) in example.slopes.enumerated() { weights.gradientTensor.mutablePointer[place] = slope }
      switch example.wanted {
      case .success(let wanted):
        let norm = try step.update()
        #expect(abs(norm - wanted.norm) <= 1e-6 * wanted.norm, "\(example.name): \(norm)")
        for (found, wanted) in zip(weights.value.array, wanted.weights) {
          #expect(abs(found - wanted) <= 1e-6 * max(1, abs(wanted)), "\(example.name): \(weights.value.array)")
        }
        #expect(optimizer.learningRate == example.learningRate)
      case .failure(let wanted):
        let error = #expect(throws: Divergence.self) { try step.update() }
        switch (error?.cause, wanted.cause) {
        case (.length(let found), .length(let wanted)): #expect(abs(found / wanted - 1) < 1e-6, "\(example.name)")
        default: #expect(error?.cause == wanted.cause, "\(example.name)")
        }
        #expect(weights.value.array == [1, 1] && optimizer.steps == 0 && optimizer.learningRate == 0.5)
        #expect(try optimizer.moments.allSatisfy { $0.first.array == [0, 0] })
      }
    }
  }

  @Test func aLossThatIsNotFiniteIsNoBeginning() throws {
    let weight = try LearnedParameter(try Tensor([2]))
    let optimizer = try Optimizer(.sgd(), [weight], learningRate: 0.5)
    try Variable.sum(weight).backward()
    for number in [Float.infinity, .nan] {
      let loss = try Variable.sum(weight * .constant(number))
      let error = #expect(throws: Divergence.self) { try OptimizationStep(optimizer, learningRate: 1).lower(loss) }
      guard case .loss = error?.cause else { throw error ?? Divergence(.gradient) }
    }
    // The gradients are what they were.
    #expect(weight.value.array == [2] && weight.gradient?.array == [1] && optimizer.learningRate == 0.5)
  }

  @Test func oldGradientsAreForgotten() throws {
    let weight = try LearnedParameter(try Tensor([2]))
    let optimizer = try Optimizer(.sgd(), [weight], learningRate: 0.5)
    for _ in 0..<3 { try Variable.sum(weight).backward() }
    try OptimizationStep(optimizer).lower(Variable.sum(weight))
    #expect(weight.value.array == [1.5])
  }
}
