import Autodiff
import Networks
import Tensors
import Testing

@Suite struct OptimizerTests {
  /// Three steps on f(w) = Σ w³ against the formulas in double precision.
  @Test(arguments: [
    Optimizer.Rule.adam(), .adam(weightDecay: 0.1), .adam(weightDecay: 0.1, decoupled: true), .sgd(),
    .sgd(momentum: 0.9, weightDecay: 0.1),
  ])
  func stepsFollowTheFormula(_ rule: Optimizer.Rule) throws {
    let start: [Double] = (0..<21).map { Double(Float($0) / 7 - 1) }
    let parameter = try Parameter(try Tensor(start.map(Float.init)))
    let optimizer = try Optimizer(rule, [parameter], learningRate: 0.01)
    var (w, m, v) = (start, start.map { _ in 0.0 }, start.map { _ in 0.0 })
    for step in 1...3 {
      optimizer.clearGradients()
      try Variable.sum(parameter * parameter * parameter).backward()
      try optimizer.step()
      for i in w.indices {
        var g = 3 * w[i] * w[i]
        switch rule {
        case .adam(let b1, let b2, let epsilon, let decay, let decoupled):
          if !decoupled { g += decay * w[i] }
          m[i] = b1 * m[i] + (1 - b1) * g
          v[i] = b2 * v[i] + (1 - b2) * g * g
          var correction1 = 1.0, correction2 = 1.0
          for _ in 0..<step {
            correction1 *= b1
            correction2 *= b2
          }
          if decoupled { w[i] -= 0.01 * decay * w[i] }
          w[i] -= 0.01 * (m[i] / (1 - correction1)) / ((v[i] / (1 - correction2)).squareRoot() + epsilon)
        case .sgd(let momentum, let decay):
          g += decay * w[i]
          m[i] = step == 1 ? g : momentum * m[i] + g
          w[i] -= 0.01 * m[i]
        }
      }
    }
    for (found, wanted) in zip(parameter.value.array, w) { #expect(abs(Double(found) - wanted) < 2e-6) }
  }

  @Test func parametersWithoutGradientStayAsTheyAre() throws {
    let (used, unused) = (try Parameter(try .ones([3])), try Parameter(try .ones([3])))
    let optimizer = try Optimizer(.adam(), [used, unused], learningRate: 0.1)
    #expect(throws: TensorError.self) { try optimizer.step() }
    try Variable.sum(used * used).backward()
    #expect(optimizer.withoutGradient.count == 1)
    try optimizer.step()
    #expect(unused.value.array == [1, 1, 1])
    #expect(used.value.array != [1, 1, 1])
  }

  @Test func gradientsThatAreNotFiniteAreSeen() throws {
    let x = try Parameter(try Tensor([0, 1, 2]))
    let optimizer = try Optimizer(.adam(), [x], learningRate: 0.1)
    try Variable.sum(Variable.sqrt(x)).backward()
    #expect(try !optimizer.gradientsAreFinite())
    optimizer.clearGradients()
    try Variable.sum(x * x).backward()
    #expect(try optimizer.gradientsAreFinite())
  }
}
