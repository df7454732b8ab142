import Language

extension PyTorchDialect {
  /// Functions on numbers, and on each number of a tensor.
  static let elementwise: [String: ForeignCall] = [
    "floor": map("($input // 1)"),
    "ceil": map("(-(-$input // 1))"),
    "trunc": map(cut),
    "fix": map(cut),
    "square": map("($input**2)"),
    "neg": map("(-$input)"),
    "negative": map("(-$input)"),
    "reciprocal": map("(1 / $input)"),
    "rsqrt": map("(1 / sqrt({input}))"),
    "log2": map("(log({input}) / log(2))"),
    "log10": map("(log({input}) / log(10))"),
    "exp2": map("(2**$input)"),
    "isnan": ForeignCall("input", "($input != $input)", because: "a NaN alone differs from itself"),
    "isinf": map("(abs({input}) == float(\"inf\"))"),
    "isfinite": map("(abs({input}) < float(\"inf\"))"),
  ]

  private static let cut: ForeignCall.Form = "where($input < 0, -(-$input // 1), $input // 1)"
}
