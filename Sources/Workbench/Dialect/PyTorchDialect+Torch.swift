import Language

extension PyTorchDialect {
  /// PyTorch, where a function does more than one thing.
  static let torch: [String: ForeignCall] = [
    "torch.linalg.norm": ForeignCall(
      "input ord=None dim keepdim=False", "norm({input})", "norm({input}, dim={dim})",
      "norm({input}, dim={dim}, keepdim={keepdim})"),
    "torch.max": extreme("max"),
    "torch.min": extreme("min"),
    "torch.flatten": ForeignCall(
      "input start_dim=0 end_dim=-1", "$input.reshape(-1)", "flatten({input}, {start_dim})",
      "flatten({input}, {start_dim}, {end_dim})", because: "`flatten` alone keeps the first dimension"),
    "torch.where": ForeignCall("condition a b", "where({condition}, {a}, {b})"),
    "torch.empty": ForeignCall(
      "a b c d e", "zeros({a})", "zeros({a}, {b})", "zeros({a}, {b}, {c})", "zeros({a}, {b}, {c}, {d})",
      because: unwritten),
    "F.linear": ForeignCall("input weight bias", "($input @ $weight.T)", "($input @ $weight.T + $bias)"),
    "F.interpolate": ForeignCall(
      "input size scale_factor mode", "upsample({input}{…})", "upsample({input}, {size}{…})",
      "upsample({input}, scale_factor={scale_factor}{…})", "upsample({input}, {size}, mode={mode}{…})",
      "upsample({input}, scale_factor={scale_factor}, mode={mode}{…})",
      "upsample({input}, {size}, {scale_factor}{…})", "upsample({input}, {size}, {scale_factor}, {mode}{…})",
      because: "`interpolate` goes from one image to another, through their codes"),
    "torch.autograd.grad": ForeignCall(
      "outputs inputs[", "grad({outputs}, {inputs})", because: "of a list `grad` gives a list"),
    "torch.t": map("$input.T"),
  ]

  /// The second argument may be a dimension or another tensor, which a name does not tell; `max` here asks its value, too.
  private static func extreme(_ name: String) -> ForeignCall {
    ForeignCall(
      "input dim# keepdim=False other", ForeignCall.Form("\(name)({input})"),
      ForeignCall.Form("\(name)({input}, dim={dim})"),
      ForeignCall.Form("\(name)({input}, dim={dim}, keepdim={keepdim})"), ForeignCall.Form("\(name)({input}, {other})"))
  }
}
