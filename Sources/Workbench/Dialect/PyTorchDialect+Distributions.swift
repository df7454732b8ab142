import Language

extension PyTorchDialect {
  /// Distributions as objects: drawn from at once, with a gradient and without. The noise has the shape of mean and
  /// deviation together.
  static let distributions = [
    "Normal": ForeignCalls.PassingObject(
      methods: [
        ".rsample()": ForeignCall("loc scale", "($loc + $scale * randn_like($loc + $scale))"),
        ".sample()": ForeignCall("loc scale", "normal({loc}, {scale})"),
      ],
      because:
        "`normal` draws from it, and -gaussian_nll(mean, x, std**2, full=True, reduction=\"none\") is its log_prob",
      example: "z = mean + std * randn_like(mean)")
  ]
}
