import Language

extension PyTorchDialect {
  static let calls: ForeignCalls = {
    var calls = ForeignCalls()
    for family in [arithmetic, elementwise, makingTensors, activations, layers] {
      calls.byName.merge(family) { first, _ in first }
    }
    for module in [mathModule, randomModule, numpy, tensorFlow, torch, optimizers] {
      calls.byPath.merge(module) { first, _ in first }
    }
    calls.objects = objects
    // NumPy's names for PyTorch's parameters.
    calls.parameterNames = [
      "axis": "dim", "keepdims": "keepdim", "a": "input", "x": "input", "x1": "input", "x2": "other", "self": "input",
    ]
    calls.repeatable = [
      "zeros", "ones", "full", "tensor", "array", "arange", "linspace", "zeros_like", "ones_like", "exp", "log", "sqrt",
      "sigmoid", "mean", "reshape", "view", "flatten", "detach",
    ]
    return calls
  }()

  // MARK: Forms that several calls have

  /// A function on elements, which NumPy and PyTorch have under one name.
  static func map(_ form: ForeignCall.Form) -> ForeignCall { ForeignCall("input", form) }

  static func pair(_ form: ForeignCall.Form) -> ForeignCall { ForeignCall("input other", form) }

  static func largest(_ name: String) -> ForeignCall {
    ForeignCall(
      "input dim keepdim=False", ForeignCall.Form("\(name)(tensor({input}))"),
      ForeignCall.Form("\(name)({input}, dim={dim}).values"),
      ForeignCall.Form("\(name)({input}, dim={dim}, keepdim={keepdim}).values"),
      because: "with `dim` it gives the indices too")
  }

  static let draws = "rand draws from 0 to 1"
  static let unwritten = "there is no memory that nobody has written to"
}
