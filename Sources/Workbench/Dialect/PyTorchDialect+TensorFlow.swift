import Language

extension PyTorchDialect {
  static let tensorFlow: [String: ForeignCall] = [
    "tf.random.normal": ForeignCall(
      "shape mean=0.0 stddev=1.0", "randn({shape})", "($mean + randn({shape}))", "($stddev * randn({shape}))",
      "($mean + $stddev * randn({shape}))"),
    "tf.random.uniform": ForeignCall(
      "shape minval=0 maxval=1", "rand({shape})", "($minval + ($maxval - $minval) * rand({shape}))"),
  ]
}
