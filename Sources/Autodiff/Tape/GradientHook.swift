import Tensors

/// What is shown a gradient on its way back, and may put another in its place.
struct GradientHook {
  let number: Int
  let run: (Tensor) throws -> Tensor?
}

extension [GradientHook] {
  /// The gradient as the hooks leave it, one after another.
  ///
  /// - Throws: ``TensorError`` of code `shape` where one gives a gradient of another shape.
  func run(_ gradient: Tensor) throws -> Tensor {
    try reduce(gradient) { gradient, hook in
      guard let new = try hook.run(gradient) else { return gradient }
      guard new.shape == gradient.shape else {
        throw TensorError(
          .shape, "backward", "a hook gave a gradient of shape \(new.shape), in place of one of shape \(gradient.shape)"
        )
      }
      return new
    }
  }
}

extension Variable {
  /// Shows each gradient with respect to this to `run`, whose result, if any, goes on in its place.
  ///
  /// - Parameter number: the hook's, for taking it away.
  /// - Returns: false where no gradient ever comes here.
  package func addHook(_ number: Int, _ run: @escaping (Tensor) throws -> Tensor?) -> Bool {
    if let parameter = self as? LearnedParameter {
      parameter.hooks.append(GradientHook(number: number, run: run))
      return true
    }
    guard let node else { return false }
    node.hooks.append(GradientHook(number: number, run: run))
    return true
  }

  package func removeHook(_ number: Int) {
    (self as? LearnedParameter)?.hooks.removeAll { $0.number == number }
    node?.hooks.removeAll { $0.number == number }
  }

  /// A value that somebody else computed, with a derivative of their own.
  ///
  /// - Parameter backward: given the gradient of the value, those of the inputs; nil for what has none.
  package static func custom(
    _ value: Tensor, _ inputs: [Variable], _ backward: @escaping (Tensor) throws -> [Tensor?]
  ) -> Variable {
    result(value, .named("a function with a gradient of its own"), inputs) { gradient, sink in
      for (place, gradient) in try backward(gradient).enumerated() {
        if let gradient { try sink.add(place) { gradient } }
      }
    }
  }
}
