import Autodiff
import Networks
import Tensors
import Testing

@Suite struct OptimizerTests {
  /// By the names that Fixtures/training.py has for them.
  private static let rules: [(name: String, rule: Optimizer.Rule)] = [
    ("adam", .adam()), ("adam, decay", .adam(beta1: 0.8, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1)),
    ("adamw", .adam(weightDecay: 0.1, decoupled: true)), ("sgd", .sgd()),
    ("sgd, momentum", .sgd(momentum: 0.9, weightDecay: 0.1)),
    ("sgd, nesterov", .sgd(momentum: 0.9, weightDecay: 0.1, nesterov: true)), ("rmsprop", .rmsprop()),
    ("rmsprop, momentum", .rmsprop(smoothing: 0.9, epsilon: 1e-6, momentum: 0.5, weightDecay: 0.1)),
  ]

  /// Ten steps on f(w) = Σ w³ beside PyTorch's, in double precision.
  @Test func stepsAreThoseOfPyTorch() throws {
    let file = try TensorFile(fixture: "training")
    for (name, rule) in Self.rules {
      let expected = try #require(file.tensors["optimizer/\(name)"])
      let parameter = try LearnedParameter(try Tensor((0..<21).map { Float($0) / 7 - 1 }))
      let optimizer = try Optimizer(rule, [parameter], learningRate: 0.01)
      for step in 0..<expected.shape[0] {
        optimizer.clearGradients()
        try Variable.sum(parameter * parameter * parameter).backward()
        try optimizer.step()
        for (found, wanted) in zip(parameter.value.array, expected.rows(step..<step + 1).array) {
          #expect(abs(found - wanted) < 3e-6, "\(name), step \(step + 1)")
        }
      }
    }
  }

  @Test func parametersWithoutGradientStayAsTheyAre() throws {
    let (used, unused) = (try LearnedParameter(try .ones([3])), try LearnedParameter(try .ones([3])))
    let optimizer = try Optimizer(.adam(), [used, unused], learningRate: 0.1)
    #expect(throws: TensorError.self) { try optimizer.step() }
    try Variable.sum(used * used).backward()
    #expect(optimizer.withoutGradient.count == 1)
    try optimizer.step()
    #expect(unused.value.array == [1, 1, 1])
    #expect(used.value.array != [1, 1, 1])
  }

  /// A parameter that gets its first gradient late moves as one whose optimizer begins then.
  @Test(arguments: [Optimizer.Rule.adam(), .adam(weightDecay: 0.1, decoupled: true), .sgd(momentum: 0.9), .rmsprop()])
  func aParameterThatJoinsLaterBeginsAtItsBeginning(_ rule: Optimizer.Rule) throws {
    let (first, late) = (try LearnedParameter(try .ones([3])), try LearnedParameter(try .ones([3])))
    let alone = try LearnedParameter(try .ones([3]))
    let together = try Optimizer(rule, [first, late], learningRate: 0.1)
    let single = try Optimizer(rule, [alone], learningRate: 0.1)
    for step in 0..<6 {
      together.clearGradients()
      single.clearGradients()
      try Variable.sum(first * first).backward()
      if step >= 3 {
        try Variable.sum(late * late).backward()
        try Variable.sum(alone * alone).backward()
        try single.step()
      }
      try together.step()
    }
    #expect(together.steps == 6 && together.stepsByParameter == [6, 3])
    #expect(late.value.array == alone.value.array)
  }

  @Test func groupsAreChangedByTheirOwnSettings() throws {
    // Side by side in one arena, where one rule would change both in one run.
    var random = RandomSource()
    let network = try Sequential([Linear(2, 2, random: &random)])
    let alone = try network.parameters.map { try LearnedParameter(try $0.value.copy()) }
    let rules = [(0.1, 0.5), (0.01, 0.0)].map { (rate: $0, decay: $1) }
    let optimizers = try zip(network.parameters, rules).map { parameter, rule in
      try Optimizer(.sgd(momentum: 0.9, weightDecay: rule.decay), [parameter], learningRate: rule.rate)
    }
    let together = try Optimizer(joining: optimizers)
    let apart = try zip(alone, rules).map { parameter, rule in
      try Optimizer(.sgd(momentum: 0.9, weightDecay: rule.decay), [parameter], learningRate: rule.rate)
    }
    for _ in 0..<3 {
      for parameter in network.parameters + alone { parameter.clearGradient() }
      for parameter in network.parameters + alone { try Variable.sum(parameter * parameter).backward() }
      try OptimizationStep(together).update()
      for optimizer in apart { try optimizer.step() }
    }
    #expect(network.parameters.map(\.value.array) == alone.map(\.value.array))
    #expect(throws: TensorError.self) { try Optimizer(joining: [optimizers[0], optimizers[0]]) }
    #expect(throws: (any Error).self) {
      try Variable.sum(Variable.sqrt(network.parameters[0] - network.parameters[0])).backward()
      try OptimizationStep(together, learningRate: 3).update()
    }
    #expect(together.groups.map(\.learningRate) == [0.1, 0.01])
  }

  @Test func gradientsThatAreNotFiniteAreSeen() throws {
    let x = try LearnedParameter(try Tensor([0, 1, 2]))
    let optimizer = try Optimizer(.adam(), [x], learningRate: 0.1)
    try Variable.sum(Variable.sqrt(x)).backward()
    #expect(try !optimizer.gradientNorm().isFinite)
    optimizer.clearGradients()
    try Variable.sum(x * x).backward()
    #expect(try optimizer.gradientNorm().isFinite)
  }
}
