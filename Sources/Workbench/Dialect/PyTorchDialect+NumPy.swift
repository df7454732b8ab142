import Language

extension PyTorchDialect {
  /// NumPy, whose deviations divide by n and whose order differs.
  static let numpy: [String: ForeignCall] = [
    "np.random.seed": ForeignCall("n", "seed({n})"),
    "np.random.randint": ForeignCall(
      "low high size", "int($low * rand(1).item() // 1)", "int($low + ($high - $low) * rand(1).item() // 1)",
      "($low * rand({size}) // 1)", "($low + ($high - $low) * rand({size}) // 1)", because: draws),
    "np.random.random": ForeignCall("size", "rand(1).item()", "rand({size})"),
    "np.random.sample": ForeignCall("size", "rand(1).item()", "rand({size})"),
    "np.random.uniform": ForeignCall(
      "low high size", "($low + ($high - $low) * rand(1).item())", "($low + ($high - $low) * rand({size}))"),
    "np.random.normal": ForeignCall(
      "loc scale size", "randn({size})", "($loc + $scale * randn({size}))", "normal({loc}, {scale})"),
    "np.random.standard_normal": ForeignCall("size", "randn(1).item()", "randn({size})"),
    "np.std": spread("std"),
    "np.var": spread("var"),
    "np.max": largest("max"),
    "np.min": largest("min"),
    "np.sort": ForeignCall(
      "input dim=-1", "sort({input}).values", "sort({input}, dim={dim}).values", because: "`sort` gives the indices too"
    ),
    "np.transpose": ForeignCall("input axes", "$input.T", "permute({input}, {axes})"),
    "np.split": ForeignCall(
      "input sections# dim=0", "chunk({input}, {sections})", "chunk({input}, {sections}, dim={dim})"),
    "np.dot": ForeignCall("input other", "($input @ $other)"),
    "np.identity": ForeignCall("n", "eye({n})"),
    "np.around": ForeignCall("a decimals", "round({a})", "round({a}, {decimals})"),
    "np.cumsum": ForeignCall("input dim", "cumsum($input.reshape(-1), 0)", "cumsum({input}, {dim})"),
    "np.linspace": ForeignCall(
      "start stop num", "linspace({start}, {stop}, 50)", "linspace({start}, {stop}, {num})"),
    "np.linalg.norm": ForeignCall(
      "input ord=None dim keepdim=False", "norm({input})", "norm({input}, dim={dim})",
      "norm({input}, dim={dim}, keepdim={keepdim})"),
    "np.empty": ForeignCall("shape", "zeros({shape})", because: unwritten),
  ]

  private static func spread(_ name: String) -> ForeignCall {
    func form(_ text: String) -> ForeignCall.Form { ForeignCall.Form("\(name)({input}\(text))") }
    return ForeignCall(
      "input dim dtype=None out=None ddof", form("{…}, correction=0"), form(", dim={dim}{…}, correction=0"),
      form("{…}, correction={ddof}"), form(", dim={dim}{…}, correction={ddof}"), because: "NumPy divides by n")
  }
}
