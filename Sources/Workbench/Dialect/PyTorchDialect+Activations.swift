import Language

extension PyTorchDialect {
  /// Functions on elements that networks use.
  static let activations: [String: ForeignCall] = [
    "relu6": ForeignCall("input inplace~", "clamp({input}, 0, 6)"),
    "hardtanh": ForeignCall(
      "input min_val max_val inplace~", "clamp({input}, -1, 1)", "clamp({input}, {min_val}, {max_val})"),
    "elu": ForeignCall(
      "input alpha=1 inplace~", "where($input > 0, {input}, exp(minimum({input}, 0)) - 1)",
      "where($input > 0, {input}, $alpha * (exp(minimum({input}, 0)) - 1))"),
    "mish": ForeignCall("input inplace~", "($input * tanh(softplus({input})))"),
    "swish": map("silu({input})"),
    "logsigmoid": map("(-softplus(-$input))"),
    "softsign": map("($input / (1 + abs({input})))"),
    "tanhshrink": map("($input - tanh({input}))"),
    "softmin": ForeignCall("input dim", "softmax(-$input, dim={dim})"),
    "softplus": ForeignCall(
      "input beta=1 threshold~", "softplus({input})", "(softplus($beta * $input) / $beta)",
      because: "`beta` is 1 here"),
  ]
}
