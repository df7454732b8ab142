import Language

extension PyTorchDialect {
  /// Functions on numbers, and on each number of a tensor.
  static let elementwise: [String: ForeignCall] = [
    "fix": map(cut),
    "neg": map("(-$input)"),
    "negative": map("(-$input)"),
  ]

  private static let cut: ForeignCall.Form = "where($input < 0, -(-$input // 1), $input // 1)"
}
