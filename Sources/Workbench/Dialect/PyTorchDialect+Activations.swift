import Language

extension PyTorchDialect {
  /// Functions on elements that networks use.
  static let activations: [String: ForeignCall] = [
    "swish": map("silu({input})"),
    "tanhshrink": map("($input - tanh({input}))"),
    "softmin": ForeignCall("input dim", "softmax(-$input, dim={dim})"),
    "softplus": ForeignCall(
      "input beta=1 threshold~", "softplus({input})", "(softplus($beta * $input) / $beta)",
      because: "`beta` is 1 here"),
  ]
}
