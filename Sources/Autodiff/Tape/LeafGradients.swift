import Tensors

/// Takes the gradients of parameters and targets in one backward pass.
protocol LeafGradients: AnyObject {
  /// Takes a gradient of this parameter, whose shape it has.
  func add(_ gradient: Tensor, for parameter: LearnedParameter) throws

  /// Whether a gradient may be written into the parameter's own room, instead of being computed first and then added.
  func mayWrite(_ parameter: LearnedParameter) -> Bool
}

/// Gradients of chosen variables, by identity, for `grad`: the parameters' own stay as they are.
final class CollectedGradients: LeafGradients {
  private(set) var gradients: [ObjectIdentifier: Tensor] = [:]

  func add(_ gradient: Tensor, for variable: Variable) throws {
    let key = ObjectIdentifier(variable)
    gradients[key] = try gradients[key].map { try $0 + gradient } ?? gradient
  }

  func add(_ gradient: Tensor, for parameter: LearnedParameter) throws { try add(gradient, for: parameter as Variable) }

  func mayWrite(_ parameter: LearnedParameter) -> Bool { false }
}

/// The gradients that parameters keep, for `backward`: all of them change, or none where the pass ends in an error.
final class KeptGradients: LeafGradients {
  /// Had no gradient before, and so have none again where the pass fails: they are written right away.
  private var begun: [ObjectIdentifier: LearnedParameter] = [:]
  /// Had one, which stays until the whole pass is through.
  private var waiting: [ObjectIdentifier: LearnedParameter] = [:]
  private let sums = CollectedGradients()

  func add(_ gradient: Tensor, for parameter: LearnedParameter) throws {
    if !parameter.hooks.isEmpty || parameter.hasGradient && begun[ObjectIdentifier(parameter)] == nil {
      waiting[ObjectIdentifier(parameter)] = parameter
      return try sums.add(gradient, for: parameter)
    }
    begun[ObjectIdentifier(parameter)] = parameter
    parameter.add(gradient)
  }

  func mayWrite(_ parameter: LearnedParameter) -> Bool {
    guard !parameter.hasGradient, parameter.hooks.isEmpty else { return false }
    begun[ObjectIdentifier(parameter)] = parameter
    return true
  }

  /// Ends a pass that went through.
  func keep() throws {
    // All hooks before the first gradient: one of them may fail.
    var all: [(LearnedParameter, Tensor)] = []
    for (key, parameter) in waiting {
      if let sum = sums.gradients[key] { all.append((parameter, try parameter.hooks.run(sum))) }
    }
    for (parameter, sum) in all { parameter.add(sum) }
  }

  /// Ends one that did not.
  func takeBack() { for parameter in begun.values { parameter.clearGradient() } }
}
