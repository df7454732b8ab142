import Language

extension PyTorchDialect {
  /// Layers whose arguments stand in other places here, or which are functions.
  static let layers: [String: ForeignCall] = [
    "ReLU": ForeignCall("inplace~", "relu()"),
    "GELU": ForeignCall("approximate=\"none\"", "gelu()", "gelu(approximate={approximate})"),
    "ELU": ForeignCall("alpha=1 inplace~", "elu()", "elu({alpha})"),
    "SELU": ForeignCall("inplace~", "selu()"),
    "Mish": ForeignCall("inplace~", "mish()"),
    "ReLU6": ForeignCall("inplace~", "relu6()"),
    "Softsign": ForeignCall("", "softsign()"),
    "LogSigmoid": ForeignCall("", "logsigmoid()"),
    "Hardtanh": ForeignCall(
      "min_val max_val inplace~", "hardtanh()", "hardtanh(min_val={min_val})",
      "hardtanh(min_val={min_val}, max_val={max_val})"),
    "SiLU": ForeignCall("inplace~", "silu()"),
    "LeakyReLU": ForeignCall(
      "negative_slope inplace~", "leaky_relu()", "leaky_relu({negative_slope})"),
    "Dropout": ForeignCall("p inplace~", "dropout()", "dropout({p})"),
    "Softplus": ForeignCall("beta=1 threshold=20", "softplus()", because: "`beta` is 1 here"),
    "GroupNorm": ForeignCall(
      "num_groups num_channels eps", "group_norm({num_groups}, {num_channels}{…})",
      "group_norm({num_groups}, {num_channels}, {eps}{…})"),
    "InstanceNorm2d": ForeignCall("num_features", "instance_norm({num_features}{…})"),
    "PReLU": ForeignCall(
      "num_parameters=1 init=0.25", "prelu()", "prelu({num_parameters})", "prelu({num_parameters}, {init})",
      "prelu(init={init})"),
    "Flatten": ForeignCall("start_dim=1 end_dim=-1", "flatten()", because: "it keeps the first dimension"),
    "BatchNorm1d": batchNorm,
    "BatchNorm2d": batchNorm,
  ]

  private static let batchNorm = ForeignCall(
    "num_features", "batch_norm({num_features}{…})", because: "it is one layer for rows and images",
    or: [ForeignCall("num_features eps momentum affine", "batch_norm({num_features}, {eps}, {momentum}, {affine})")])
}
